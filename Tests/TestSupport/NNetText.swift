/// Networks as `.nnet` files: for tests that need a model file of their own.
package enum NNetText {
    /// Fully connected layers with ReLU between them, in normalised units. Numbers print exactly.
    package static func of(_ layers: [(weights: [[Double]], bias: [Double])]) -> String {
        let sizes = [layers[0].weights[0].count] + layers.map(\.bias.count)
        let inputs = sizes[0]
        func line(_ numbers: [Double]) -> String { numbers.map { "\($0)," }.joined() }
        func repeated(_ value: Double, _ count: Int) -> String { line([Double](repeating: value, count: count)) }
        let header = [layers.count, inputs, sizes[sizes.count - 1], sizes.max() ?? 0]
        let lines =
            [
                "// a network of the tests", header.map { "\($0)," }.joined(), sizes.map { "\($0)," }.joined(), "0,",
                repeated(-10, inputs), repeated(10, inputs), repeated(0, inputs + 1), repeated(1, inputs + 1),
            ] + layers.flatMap { layer in layer.weights.map(line) + layer.bias.map { line([$0]) } }
        return lines.joined(separator: "\n") + "\n"
    }
}
