import Kernels
package import Networks

/// A graph with what the numeric core precomputes once per network: absolute weights and the rounding constant.
///
/// Immutable and shared by all workers.
package struct PreparedGraph: Sendable {
    package struct Term: Sendable {
        package let source: Int
        /// The map in floats. A division has become a product with rounded reciprocals; its rounding is inside
        /// ``PreparedGraph/gamma``, which has room for one more rounding per product.
        package let map: LinearMap
        /// The map with the magnitudes of its entries.
        package let absolute: LinearMap
    }

    package enum Kind: Sendable {
        case input
        /// `neurons` is the index of the first neuron when the node is the pre-activation of a ReLU. `zeros` are the
        /// elements that are 0 whatever the input: no rounding is allowed to make them look unstable.
        case affine(terms: [Term], bias: [Double], neurons: Int?, zeros: [Int])
        case relu(source: Int)
    }

    package struct Node: Sendable {
        package let kind: Kind
        package let width: Int
    }

    package let graph: AffineReLUGraph
    package let nodes: [Node]
    /// The relative error of any sum the core forms on this network: see ``RoundingBound/gamma(_:)``.
    package let gamma: Double
    /// The number of roundings ``gamma`` is for.
    package let roundings: Int

    package init(_ graph: AffineReLUGraph) {
        self.graph = graph
        var firstNeuron = [Int?](repeating: nil, count: graph.nodes.count)
        for node in graph.nodes {
            if case .relu(let source, let first) = node.kind { firstNeuron[source] = first.index }
        }
        nodes = graph.nodes.enumerated().map { index, node in
            let kind: Kind
            switch node.kind {
            case .input: kind = .input
            case .relu(let source, _): kind = .relu(source: source)
            case .affine(let terms, let bias):
                let prepared = terms.map {
                    Term(source: $0.source, map: $0.map.inFloats, absolute: $0.map.inFloats.magnitudes)
                }
                let zeros = bias.indices.filter { i in
                    bias[i] == 0 && terms.allSatisfy { $0.map.isZero(row: i) }
                }
                kind = .affine(terms: prepared, bias: bias, neurons: firstNeuron[index], zeros: zeros)
            }
            return Node(kind: kind, width: node.width)
        }
        let widest = graph.nodes.map(\.width).max() ?? 0
        let mostTerms =
            graph.nodes.map { if case .affine(let terms, _) = $0.kind { terms.count } else { 0 } }.max() ?? 0
        let longestSum = graph.nodes.reduce(0) { longest, node in
            guard case .affine(let terms, _) = node.kind else { return longest }
            return terms.reduce(longest) { max($0, $1.map.longestSum) }
        }
        roundings = 2 * max(widest, longestSum) + 4 * graph.nodes.count + 4 * mostTerms + 16
        gamma = RoundingBound.gamma(roundings)
    }

    /// Where a neuron's pre-activation is: an element of an affine node. Requires a neuron of the graph.
    package func preActivation(of neuron: Int) -> (node: Int, element: Int) {
        for (node, content) in nodes.enumerated() {
            guard case .affine(_, _, let first?, _) = content.kind, neuron >= first, neuron < first + content.width
            else { continue }
            return (node, neuron - first)
        }
        preconditionFailure("the graph has no neuron \(neuron)")
    }

    package var output: Int { graph.output }
    package var inputCount: Int { graph.inputCount }
    package var outputCount: Int { graph.outputCount }
    package var neuronCount: Int { graph.neuronCount }
    package var reluLayerCount: Int { graph.reluNodes.count }
    package var totalWidth: Int { nodes.reduce(0) { $0 + $1.width } }
    /// Entries of all maps: what a linear programme over the network has to carry.
    package var weightCount: Int {
        nodes.reduce(0) { sum, node in
            guard case .affine(let terms, _, _, _) = node.kind else { return sum }
            return terms.reduce(sum) { $0 + $1.map.entryCount(width: node.width) }
        }
    }
    package var widest: Int { nodes.map(\.width).max() ?? 0 }
}
