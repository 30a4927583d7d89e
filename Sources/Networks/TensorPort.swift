/// A tensor that a model takes or gives, as a part of the network's flat input or output.
package struct TensorPort: Hashable, Sendable {
    /// What the model calls it.
    package let name: String
    package let shape: TensorShape
    /// Where its first element is.
    package let first: Int

    package init(name: String, shape: TensorShape, first: Int) {
        self.name = name
        self.shape = shape
        self.first = first
    }

    package var range: Range<Int> { first..<first + shape.count }

    /// Tensors one after the other.
    package static func row(_ tensors: [(name: String, shape: TensorShape)]) -> [TensorPort] {
        var first = 0
        return tensors.map { tensor in
            defer { first += tensor.shape.count }
            return TensorPort(name: tensor.name, shape: tensor.shape, first: first)
        }
    }
}
