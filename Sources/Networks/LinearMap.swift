package import Kernels

/// A linear map between flat tensors, kept in the form that is cheapest to apply.
package enum LinearMap: Hashable, Sendable {
    /// y = W x.
    case dense(Matrix)
    /// y = W x, few entries in each row.
    case sparse(SparseMatrix)
    /// y = K * x, as a kernel that slides over pictures.
    case convolution(Convolution)
    /// y = W^T x, where W is the matrix of a convolution.
    case transposedConvolution(Convolution)
    /// y_i = c_i x_i.
    case diagonal([Double])
    /// y_i = x_i / c_i. Apart from `diagonal`, because the exact factor 1 / c_i is no float.
    case division([Double])
    /// y_i = x_(p(i)).
    case selection([Int])
    /// y = x.
    case identity
    /// y = -x.
    case negation

    /// One entry of the map's matrix.
    package enum Entry: Hashable, Sendable {
        case factor(Double)
        /// The entry is one over this number.
        case reciprocal(of: Double)
    }

    /// Calls `body` with the column and the entry of everything in row `index` that may differ from 0, by increasing column.
    @inline(__always)
    package func forEachEntry(row index: Int, _ body: (_ column: Int, _ entry: Entry) -> Void) {
        switch self {
        case .dense(let matrix):
            let base = index * matrix.columns
            for j in 0..<matrix.columns where matrix.values[base + j] != 0 {
                body(j, .factor(matrix.values[base + j]))
            }
        case .sparse(let matrix):
            for entry in matrix.entries(ofRow: index) { body(matrix.places[entry], .factor(matrix.values[entry])) }
        case .convolution(let convolution):
            convolution.forEachEntry(row: index) { column, entry in
                let weight = convolution.kernel.values[entry]
                if weight != 0 { body(column, .factor(weight)) }
            }
        case .transposedConvolution(let convolution):
            convolution.forEachEntry(column: index) { column, entry in
                let weight = convolution.kernel.values[entry]
                if weight != 0 { body(column, .factor(weight)) }
            }
        case .diagonal(let factors): body(index, .factor(factors[index]))
        case .division(let divisors): body(index, .reciprocal(of: divisors[index]))
        case .selection(let indices): body(indices[index], .factor(1))
        case .identity: body(index, .factor(1))
        case .negation: body(index, .factor(-1))
        }
    }

    /// The most products in any sum that the map, or its transpose, forms.
    package var longestSum: Int {
        switch self {
        case .dense(let matrix): max(matrix.rows, matrix.columns)
        case .sparse(let matrix): max(matrix.rows, matrix.columns)
        case .convolution(let convolution), .transposedConvolution(let convolution): convolution.longestSum
        case .selection(let indices): indices.count
        case .diagonal, .division, .identity, .negation: 1
        }
    }

    /// Entries that may differ from 0: what a linear programme over the map has to carry. `width` is that of its output.
    package func entryCount(width: Int) -> Int {
        switch self {
        case .dense(let matrix): matrix.values.count
        case .sparse(let matrix): matrix.values.count
        case .convolution(let convolution), .transposedConvolution(let convolution):
            convolution.outputCount * convolution.kernel.columns
        case .diagonal, .division, .selection, .identity, .negation: width
        }
    }
}
