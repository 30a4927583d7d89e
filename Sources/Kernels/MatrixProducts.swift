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

    /// target (rows x weights.columns) = block (rows x weights.rows) * weights, added to the target when `accumulate`.
    /// The order of summation and the use of fused operations are unspecified; ``RoundingBound`` covers any.
    package static func multiply(_ block: Block, by weights: Matrix, into target: Block, accumulate: Bool) {
        precondition(block.width == weights.rows && target.width == weights.columns, "shapes do not chain")
        precondition(block.rows == target.rows, "row counts differ")
        precondition(weights.rows > 0 && weights.columns > 0, "an empty matrix")
        guard block.rows > 0 else { return }
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
        guard block.rows > 0 else { return }
        unsafe weights.values.withUnsafeBufferPointer { entries in
            unsafe cblas_dgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, Int32(block.rows), Int32(weights.rows),
                Int32(weights.columns), 1, block.pointer, Int32(block.width), entries.baseAddress,
                Int32(weights.columns), accumulate ? 1 : 0, target.pointer, Int32(target.width))
        }
    }
}
