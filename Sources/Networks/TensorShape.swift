/// The dimensions of a tensor, outermost first; data is kept flat in C order.
package struct TensorShape: Hashable, Sendable, CustomStringConvertible {
    package let dimensions: [Int]

    /// Requires non-negative dimensions.
    package init(_ dimensions: [Int]) {
        precondition(dimensions.allSatisfy { $0 >= 0 }, "negative dimension in \(dimensions)")
        self.dimensions = dimensions
    }

    /// The number of elements; 1 for a scalar.
    package var count: Int { dimensions.reduce(1, *) }
    package var rank: Int { dimensions.count }

    /// `1x64`, or `scalar`.
    package var description: String {
        dimensions.isEmpty ? "scalar" : dimensions.map(String.init).joined(separator: "x")
    }
}
