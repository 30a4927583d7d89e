import Contexts
import Exact
import Properties

/// The value of a part of an assertion.
enum Operand {
    case number(Rational)
    case variable(Variable)
    case sum(LinearSum)
    case condition(Formula)

    /// What it is, for messages.
    var found: PropertyError.Found {
        if case .condition = self { .condition } else { .term }
    }

    /// The operand as a sum; `nil` for a condition.
    var asSum: LinearSum? {
        switch self {
        case .number(let value): LinearSum(terms: [], constant: value)
        case .variable(let variable): LinearSum(terms: [(variable, .one)], constant: .zero)
        case .sum(let sum): sum
        case .condition: nil
        }
    }

    /// The operand as a constant; `nil` when it is not one.
    var asNumber: Rational? {
        switch self {
        case .number(let value): value
        case .sum(let sum) where sum.terms.isEmpty: sum.constant
        default: nil
        }
    }
}

/// `constant + sum of coefficient * variable`. A variable may occur several times: rows add up.
struct LinearSum {
    var terms: [(variable: Variable, coefficient: Rational)]
    var constant: Rational

    static func += (a: inout LinearSum, b: LinearSum) {
        a.terms += b.terms
        a.constant += b.constant
    }

    func scaled(by factor: Rational) -> LinearSum {
        if factor.isZero { return LinearSum(terms: [], constant: .zero) }
        return LinearSum(terms: terms.map { ($0.variable, $0.coefficient * factor) }, constant: constant * factor)
    }

    /// The number when no variable occurs.
    var asOperand: Operand { terms.isEmpty ? .number(constant) : .sum(self) }
}

extension LinearRow {
    /// `left <= right`, or `left < right`. `nil` when one of them is a condition.
    init?(_ left: Operand, below right: Operand, isStrict: Bool) {
        // The first three forms are nearly all rows of real files.
        switch (left, right) {
        case (.variable(let variable), .number(let bound)):
            self.init(variable, times: .one, bound: bound, isStrict: isStrict)
        case (.number(let bound), .variable(let variable)):
            self.init(variable, times: -.one, bound: -bound, isStrict: isStrict)
        case (.variable(let low), .variable(let high)):
            self.init(terms: [(low, .one), (high, -.one)], bound: .zero, isStrict: isStrict)
        default:
            guard var difference = left.asSum, let right = right.asSum else { return nil }
            difference += right.scaled(by: -.one)
            self.init(terms: difference.terms, bound: -difference.constant, isStrict: isStrict)
        }
    }
}
