import Bounds
import Kernels

/// Evaluates the network in Double at a batch of points, and the gradient of a linear function of outputs there.
///
/// Used by attacks only: nothing proved rests on it. One object per worker.
final class PointEvaluator {
    private let graph: PreparedGraph
    let capacity: Int
    /// How many points were evaluated last.
    private var count = 0
    private let values: [Buffer]
    private let gradients: [Buffer]

    init(graph: PreparedGraph, capacity: Int) {
        self.graph = graph
        self.capacity = capacity
        values = graph.nodes.map { Buffer(count: capacity * $0.width) }
        gradients = graph.nodes.map { Buffer(count: capacity * $0.width) }
    }

    private func block(_ buffers: [Buffer], _ node: Int, _ count: Int) -> Block {
        Block(buffers[node], rows: count, width: graph.nodes[node].width)
    }

    /// The outputs at `points`, one array per point. Requires at most `capacity` points.
    func outputs(at points: [[Double]]) -> [[Double]] {
        count = points.count
        precondition(count <= capacity, "\(count) points exceed \(capacity)")
        let input = block(values, 0, count)
        for (p, point) in points.enumerated() { input.setRow(p, point) }
        for node in graph.nodes.indices {
            let target = block(values, node, count)
            switch graph.nodes[node].kind {
            case .input: continue
            case .affine(let terms, let bias, _, _):
                PreparedGraph.evaluate(terms, bias: bias, into: target) { block(values, $0, count) }
            case .relu(let source): ElementwiseKernels.relu(block(values, source, count), into: target)
            }
        }
        let output = block(values, graph.output, count)
        return (0..<count).map { output.row($0) }
    }

    /// At the points last evaluated: the pre-activation of a decided neuron, with the sign that makes it positive where the
    /// decision is met.
    func slack(of decided: DecidedNeuron, at point: Int) -> Double {
        decided.sign * block(values, decided.node, count)[point, decided.element]
    }

    /// Whether a point last evaluated follows a pattern, as far as Double can tell: what is near 0 is the judge's business.
    func follows(_ pattern: [DecidedNeuron], at point: Int) -> Bool {
        pattern.allSatisfy { slack(of: $0, at: point) >= -1e-9 }
    }

    /// At the points last evaluated: the gradient in the inputs of the row given for each point, less the weighted slacks of
    /// the decided neurons given for it.
    func gradients(
        of rows: [RowCoefficients], less decided: [[(neuron: DecidedNeuron, weight: Double)]] = []
    ) -> [[Double]] {
        precondition(rows.count == count, "\(rows.count) rows for \(count) points")
        for node in graph.nodes.indices { block(gradients, node, count).fill(0) }
        let output = block(gradients, graph.output, count)
        let input = block(gradients, 0, count)
        for (p, row) in rows.enumerated() {
            output.setRow(p, row.output)
            if let direct = row.input { input.setRow(p, direct) }
        }
        for (p, neurons) in decided.enumerated() {
            for (neuron, weight) in neurons {
                block(gradients, neuron.node, count)[p, neuron.element] -= weight * neuron.sign
            }
        }
        for node in graph.nodes.indices.reversed() {
            let source = block(gradients, node, count)
            switch graph.nodes[node].kind {
            case .input: continue
            case .affine(let terms, _, _, _):
                for term in terms {
                    term.map.applyTransposed(source, into: block(gradients, term.source, count), accumulate: true)
                }
            case .relu(let preActivation):
                ElementwiseKernels.mask(source, where: block(values, preActivation, count))
                ElementwiseKernels.scale(
                    source, by: 1, into: block(gradients, preActivation, count), accumulate: true)
            }
        }
        return (0..<count).map { input.row($0) }
    }
}

extension UnsafeRows {
    /// By how much row `row` is met (positive) or missed at a point, in Double.
    func slack(_ row: Int, input: [Double], output: [Double]) -> Double {
        let coefficients = self.coefficients[row]
        var sum = 0.0
        for (c, y) in zip(coefficients.output, output) { sum += c * y }
        if let direct = coefficients.input {
            for (c, x) in zip(direct, input) { sum += c * x }
        }
        return thresholds[row] - sum
    }

    /// The least slack over an alternative's rows, and where it is attained: not negative at a witness. An alternative
    /// without rows is met everywhere.
    func leastSlack(_ alternative: Int, input: [Double], output: [Double]) -> (row: Int?, slack: Double) {
        var least: (row: Int?, slack: Double) = (nil, .infinity)
        for row in alternatives[alternative] {
            let slack = slack(row, input: input, output: output)
            if slack < least.slack { least = (row, slack) }
        }
        return least
    }
}
