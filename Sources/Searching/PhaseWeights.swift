package import Bounds
import Kernels
import Networks
package import Queries

/// How much each neuron's phase weighs on a property at a point, by the gradient.
///
/// Requires  a plain query; points of the network.
/// Returns   per neuron the sum over the points of |z| times the magnitude of the gradient, in the output of the neuron's ReLU,
///           of the row nearest to being unsafe: to first order what the row changes by when the neuron is switched from one
///           phase to the other.
/// Guarantee none: Doubles, and one point says nothing of the next.
/// Cost      a forward and a backward pass per point.
package struct PhaseWeights {
    private let graph: PreparedGraph
    private let values: [Buffer]
    private let gradients: [Buffer]

    package init(_ graph: PreparedGraph) {
        self.graph = graph
        values = graph.nodes.map { Buffer(count: $0.width) }
        gradients = graph.nodes.map { Buffer(count: $0.width) }
    }

    /// The weights of all neurons, by number.
    package func weights(_ problem: Case, at points: [[Double]]) -> [Double] {
        let rows = UnsafeRows(problem, inputCount: graph.inputCount, outputCount: graph.outputCount)
        var weights = [Double](repeating: 0, count: graph.neuronCount)
        for point in points {
            let output = evaluate(point)
            let nearest = rows.alternatives.indices
                .map { rows.leastSlack($0, input: point, output: output) }
                .max { $0.slack < $1.slack }?.row
            guard let nearest else { continue }
            descend(rows.coefficients[nearest], &weights)
        }
        return weights
    }

    private func block(_ buffers: [Buffer], _ node: Int) -> Block {
        Block(buffers[node], rows: 1, width: graph.nodes[node].width)
    }

    private func evaluate(_ point: [Double]) -> [Double] {
        block(values, 0).setRow(0, point)
        for node in graph.nodes.indices {
            let target = block(values, node)
            switch graph.nodes[node].kind {
            case .input: continue
            case .affine(let terms, let bias, _, _):
                PreparedGraph.evaluate(terms, bias: bias, into: target) { block(values, $0) }
            case .relu(let source): ElementwiseKernels.relu(block(values, source), into: target)
            }
        }
        return block(values, graph.output).row(0)
    }

    /// Adds what the row changes by at each neuron.
    private func descend(_ row: RowCoefficients, _ weights: inout [Double]) {
        for node in graph.nodes.indices { block(gradients, node).fill(0) }
        block(gradients, graph.output).setRow(0, row.output)
        for node in graph.nodes.indices.reversed() {
            let source = block(gradients, node)
            switch graph.nodes[node].kind {
            case .input: continue
            case .affine(let terms, _, _, _):
                for term in terms {
                    term.map.applyTransposed(source, into: block(gradients, term.source), accumulate: true)
                }
            case .relu(let preActivation):
                add(source, preActivation, &weights)
                ElementwiseKernels.mask(source, where: block(values, preActivation))
                ElementwiseKernels.scale(source, by: 1, into: block(gradients, preActivation), accumulate: true)
            }
        }
    }

    /// `gradient` is that of a ReLU's outputs, before the neurons that are off cut it.
    private func add(_ gradient: Block, _ preActivation: Int, _ weights: inout [Double]) {
        guard case .affine(_, _, let first?, _) = graph.nodes[preActivation].kind else { return }
        let z = block(values, preActivation)
        for element in 0..<graph.nodes[preActivation].width {
            weights[first + element] += (z[0, element] * gradient[0, element]).magnitude
        }
    }
}
