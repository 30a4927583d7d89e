package import Networks

/// Networks made in code.
package enum SampleNetworks {
    /// A chain of fully connected layers with ReLU between them. `layers` are (weights, bias) pairs.
    package static func chain(_ layers: [(weights: [[Double]], bias: [Double])]) -> Network {
        var sketch = NetworkSketch(inputs: layers[0].weights[0].count)
        var last = 0
        for (index, layer) in layers.enumerated() {
            if index > 0 { last = sketch.relu(last) }
            last = sketch.affine(last, layer.weights, bias: layer.bias)
        }
        return sketch.network
    }

    /// A random chain with the given widths, input first. Weights are eighths in [-weights, weights], biases in [-1, 1].
    package static func random(widths: [Int], weights: Int = 1, _ random: inout SeededNumbers) -> Network {
        chain(
            zip(widths, widths.dropFirst()).map { from, to in
                let rows = (0..<to).map { _ in random.eighths(weights, count: from) }
                return (rows, random.eighths(1, count: to))
            })
    }

    /// The affine-ReLU form of a random chain.
    package static func randomGraph(_ widths: [Int], seed: Int) -> AffineReLUGraph {
        var numbers = SeededNumbers(seed: seed)
        return AffineReLUGraph(random(widths: widths, weights: 2, &numbers))
    }

    /// y = |x| = relu(x) + relu(-x).
    package static var absolute: Network {
        chain([([[1], [-1]], [0, 0]), ([[1, 1]], [0])])
    }

    package static let absoluteGraph = AffineReLUGraph(absolute)

    /// y = x0 xor x1 on {0, 1}^2: relu(x0 + x1) - 2 relu(x0 + x1 - 1).
    package static var xor: Network {
        chain([([[1, 1], [1, 1]], [0, -1]), ([[1, -2]], [0])])
    }

    /// y = x + relu(x) - relu(-x) by a residual branch: y = 2x.
    package static var residual: Network {
        var sketch = NetworkSketch(inputs: 1)
        let split = sketch.relu(sketch.affine(0, [[1], [-1]], bias: nil))
        let join = sketch.affine(split, [[1, -1]], bias: nil)
        sketch.sum([0, join])
        return sketch.network
    }
}
