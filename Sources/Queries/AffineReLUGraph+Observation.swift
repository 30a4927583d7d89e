import Kernels
import Networks
import Properties

extension AffineReLUGraph {
    /// The graph with observed neurons as further outputs, in their order. A matrix of zeros and ones puts each value in
    /// its place; products and sums with those are exact in every arithmetic. Requires neurons that exist. Cost: a matrix
    /// of all outputs times the outputs, and one of them times the width of each layer observed.
    func observing(_ observed: [ObservedNeuron]) -> AffineReLUGraph {
        if observed.isEmpty { return self }
        let width = outputCount + observed.count
        var placements: [Int: Matrix] = [:]
        var sources = [output]
        var outputs = Matrix(rows: width, columns: outputCount)
        for j in 0..<outputCount { outputs[j, j] = 1 }
        placements[output] = outputs
        for (k, neuron) in observed.enumerated() {
            let (node, element) = place(of: neuron)
            if placements[node] == nil {
                placements[node] = Matrix(rows: width, columns: nodes[node].width)
                sources.append(node)
            }
            placements[node]?[outputCount + k, element] = 1
        }
        let terms = sources.compactMap { source in placements[source].map { Term(source: source, map: .dense($0)) } }
        let bias = [Double](repeating: 0, count: width)
        let widened = Node(kind: .affine(terms: terms, bias: bias), width: width, name: nodes[output].name)
        return AffineReLUGraph(nodes: nodes + [widened], output: nodes.count)
    }

    /// The node and the element that hold an observed value.
    private func place(of observed: ObservedNeuron) -> (node: Int, element: Int) {
        for node in reluNodes {
            guard case .relu(let source, let first) = nodes[node].kind else { continue }
            let element = observed.neuron - first.index
            guard (0..<nodes[node].width).contains(element) else { continue }
            return (observed.side == .preActivation ? source : node, element)
        }
        preconditionFailure("there is no neuron \(observed.neuron)")
    }
}
