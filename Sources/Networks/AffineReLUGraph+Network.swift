import Kernels

extension AffineReLUGraph {
    /// The graph of a network, simplified. Cost: one pass; weights are shared where they stay as they are.
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
            case .convolution(let layer):
                made = builder.affine(
                    [Term(source: source, map: layer.map)], bias: layer.addends, width: width, name: name)
            case .sparse(let matrix):
                made = builder.affine([Term(source: source, map: .sparse(matrix))], bias: nil, width: width, name: name)
            case .concatenate(let concatenation):
                let terms = zip(sources, concatenation.places).map {
                    Term(source: $0, map: .sparse(SparseMatrix(placing: $1, rows: width)))
                }
                made = builder.affine(terms, bias: nil, width: width, name: name)
            case .activation(let activation):
                made = builder.activation(activation, of: source, name: name)
            case .extremum(let extremum):
                made = builder.extremum(extremum, of: source, name: name)
            case .relu:
                made = builder.relu(source, width: width, name: name)
            case .affine(let affine):
                let map = LinearMap.dense(affine.weights)
                made = builder.affine([Term(source: source, map: map)], bias: affine.bias, width: width, name: name)
            case .sparseAffine(let affine):
                let map = LinearMap.sparse(affine.weights)
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
        self = AffineReLUGraph(nodes: builder.nodes, output: output).simplified
    }
}

/// Appends nodes to a graph in topological order.
struct GraphBuilder {
    private(set) var nodes: [AffineReLUGraph.Node]
    private var neurons = 0
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
            if let sums = ExactFloats.sums(bias, addends) {
                nodes[source] = .init(kind: .affine(terms: terms, bias: sums), width: width, name: name)
                return source
            }
        }
        return affine([.init(source: source, map: .identity)], bias: addends, width: width, name: name)
    }
}
