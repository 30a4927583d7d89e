import COpenBLAS

/// Dense products on blocks, by OpenBLAS on the calling thread.
package enum MatrixProducts {
    /// Tells OpenBLAS to stay on the calling thread: the engine's own workers are the parallelism. Call once before the
    /// workers start.
    package static func useOneThread() {
        openblas_set_num_threads(1)
    }

    /// What OpenBLAS says about itself: its version, how it was built, the processor it runs for.
    package static var libraryConfiguration: String {
        guard let text = unsafe openblas_get_config() else { return "unknown" }
        return unsafe String(cString: text).split(separator: " ").joined(separator: " ")
    }

    /// Up to so many rows are multiplied one after the other: OpenBLAS has its products of matrices for larger blocks. On
    /// 256 x 256 weights a single row runs at 17 GFLOP/s this way and at 4 otherwise; from 4 rows on the gain is gone.
    private static let mostSingleRows = 3

    /// target (rows x weights.columns) = block (rows x weights.rows) * weights, added to the target when `accumulate`.
    /// The order of summation and the use of fused operations are unspecified; ``RoundingBound`` covers any.
    package static func multiply(_ block: Block, by weights: Matrix, into target: Block, accumulate: Bool) {
        precondition(block.width == weights.rows && target.width == weights.columns, "shapes do not chain")
        precondition(block.rows == target.rows, "row counts differ")
        precondition(weights.rows > 0 && weights.columns > 0, "an empty matrix")
        guard block.rows > mostSingleRows else {
            return multiplySingleRows(block, CblasTrans, weights, into: target, accumulate: accumulate)
        }
        unsafe weights.values.withUnsafeBufferPointer { entries in
            unsafe cblas_dgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(block.rows), Int32(weights.columns),
                Int32(weights.rows), 1, block.pointer, Int32(block.width), entries.baseAddress,
                Int32(weights.columns), accumulate ? 1 : 0, target.pointer, Int32(target.width))
        }
    }

    /// target (rows x weights.rows) = block (rows x weights.columns) * weights^T, added when `accumulate`.
    package static func multiply(_ block: Block, byTransposed weights: Matrix, into target: Block, accumulate: Bool) {
        precondition(block.width == weights.columns && target.width == weights.rows, "shapes do not chain")
        precondition(block.rows == target.rows, "row counts differ")
        precondition(weights.rows > 0 && weights.columns > 0, "an empty matrix")
        guard block.rows > mostSingleRows else {
            return multiplySingleRows(block, CblasNoTrans, weights, into: target, accumulate: accumulate)
        }
        unsafe weights.values.withUnsafeBufferPointer { entries in
            unsafe cblas_dgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, Int32(block.rows), Int32(weights.rows),
                Int32(weights.columns), 1, block.pointer, Int32(block.width), entries.baseAddress,
                Int32(weights.columns), accumulate ? 1 : 0, target.pointer, Int32(target.width))
        }
    }

    /// Each row of the target is the weights, transposed or not, times the same row of the block.
    private static func multiplySingleRows(
        _ block: Block, _ transposition: CBLAS_TRANSPOSE, _ weights: Matrix, into target: Block, accumulate: Bool
    ) {
        // What is in the target may be NaN, and not all versions of OpenBLAS read a factor of 0 as "overwrite" here.
        if !accumulate { target.fill(0) }
        unsafe weights.values.withUnsafeBufferPointer { entries in
            for row in 0..<block.rows {
                unsafe cblas_dgemv(
                    CblasRowMajor, transposition, Int32(weights.rows), Int32(weights.columns), 1, entries.baseAddress,
                    Int32(weights.columns), block.pointer + row * block.width, 1, 1,
                    target.pointer + row * target.width, 1)
            }
        }
    }
}
