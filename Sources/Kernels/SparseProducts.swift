import CKernels

/// Products with sparse matrices on blocks.
package enum SparseProducts {
    /// target (rows x matrix.rows) (+)= block (rows x matrix.columns) * matrix^T.
    package static func multiply(
        _ block: Block, byTransposed matrix: SparseMatrix, into target: Block, accumulate: Bool
    ) {
        precondition(block.width == matrix.columns && target.width == matrix.rows, "shapes do not chain")
        precondition(block.rows == target.rows, "row counts differ")
        unsafe orthant_sparse_apply(
            matrix.starts, matrix.places, matrix.values, matrix.rows, matrix.columns, block.pointer, block.rows,
            accumulate ? 1 : 0, target.pointer)
    }

    /// target (rows x matrix.columns) (+)= block (rows x matrix.rows) * matrix.
    package static func multiply(_ block: Block, by matrix: SparseMatrix, into target: Block, accumulate: Bool) {
        precondition(block.width == matrix.rows && target.width == matrix.columns, "shapes do not chain")
        precondition(block.rows == target.rows, "row counts differ")
        if !accumulate { target.fill(0) }
        unsafe orthant_sparse_add_transposed(
            matrix.starts, matrix.places, matrix.values, matrix.rows, matrix.columns, block.pointer, block.rows,
            target.pointer)
    }
}
