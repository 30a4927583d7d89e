import Exact
import Kernels
package import Networks

/// Small graphs for tests.
package enum SmallNetworks {
    /// Dense layers with a ReLU between any two: `weights[k][i][j]`, `biases[k][i]`.
    package static func dense(_ weights: [[[Double]]], _ biases: [[Double]]) -> AffineReLUGraph {
        var nodes: [AffineReLUGraph.Node] = [.init(kind: .input, width: weights[0][0].count, name: "x")]
        var neurons = 0
        for (k, (rows, bias)) in zip(weights, biases).enumerated() {
            let matrix = Matrix(rows: rows.count, columns: rows[0].count, values: Array(rows.joined()))
            nodes.append(
                .init(
                    kind: .affine(terms: [.init(source: nodes.count - 1, map: .dense(matrix))], bias: bias),
                    width: rows.count, name: "z\(k)"))
            if k + 1 < weights.count {
                nodes.append(
                    .init(
                        kind: .relu(source: nodes.count - 1, firstNeuron: NeuronIndex(neurons)), width: rows.count,
                        name: "a\(k)"))
                neurons += rows.count
            }
        }
        return AffineReLUGraph(nodes: nodes, output: nodes.count - 1)
    }

    /// y = relu(x) + relu(-x) = |x|.
    package static let absolute = dense([[[1], [-1]], [[1, 1]]], [[0, 0], [0]])

    /// Dense layers of these widths with weights and biases in eighths.
    package static func random(_ widths: [Int], seed: Int) -> AffineReLUGraph {
        var generator = SeededGenerator(seed: seed)
        var weights: [[[Double]]] = []
        var biases: [[Double]] = []
        for (from, to) in zip(widths, widths.dropFirst()) {
            weights.append((0..<to).map { _ in (0..<from).map { _ in generator.eighths(2) } })
            biases.append((0..<to).map { _ in generator.eighths(1) })
        }
        return dense(weights, biases)
    }
}
