package import Exact

/// An axis-parallel box of inputs with exact ends, both included.
package struct Box: Hashable, Sendable {
    package let lower: [Rational]
    package let upper: [Rational]

    /// Requires `lower[i] <= upper[i]` for every input.
    package init(lower: [Rational], upper: [Rational]) {
        precondition(lower.count == upper.count, "a box needs as many lower ends as upper ends")
        precondition(zip(lower, upper).allSatisfy { $0 <= $1 }, "a box with a lower end above its upper end")
        self.lower = lower
        self.upper = upper
    }

    package var dimension: Int { lower.count }

    package func contains(_ point: [Rational]) -> Bool {
        point.count == dimension && point.indices.allSatisfy { lower[$0] <= point[$0] && point[$0] <= upper[$0] }
    }
}
