/// Why a program cannot be printed in a format.
package enum ProgramTextError: Error, Sendable, Hashable {
    /// LP and MPS files have no disjunctions.
    case disjunctions
}

/// Numbers and sides as the writers of LP and MPS files need them.
enum ProgramText {
    /// The shortest text that reads back as this Double, without a needless fraction.
    static func number(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// How a pair of ends constrains.
    enum Shape {
        case free
        case atLeast(Double)
        case atMost(Double)
        case range(Double, Double)
        case equal(Double)
    }

    static func shape(_ lower: Double, _ upper: Double) -> Shape {
        switch (lower.isFinite, upper.isFinite) {
        case (false, false): .free
        case (true, false): .atLeast(lower)
        case (false, true): .atMost(upper)
        case (true, true): lower == upper ? .equal(lower) : .range(lower, upper)
        }
    }
}
