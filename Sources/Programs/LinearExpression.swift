package import Exact

/// The index of a variable of a ``Program``.
package struct VariableIndex: Hashable, Sendable, Comparable {
    package let index: Int
    package init(_ index: Int) { self.index = index }
    package static func < (a: VariableIndex, b: VariableIndex) -> Bool { a.index < b.index }
}

/// A sum of coefficient * variable.
///
/// Coefficients are Doubles: a weight of a network is one, and linear programming wants nothing else. The few that are not
/// (a third, or 0.1 written in a spec) keep their exact value in a side table, and the Double beside it is the nearest.
package struct LinearExpression: Hashable, Sendable {
    package struct Term: Hashable, Sendable {
        package let variable: VariableIndex
        /// The coefficient, rounded to nearest when it stands in ``LinearExpression/inexact``.
        package let coefficient: Double
    }

    /// Every variable once, in increasing order.
    package let terms: [Term]
    /// The exact coefficients that are no Doubles.
    package let inexact: [VariableIndex: Rational]

    /// The sum of nothing, which is 0.
    package static let zero = LinearExpression([])

    /// Repeated variables are added up exactly; zeros are dropped. Requires finite coefficients.
    ///
    /// Cost: linear when the variables come in increasing order, as they do for a row of weights; else a sort.
    package init(_ sum: [(variable: VariableIndex, coefficient: Double)]) {
        var increasing: [Term] = []
        increasing.reserveCapacity(sum.count)
        for (variable, coefficient) in sum where coefficient != 0 {
            if let last = increasing.last, last.variable >= variable {
                self.init(
                    exact: sum.map { (variable: $0.variable, coefficient: Rational(weight: $0.coefficient)) })
                return
            }
            precondition(coefficient.isFinite, "coefficient \(coefficient) of variable \(variable.index)")
            increasing.append(Term(variable: variable, coefficient: coefficient))
        }
        self.init(terms: increasing, inexact: [:])
    }

    private init(terms: [Term], inexact: [VariableIndex: Rational]) {
        self.terms = terms
        self.inexact = inexact
    }

    /// The same from exact coefficients.
    package init(exact sum: [(variable: VariableIndex, coefficient: Rational)]) {
        var merged: [(variable: VariableIndex, coefficient: Rational)] = []
        for term in sum.sorted(by: { $0.variable < $1.variable }) {
            if let last = merged.last, last.variable == term.variable {
                merged[merged.count - 1].coefficient = last.coefficient + term.coefficient
            } else {
                merged.append(term)
            }
        }
        var terms: [Term] = []
        var inexact: [VariableIndex: Rational] = [:]
        for (variable, value) in merged where !value.isZero {
            let nearest = value.double(.nearest)
            terms.append(Term(variable: variable, coefficient: nearest))
            if Rational(exactly: nearest) != value { inexact[variable] = value }
        }
        self.init(terms: terms, inexact: inexact)
    }

    /// The exact coefficient of a term.
    package func exactCoefficient(_ term: Term) -> Rational {
        inexact[term.variable] ?? Rational(weight: term.coefficient)
    }

    /// The exact value at a point. Cost: one exact multiplication per term.
    package func value(at point: [Rational]) -> Rational {
        terms.reduce(.zero) { $0 + exactCoefficient($1) * point[$1.variable.index] }
    }

    /// The sum with one more term.
    package func adding(_ coefficient: Double, _ variable: VariableIndex) -> LinearExpression {
        LinearExpression(
            exact: terms.map { (variable: $0.variable, coefficient: exactCoefficient($0)) }
                + [(variable: variable, coefficient: Rational(weight: coefficient))])
    }
}
