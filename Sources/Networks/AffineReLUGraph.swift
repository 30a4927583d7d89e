/// The index of a neuron, that is of one ReLU, counted over all ReLU layers in order.
package struct NeuronIndex: Hashable, Sendable, Comparable {
    package let index: Int
    package init(_ index: Int) { self.index = index }
    package static func < (a: NeuronIndex, b: NeuronIndex) -> Bool { a.index < b.index }
}

/// The network as all engines see it: affine nodes and ReLU nodes over flat vectors, nothing else.
///
/// Made from a ``Network`` without changing its function in exact arithmetic: shapes disappear, elementwise operators
/// become linear maps, a bias that follows an affine node joins it when the sum of biases is exact. Affine chains are
/// *not* multiplied together: the product of two float matrices is not a float matrix, and backward bounds lose nothing
/// on a chain.
package struct AffineReLUGraph: Sendable {
    /// What a graph node computes.
    package enum Kind: Sendable {
        case input
        /// The sum of linear maps of earlier nodes, plus a constant vector.
        case affine(terms: [Term], bias: [Double])
        /// max(x, 0) of an earlier affine node that feeds nothing else but affine nodes; `firstNeuron` is the index of its
        /// first neuron.
        case relu(source: Int, firstNeuron: NeuronIndex)
    }

    /// One linear map applied to the node with index `source`.
    package struct Term: Sendable {
        package let source: Int
        package let map: LinearMap

        package init(source: Int, map: LinearMap) {
            self.source = source
            self.map = map
        }
    }

    package struct Node: Sendable {
        package let kind: Kind
        /// The number of elements.
        package let width: Int
        /// The name of the tensor in the model.
        package let name: String

        package init(kind: Kind, width: Int, name: String) {
            self.kind = kind
            self.width = width
            self.name = name
        }
    }

    /// Topologically ordered; node 0 is the input.
    package let nodes: [Node]
    /// The node that is the network's output; always affine or the input.
    package let output: Int

    package var inputCount: Int { nodes[0].width }
    package var outputCount: Int { nodes[output].width }
    package let neuronCount: Int

    /// The ReLU nodes, in order.
    package let reluNodes: [Int]

    package init(nodes: [Node], output: Int) {
        self.nodes = nodes
        self.output = output
        reluNodes = nodes.indices.filter { if case .relu = nodes[$0].kind { true } else { false } }
        neuronCount = reluNodes.reduce(0) { $0 + nodes[$1].width }
    }
}
