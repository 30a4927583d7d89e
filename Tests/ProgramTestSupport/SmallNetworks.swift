import Exact
import Kernels
package import Networks

/// Small graphs for tests.
package enum SmallNetworks {
    /// Dense layers with a ReLU between any two: `weights[k][i][j]`, `biases[k][i]`.
    package static func dense(_ weights: [[[Double]]], _ biases: [[Double]]) -> AffineReLUGraph {
        var operators: [Operator] = []
        for (rows, bias) in zip(weights, biases) {
            if !operators.isEmpty { operators.append(.relu) }
            let matrix = Matrix(rows: rows.count, columns: rows[0].count, values: Array(rows.joined()))
            operators.append(.affine(Affine(weights: matrix, bias: bias)))
        }
        return chain(operators, inputs: weights[0][0].count)
    }

    /// A chain of operators, each on the result of the one before.
    package static func chain(_ operators: [Operator], inputs: Int) -> AffineReLUGraph {
        var values = [Value(name: "x", shape: TensorShape([inputs]))]
        var nodes: [Node] = []
        for (k, step) in operators.enumerated() {
            let width =
                switch step {
                case .affine(let affine): affine.weights.rows
                case .gather(let gather): gather.indices.count
                default: values[k].shape.count
                }
            values.append(Value(name: "v\(k)", shape: TensorShape([width])))
            nodes.append(
                Node(
                    name: "node\(k)", sourceOperator: "Test", operator: step, inputs: [ValueID(k)],
                    output: ValueID(k + 1)))
        }
        return AffineReLUGraph(
            Network(
                name: "test", elementType: .float64, values: values, nodes: nodes, input: ValueID(0),
                output: ValueID(operators.count)))
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
