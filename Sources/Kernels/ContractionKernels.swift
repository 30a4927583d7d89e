import CKernels

/// What rows of a matrix say about the ranges of their variables.
package enum ContractionKernels {
    /// Lowers `above[j]` and `below[j]`, which bound how far variable j is from its lower and from its upper end, by every
    /// row i of `matrix` whose sum is at most `up[i]` above its least value and at most `down[i]` below its greatest.
    ///
    /// Requires rooms greater than 0, and blocks of one row. `widths` are at most those of the variables' ranges: only rows
    /// that may cut one are looked at closely. The quotients are rounded to nearest.
    package static func contract(
        _ matrix: Matrix, up: Block, down: Block, widths: Block, above: Block, below: Block
    ) {
        for block in [up, down] { precondition(block.rows == 1 && block.width == matrix.rows, "rooms do not fit") }
        for block in [widths, above, below] {
            precondition(block.rows == 1 && block.width == matrix.columns, "variables do not fit")
        }
        unsafe orthant_contract(
            matrix.values, matrix.rows, matrix.columns, up.pointer, down.pointer, widths.pointer, above.pointer,
            below.pointer)
    }
}
