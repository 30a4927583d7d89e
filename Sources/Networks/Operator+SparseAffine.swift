import Exact
package import Kernels

/// y = W x + b on the flat tensor, where nearly all of W is 0: the weights of networks that were built rather than trained.
package struct SparseAffine: Hashable, Sendable {
    /// outputs x inputs, exactly as stored; entries that are left out are 0.
    package let weights: SparseMatrix
    /// One entry per output; `nil` when the layer has no bias at all.
    package let bias: [Double]?

    /// Requires as many bias entries as matrix rows.
    package init(weights: SparseMatrix, bias: [Double]?) {
        precondition(bias.map { $0.count == weights.rows } ?? true, "bias and weights disagree")
        self.weights = weights
        self.bias = bias
    }

    /// Cost: one multiplication per entry.
    func evaluate<S: Scalar>(_ x: [S]) -> [S] {
        let products = weights.evaluate(x)
        guard let bias else { return products }
        return zip(products, bias).map { $0 + S(weight: $1) }
    }
}

extension Operator {
    /// A dense product costs a fraction of a sparse one per entry, all zeros included.
    private static let worthwhileShare = 16
    /// Matrices with fewer entries cost nothing in either form.
    private static let leastEntries = 256

    /// The operator that computes W x + b, in the form that is cheapest to apply.
    package static func affineMap(_ weights: Matrix, bias: [Double]?) -> Operator {
        let entries = weights.values.reduce(0) { $0 + ($1 != 0 ? 1 : 0) }
        guard weights.values.count >= leastEntries, entries <= weights.values.count / worthwhileShare else {
            return .affine(Affine(weights: weights, bias: bias))
        }
        return .sparseAffine(SparseAffine(weights: SparseMatrix(weights), bias: bias))
    }
}
