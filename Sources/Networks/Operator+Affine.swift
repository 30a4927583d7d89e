import Exact
package import Kernels

/// y = W x + b on the flat tensor: Gemm, MatMul with a constant, fully connected layers.
package struct Affine: Hashable, Sendable {
    /// outputs x inputs. The entries are the stored weights, exactly (a float32 is a Double).
    package let weights: Matrix
    /// One entry per output; `nil` when the layer has no bias at all.
    package let bias: [Double]?

    /// Requires as many bias entries as matrix rows.
    package init(weights: Matrix, bias: [Double]?) {
        precondition(bias.map { $0.count == weights.rows } ?? true, "bias and weights disagree")
        self.weights = weights
        self.bias = bias
    }

    /// Cost: rows * columns multiplications.
    func evaluate<S: Scalar>(_ x: [S]) -> [S] {
        (0..<weights.rows).map { i in
            var sum = S.zero
            var entry = i * weights.columns
            for value in x {
                let weight = weights.values[entry]
                if weight != 0 { sum += S(weight: weight) * value }
                entry += 1
            }
            if let bias { sum += S(weight: bias[i]) }
            return sum
        }
    }
}
