package import Exact

/// A quantity that a property speaks about.
package enum Variable: Hashable, Sendable, Comparable {
    /// Element of the flat input.
    case input(Int)
    /// Element of the flat output.
    case output(Int)

    package static func < (a: Variable, b: Variable) -> Bool {
        switch (a, b) {
        case (.input(let i), .input(let j)), (.output(let i), .output(let j)): i < j
        case (.input, .output): true
        case (.output, .input): false
        }
    }
}

/// The constraint `sum of coefficient * variable <= bound`, or `<` when strict. All numbers are exact.
package struct LinearRow: Hashable, Sendable {
    package struct Term: Hashable, Sendable {
        package let variable: Variable
        package let coefficient: Rational
    }

    /// Sorted by variable; every variable once, no coefficient 0.
    package let terms: [Term]
    package let bound: Rational
    package let isStrict: Bool

    /// Adds up repeated variables and drops those that cancel.
    package init(terms: [(variable: Variable, coefficient: Rational)], bound: Rational, isStrict: Bool = false) {
        self.bound = bound
        self.isStrict = isStrict
        // Bounds and comparisons of two outputs are most rows of any property; they need no dictionary.
        if terms.count == 1 {
            self.terms = Self.nonzero(Term(variable: terms[0].variable, coefficient: terms[0].coefficient))
        } else if terms.count == 2 && terms[0].variable != terms[1].variable {
            let low = terms[0].variable < terms[1].variable ? 0 : 1
            let (first, second) = (terms[low], terms[1 - low])
            self.terms =
                Self.nonzero(Term(variable: first.variable, coefficient: first.coefficient))
                + Self.nonzero(Term(variable: second.variable, coefficient: second.coefficient))
        } else {
            var sums: [Variable: Rational] = [:]
            for (variable, coefficient) in terms { sums[variable, default: .zero] += coefficient }
            self.terms = sums.filter { !$0.value.isZero }
                .map { Term(variable: $0.key, coefficient: $0.value) }
                .sorted { $0.variable < $1.variable }
        }
    }

    /// `coefficient * variable <= bound`.
    package init(_ variable: Variable, times coefficient: Rational, bound: Rational, isStrict: Bool = false) {
        terms = Self.nonzero(Term(variable: variable, coefficient: coefficient))
        self.bound = bound
        self.isStrict = isStrict
    }

    private init(sorted terms: [Term], bound: Rational, isStrict: Bool) {
        self.terms = terms
        self.bound = bound
        self.isStrict = isStrict
    }

    private static func nonzero(_ term: Term) -> [Term] {
        term.coefficient.isZero ? [] : [term]
    }

    /// The constraint that is met exactly when this one is not.
    package var complement: LinearRow {
        let negated = terms.map { Term(variable: $0.variable, coefficient: -$0.coefficient) }
        return LinearRow(sorted: negated, bound: -bound, isStrict: !isStrict)
    }

    /// For a row without variables: whether it is met. `nil` for every other row.
    package var constantTruth: Bool? {
        terms.isEmpty ? isMet(slack: bound) : nil
    }

    /// True when no output appears.
    package var isOverInputs: Bool {
        terms.allSatisfy { if case .input = $0.variable { true } else { false } }
    }

    /// `bound - sum`: not negative (positive when strict) exactly when the constraint is met.
    package func slack(_ value: (Variable) -> Rational) -> Rational {
        terms.reduce(bound) { $0 - $1.coefficient * value($1.variable) }
    }

    /// Whether a slack computed by ``slack(_:)`` meets the constraint.
    package func isMet(slack: Rational) -> Bool {
        isStrict ? slack > .zero : slack >= .zero
    }
}

extension LinearRow: CustomStringConvertible {
    /// `Y_0 - 2*Y_1 <= 0.5`
    package var description: String { text(.indexed) }

    /// The same with the names that a file gives to the variables.
    package func text(_ names: VariableNames) -> String {
        var left = ""
        for term in terms {
            let name = names.name(of: term.variable)
            let size = term.coefficient.magnitude
            let factor = size == .one ? name : "\(size)*\(name)"
            let sign = term.coefficient.isNegative ? (left.isEmpty ? "-" : " - ") : (left.isEmpty ? "" : " + ")
            left += sign + factor
        }
        return "\(left.isEmpty ? "0" : left) \(isStrict ? "<" : "<=") \(bound)"
    }
}
