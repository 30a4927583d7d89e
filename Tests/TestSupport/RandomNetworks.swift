package import Exact
import Kernels
package import Networks
package import Properties
package import Queries

/// A seeded generator (SplitMix64), so that every failure can be run again.
package struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: Int) {
        state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 &+ 7
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A multiple of 1/8 in [-bound, bound]: a weight with which exact arithmetic stays short.
    package mutating func eighths(_ bound: Int) -> Double {
        Double(Int.random(in: (-8 * bound)...(8 * bound), using: &self)) / 8
    }
}

/// Networks made in code.
package enum SampleNetworks {
    /// A chain of fully connected layers with ReLU between them. `layers` are (weights, bias) pairs.
    package static func chain(_ layers: [(weights: [[Double]], bias: [Double])]) -> Network {
        let inputs = layers[0].weights[0].count
        var values = [Value(name: "input", shape: TensorShape([inputs]))]
        var nodes: [Node] = []
        for (index, layer) in layers.enumerated() {
            let width = layer.weights.count
            let matrix = Matrix(rows: width, columns: layer.weights[0].count, values: layer.weights.flatMap { $0 })
            values.append(Value(name: "z\(index)", shape: TensorShape([width])))
            nodes.append(
                Node(
                    name: "affine\(index)", sourceOperator: "Gemm",
                    operator: .affine(Affine(weights: matrix, bias: layer.bias)), inputs: [ValueID(values.count - 2)],
                    output: ValueID(values.count - 1)))
            if index == layers.count - 1 { continue }
            values.append(Value(name: "a\(index)", shape: TensorShape([width])))
            nodes.append(
                Node(
                    name: "relu\(index)", sourceOperator: "Relu", operator: .relu, inputs: [ValueID(values.count - 2)],
                    output: ValueID(values.count - 1)))
        }
        return Network(
            name: "chain", elementType: .float32, values: values, nodes: nodes, input: ValueID(0),
            output: ValueID(values.count - 1))
    }

    /// A random chain with the given widths, input first.
    package static func random(widths: [Int], _ random: inout SeededNumbers) -> Network {
        chain(
            (1..<widths.count).map { layer in
                let weights = (0..<widths[layer]).map { _ in (0..<widths[layer - 1]).map { _ in random.eighths(1) } }
                return (weights, (0..<widths[layer]).map { _ in random.eighths(1) })
            })
    }

    /// y = |x| = relu(x) + relu(-x).
    package static var absolute: Network {
        chain([([[1], [-1]], [0, 0]), ([[1, 1]], [0])])
    }

    /// y = x0 xor x1 on {0, 1}^2: relu(x0 + x1) - 2 relu(x0 + x1 - 1).
    package static var xor: Network {
        chain([([[1, 1], [1, 1]], [0, -1]), ([[1, -2]], [0])])
    }

    /// y = x + relu(x) - relu(-x) by a residual branch: y = 2x.
    package static var residual: Network {
        let shape1 = TensorShape([1])
        let shape2 = TensorShape([2])
        let values = [
            Value(name: "x", shape: shape1), Value(name: "z", shape: shape2), Value(name: "a", shape: shape2),
            Value(name: "b", shape: shape1), Value(name: "y", shape: shape1),
        ]
        func affine(_ rows: [[Double]]) -> Operator {
            let matrix = Matrix(rows: rows.count, columns: rows[0].count, values: rows.flatMap { $0 })
            return .affine(Affine(weights: matrix, bias: nil))
        }
        func node(_ name: String, _ kind: Operator, _ inputs: [Int], _ output: Int) -> Node {
            Node(
                name: name, sourceOperator: name, operator: kind, inputs: inputs.map { ValueID($0) },
                output: ValueID(output))
        }
        return Network(
            name: "residual", elementType: .float32, values: values,
            nodes: [
                node("split", affine([[1], [-1]]), [0], 1), node("relu", .relu, [1], 2),
                node("join", affine([[1, -1]]), [2], 3),
                node("add", .sum(Sum(subtracts: [false, false])), [0, 3], 4),
            ], input: ValueID(0), output: ValueID(4))
    }
}

/// Queries made in code.
package enum SampleQueries {
    /// Does some point of [lower, upper]^n have an output in the polyhedron of `rows`?
    package static func box(
        _ network: Network, lower: [Rational], upper: [Rational], unsafe: [[LinearRow]], regionRows: [LinearRow] = []
    ) -> Query {
        let problem = Case(
            box: Box(lower: lower, upper: upper), regionRows: regionRows,
            unsafe: unsafe.map { Polyhedron(rows: $0) })
        return Query(network: network, graph: AffineReLUGraph(network), cases: [problem])
    }

    /// `output j >= bound`, as a row.
    package static func atLeast(_ j: Int, _ bound: Rational) -> LinearRow {
        LinearRow(terms: [(.output(j), -1)], bound: -bound)
    }

    /// `output j <= bound`, as a row.
    package static func atMost(_ j: Int, _ bound: Rational) -> LinearRow {
        LinearRow(terms: [(.output(j), 1)], bound: bound)
    }
}
