/// Products with sparse matrices on blocks.
package enum SparseProducts {
    /// target (rows x matrix.rows) (+)= block (rows x matrix.columns) * matrix^T.
    package static func multiply(
        _ block: Block, byTransposed matrix: SparseMatrix, into target: Block, accumulate: Bool
    ) {
        precondition(block.width == matrix.columns && target.width == matrix.rows, "shapes do not chain")
        precondition(block.rows == target.rows, "row counts differ")
        for r in 0..<block.rows {
            let from = unsafe block.pointer + r * block.width
            let to = unsafe target.pointer + r * target.width
            for i in 0..<matrix.rows {
                var sum = accumulate ? unsafe to[i] : 0
                for entry in matrix.starts[i]..<matrix.starts[i + 1] {
                    unsafe sum += matrix.values[entry] * from[matrix.places[entry]]
                }
                unsafe to[i] = sum
            }
        }
    }

    /// target (rows x matrix.columns) (+)= block (rows x matrix.rows) * matrix.
    package static func multiply(_ block: Block, by matrix: SparseMatrix, into target: Block, accumulate: Bool) {
        precondition(block.width == matrix.rows && target.width == matrix.columns, "shapes do not chain")
        precondition(block.rows == target.rows, "row counts differ")
        if !accumulate { target.fill(0) }
        for r in 0..<block.rows {
            let from = unsafe block.pointer + r * block.width
            let to = unsafe target.pointer + r * target.width
            for i in 0..<matrix.rows {
                let value = unsafe from[i]
                if value == 0 { continue }
                for entry in matrix.starts[i]..<matrix.starts[i + 1] {
                    unsafe to[matrix.places[entry]] += matrix.values[entry] * value
                }
            }
        }
    }
}
