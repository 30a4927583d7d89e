package import Contexts
package import Properties

/// A network that a VNN-LIB 2.0 file declares: an interface, for which the caller names a model.
package struct VNNLIBNetwork: Hashable, Sendable {
    /// What the file promises about the model, by the index of an earlier network.
    package enum Relation: Hashable, Sendable {
        /// It is the other's model; the caller gives none.
        case equal(to: Int)
        /// It differs from the other's model in its weights only.
        case isomorphic(to: Int)

        package var other: Int {
            switch self {
            case .equal(let other), .isomorphic(let other): other
            }
        }
    }

    package let name: String
    package let relation: Relation?
    /// At least one.
    package let inputs: [VNNLIBTensor]
    package let hidden: [VNNLIBTensor]
    /// At least one.
    package let outputs: [VNNLIBTensor]
    package let place: Place

    /// All tensors in the order of their declarations.
    package var tensors: [VNNLIBTensor] { inputs + hidden + outputs }
}

/// A variable of a VNN-LIB 2.0 file: a tensor of a declared network.
package struct VNNLIBTensor: Hashable, Sendable {
    package let name: TensorName
    package let type: ReadProperty.ElementType
    /// The value of the model that it stands for; `nil` for inputs and outputs that go by their order.
    package let modelName: String?
    /// The variable of its first element: inputs are counted through all networks, and so are hidden nodes and outputs
    /// together, in the order of their declarations.
    package let first: Variable
    package let place: Place

    package var dimensions: [Int] { name.dimensions ?? [] }
    /// The number of elements; 1 for a scalar.
    package var count: Int { dimensions.reduce(1, *) }

    /// The indices of its elements among all inputs, or among all hidden nodes and outputs.
    package var indices: Range<Int> {
        switch first {
        case .input(let index), .output(let index): index..<index + count
        }
    }
}
