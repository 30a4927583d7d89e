package import Kernels
package import Networks

extension PreparedGraph {
    /// The values of an affine node in floats, row by row, from those of its sources. For attacks and gradients: nothing is
    /// moved outward.
    package static func evaluate(
        _ terms: [Term], bias: [Double], into target: Block, sources: (_ node: Int) -> Block
    ) {
        for (index, term) in terms.enumerated() {
            term.map.apply(sources(term.source), into: target, accumulate: index > 0)
        }
        ElementwiseKernels.add(bias, to: target)
    }
}

/// Linear maps applied to blocks: one row of the block per subproblem, point or bound row.
extension LinearMap {
    /// Divisions as rounded products; everything else unchanged.
    var inFloats: LinearMap {
        if case .division(let divisors) = self { .diagonal(divisors.map { 1 / $0 }) } else { self }
    }

    /// The map whose matrix has the magnitudes of this one's entries.
    var magnitudes: LinearMap {
        switch self {
        case .dense(let matrix):
            .dense(Matrix(rows: matrix.rows, columns: matrix.columns, values: matrix.values.map(abs)))
        case .sparse(let matrix): .sparse(matrix.magnitudes)
        case .convolution(let convolution): .convolution(convolution.magnitudes)
        case .transposedConvolution(let convolution): .transposedConvolution(convolution.magnitudes)
        case .diagonal(let factors): .diagonal(factors.map(abs))
        case .division(let divisors): .division(divisors.map(abs))
        case .selection, .identity: self
        case .negation: .identity
        }
    }

    /// Whether row `index` of the map's matrix is all zeros.
    func isZero(row index: Int) -> Bool {
        var isZero = true
        forEachEntry(row: index) { _, entry in if entry != .factor(0) { isZero = false } }
        return isZero
    }

    /// target (+)= source * W^T: the map itself, row by row.
    package func apply(_ source: Block, into target: Block, accumulate: Bool) {
        switch self {
        case .dense(let matrix):
            MatrixProducts.multiply(source, byTransposed: matrix, into: target, accumulate: accumulate)
        case .sparse(let matrix):
            SparseProducts.multiply(source, byTransposed: matrix, into: target, accumulate: accumulate)
        case .convolution(let convolution):
            ConvolutionKernels.apply(source, convolution, into: target, accumulate: accumulate)
        case .transposedConvolution(let convolution):
            ConvolutionKernels.applyTransposed(source, convolution, into: target, accumulate: accumulate)
        case .selection(let indices):
            ElementwiseKernels.gather(source, indices, into: target, accumulate: accumulate)
        case .diagonal, .division, .identity, .negation:
            applyElementwise(source, into: target, accumulate: accumulate)
        }
    }

    /// target (+)= source * W: rows over the map's output become rows over its input.
    package func applyTransposed(_ source: Block, into target: Block, accumulate: Bool) {
        switch self {
        case .dense(let matrix): MatrixProducts.multiply(source, by: matrix, into: target, accumulate: accumulate)
        case .sparse(let matrix): SparseProducts.multiply(source, by: matrix, into: target, accumulate: accumulate)
        case .convolution(let convolution):
            ConvolutionKernels.applyTransposed(source, convolution, into: target, accumulate: accumulate)
        case .transposedConvolution(let convolution):
            ConvolutionKernels.apply(source, convolution, into: target, accumulate: accumulate)
        case .selection(let indices):
            ElementwiseKernels.scatter(source, indices, into: target, accumulate: accumulate)
        case .diagonal, .division, .identity, .negation:
            applyElementwise(source, into: target, accumulate: accumulate)
        }
    }

    /// The maps whose matrix is diagonal, and so their own transpose.
    private func applyElementwise(_ source: Block, into target: Block, accumulate: Bool) {
        switch self {
        case .diagonal(let factors):
            ElementwiseKernels.scale(source, by: factors, into: target, accumulate: accumulate)
        case .division(let divisors):
            ElementwiseKernels.scale(source, by: divisors.map { 1 / $0 }, into: target, accumulate: accumulate)
        case .identity: ElementwiseKernels.scale(source, by: 1, into: target, accumulate: accumulate)
        case .negation: ElementwiseKernels.scale(source, by: -1, into: target, accumulate: accumulate)
        case .dense, .sparse, .convolution, .transposedConvolution, .selection:
            preconditionFailure("not an elementwise map")
        }
    }

    /// Adds `sign` times row `index` of the map's matrix to row `row` of `target`.
    func addRow(_ index: Int, times sign: Double, to target: Block, row: Int) {
        switch self {
        case .dense(let matrix): target.addRow(matrix, index, times: sign, to: row)
        case .convolution(let convolution): target.addRow(convolution, index, times: sign, to: row)
        case .transposedConvolution(let convolution): target.addColumn(convolution, index, times: sign, to: row)
        case .sparse, .diagonal, .division, .selection, .identity, .negation:
            forEachEntry(row: index) { column, entry in
                switch entry {
                case .factor(let factor): target[row, column] += sign * factor
                case .reciprocal(let divisor): target[row, column] += sign / divisor
                }
            }
        }
    }
}
