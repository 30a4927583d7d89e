package import Kernels

/// A linear map between flat tensors, kept in the form that is cheapest to apply.
package enum LinearMap: Hashable, Sendable {
    /// y = W x.
    case dense(Matrix)
    /// y_i = c_i x_i.
    case diagonal([Double])
    /// y_i = x_i / c_i. Apart from `diagonal`, because the exact factor 1 / c_i is no float.
    case division([Double])
    /// y_i = x_(p(i)).
    case selection([Int])
    /// y = x.
    case identity
    /// y = -x.
    case negation
}

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

extension AffineReLUGraph {
    /// The graph of a network. Cost: one pass; weights are shared, not copied.
    package init(_ network: Network) {
        var builder = GraphBuilder(inputWidth: network.inputCount, name: network[network.input].name)
        var nodeOf = [Int](repeating: 0, count: network.values.count)
        // How many nodes read each value: a bias may only join an affine node that nothing else reads.
        var readers = [Int](repeating: 0, count: network.values.count)
        for node in network.nodes {
            for input in node.inputs { readers[input.index] += 1 }
        }
        readers[network.output.index] += 1
        for node in network.nodes {
            let sources = node.inputs.map { nodeOf[$0.index] }
            let width = network[node.output].shape.count
            let name = network[node.output].name
            let source = sources[0]
            let made: Int
            switch node.operator {
            case .reshape:
                made = source
            case .relu:
                made = builder.relu(source, width: width, name: name)
            case .affine(let affine):
                let map = LinearMap.dense(affine.weights)
                made = builder.affine([Term(source: source, map: map)], bias: affine.bias, width: width, name: name)
            case .scale(let scale):
                let map: LinearMap = scale.divides ? .division(scale.factors) : .diagonal(scale.factors)
                made = builder.affine([Term(source: source, map: map)], bias: nil, width: width, name: name)
            case .gather(let gather):
                let map = LinearMap.selection(gather.indices)
                made = builder.affine([Term(source: source, map: map)], bias: nil, width: width, name: name)
            case .offset(let offset):
                let mayJoin = readers[node.inputs[0].index] == 1
                made = builder.offset(source, by: offset.addends, mayJoin: mayJoin, name: name)
            case .sum(let sum):
                let terms = zip(sources, sum.subtracts).map { Term(source: $0, map: $1 ? .negation : .identity) }
                made = builder.affine(terms, bias: nil, width: width, name: name)
            }
            nodeOf[node.output.index] = made
            if made == source {
                // The output is the same node under another name: whoever reads its source reads it too.
                readers[node.output.index] += readers[node.inputs[0].index] - 1
            }
        }
        var output = nodeOf[network.output.index]
        // Rows of a property are read off an affine node: give the ReLU (or input) output an identity on top.
        if !builder.isAffine(output) {
            let node = builder.nodes[output]
            output = builder.affine(
                [Term(source: output, map: .identity)], bias: nil, width: node.width, name: node.name)
        }
        self.init(nodes: builder.nodes, output: output)
    }
}

/// Appends nodes to a graph in topological order.
private struct GraphBuilder {
    var nodes: [AffineReLUGraph.Node]
    var neurons = 0
    /// The affine nodes that feed a ReLU.
    private var preActivations: Set<Int> = []

    init(inputWidth: Int, name: String) {
        nodes = [.init(kind: .input, width: inputWidth, name: name)]
    }

    func isAffine(_ node: Int) -> Bool {
        if case .affine = nodes[node].kind { true } else { false }
    }

    mutating func append(_ kind: AffineReLUGraph.Kind, width: Int, name: String) -> Int {
        nodes.append(.init(kind: kind, width: width, name: name))
        return nodes.count - 1
    }

    /// A ReLU over an affine node of its own: bounds of pre-activations are then always bounds of affine rows, and belong
    /// to one layer of neurons.
    mutating func relu(_ source: Int, width: Int, name: String) -> Int {
        var source = source
        if !isAffine(source) || preActivations.contains(source) {
            source = affine([.init(source: source, map: .identity)], bias: nil, width: width, name: nodes[source].name)
        }
        preActivations.insert(source)
        defer { neurons += width }
        return append(.relu(source: source, firstNeuron: NeuronIndex(neurons)), width: width, name: name)
    }

    mutating func affine(_ terms: [AffineReLUGraph.Term], bias: [Double]?, width: Int, name: String) -> Int {
        append(.affine(terms: terms, bias: bias ?? [Double](repeating: 0, count: width)), width: width, name: name)
    }

    /// source + addends: nothing when all are zero, joined to the source's bias when that is exact, else a node.
    mutating func offset(_ source: Int, by addends: [Double], mayJoin: Bool, name: String) -> Int {
        if addends.allSatisfy({ $0 == 0 }) { return source }
        let width = nodes[source].width
        if mayJoin, case .affine(let terms, let bias) = nodes[source].kind {
            let sums = zip(bias, addends).map { $0 + $1 }
            if zip(zip(bias, addends), sums).allSatisfy({ isExactSum($0.0, $0.1, $1) }) {
                nodes[source] = .init(kind: .affine(terms: terms, bias: sums), width: width, name: name)
                return source
            }
        }
        return affine([.init(source: source, map: .identity)], bias: addends, width: width, name: name)
    }

    /// Whether `sum`, the rounded a + b, is a + b. Knuth's two-sum: the error of a float addition is a float.
    private func isExactSum(_ a: Double, _ b: Double, _ sum: Double) -> Bool {
        guard sum.isFinite else { return false }
        let bPart = sum - a
        return (a - (sum - bPart)) + (b - bPart) == 0
    }
}
