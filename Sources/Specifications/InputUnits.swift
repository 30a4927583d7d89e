package import Exact

/// The units in which a spec file writes its inputs: the network's value of input i is `factors[i] * v + shifts[i]` for a
/// written value v. All numbers are exact.
package struct InputUnits: Hashable, Sendable {
    package let factors: [Rational]
    package let shifts: [Rational]

    /// Requires factors other than 0, as many as shifts.
    package init(factors: [Rational], shifts: [Rational]) {
        precondition(factors.count == shifts.count && factors.allSatisfy { !$0.isZero }, "units that lose an input")
        self.factors = factors
        self.shifts = shifts
    }

    package var hasShift: Bool { shifts.contains { !$0.isZero } }

    /// The one size of all factors; `nil` when they differ.
    package var commonSize: Rational? {
        guard let first = factors.first?.magnitude, factors.allSatisfy({ $0.magnitude == first }) else { return nil }
        return first
    }

    /// The network's value for a written one.
    package func network(_ written: Rational, input: Int) -> Rational { factors[input] * written + shifts[input] }

    /// The written value for one of the network's.
    package func written(_ value: Rational, input: Int) -> Rational { (value - shifts[input]) / factors[input] }

    package func network(_ written: [Rational]) -> [Rational] {
        written.indices.map { network(written[$0], input: $0) }
    }

    package func written(_ values: [Rational]) -> [Rational] {
        values.indices.map { written(values[$0], input: $0) }
    }
}
