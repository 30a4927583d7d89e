import CKernels
import COpenBLAS

/// Convolutions of blocks, one picture per row, as matrix products of the kernel with patches of the pictures.
///
/// Patches are made and consumed in pieces that stay in the second-level cache; a call allocates room for one piece.
/// Sums are in unspecified order, as in ``MatrixProducts``.
package enum ConvolutionKernels {
    /// Entries of a piece: 256 kB.
    private static let pieceSize = 1 << 15

    /// target (+)= the convolution of each row.
    package static func apply(
        _ source: Block, _ convolution: Convolution, into target: Block, accumulate: Bool
    ) {
        precondition(
            source.width == convolution.inputCount && target.width == convolution.outputCount, "shapes do not chain")
        precondition(source.rows == target.rows, "row counts differ")
        let (across, down) = (convolution.horizontal.output, convolution.vertical.output)
        let (places, taps) = (convolution.outputPlaces, convolution.kernel.columns)
        let outputs = convolution.outputChannels / convolution.groups
        let linesPerPiece = min(down, max(1, pieceSize / (taps * across)))
        let patches = Buffer(count: taps * linesPerPiece * across)
        var window = orthant_window(convolution)
        unsafe convolution.kernel.values.withUnsafeBufferPointer { kernel in
            guard let weights = kernel.baseAddress else { return }
            for r in 0..<source.rows {
                for group in 0..<convolution.groups {
                    let channel =
                        unsafe source.pointer + r * source.width
                        + group * convolution.channelsPerGroup * convolution.vertical.input
                        * convolution.horizontal.input
                    let result = unsafe target.pointer + r * target.width + group * outputs * places
                    for line in stride(from: 0, to: down, by: linesPerPiece) {
                        let count = min(linesPerPiece, down - line)
                        unsafe orthant_patches(&window, channel, line, count, patches.pointer)
                        unsafe cblas_dgemm(
                            CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(outputs), Int32(count * across),
                            Int32(taps), 1, weights + group * outputs * taps, Int32(taps), patches.pointer,
                            Int32(count * across), accumulate ? 1 : 0, result + line * across, Int32(places))
                    }
                }
            }
        }
    }

    /// target (+)= the transpose of the convolution applied to each row: rows over its output become rows over its input.
    ///
    /// Output places at which a row is 0 in all channels cost nothing: a row that starts from one neuron sees a small part
    /// of each picture.
    package static func applyTransposed(
        _ source: Block, _ convolution: Convolution, into target: Block, accumulate: Bool
    ) {
        precondition(
            source.width == convolution.outputCount && target.width == convolution.inputCount, "shapes do not chain")
        precondition(source.rows == target.rows, "row counts differ")
        if !accumulate { target.fill(0) }
        let (places, taps) = (convolution.outputPlaces, convolution.kernel.columns)
        let outputs = convolution.outputChannels / convolution.groups
        let pictures = convolution.channelsPerGroup * convolution.vertical.input * convolution.horizontal.input
        let most = max(1, pieceSize / max(taps, outputs))
        let (columns, patches) = (Buffer(count: most * outputs), Buffer(count: most * taps))
        // Where each column of the piece comes from.
        var rows = [Int32](repeating: 0, count: most)
        var at = [Int32](repeating: 0, count: most)
        var window = orthant_window(convolution)
        unsafe convolution.kernel.values.withUnsafeBufferPointer { kernel in
            guard let weights = kernel.baseAddress else { return }
            for group in 0..<convolution.groups {
                var (row, place) = (0, 0)
                while row < source.rows {
                    let count = unsafe orthant_columns(
                        source.pointer + group * outputs * places, source.rows, source.width, outputs, places,
                        &row, &place, most, columns.pointer, &rows, &at)
                    if count == 0 { continue }
                    unsafe cblas_dgemm(
                        CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(count), Int32(taps), Int32(outputs), 1,
                        columns.pointer, Int32(outputs), weights + group * outputs * taps, Int32(taps), 0,
                        patches.pointer, Int32(taps))
                    unsafe orthant_add_patches(
                        &window, patches.pointer, count, rows, at, target.pointer + group * pictures, target.width)
                }
            }
        }
    }
}

extension orthant_window {
    fileprivate init(_ convolution: Convolution) {
        let (y, x) = (convolution.vertical, convolution.horizontal)
        self.init(
            channels: convolution.channelsPerGroup, input_height: y.input, input_width: x.input,
            output_height: y.output, output_width: x.output, kernel_height: y.kernel, kernel_width: x.kernel,
            stride_y: y.stride, stride_x: x.stride, dilation_y: y.dilation, dilation_x: x.dilation,
            padding_y: y.padding, padding_x: x.padding)
    }
}

extension Block {
    /// Adds `factor` times row `index` of a convolution's matrix to row `row`.
    package func addRow(_ convolution: Convolution, _ index: Int, times factor: Double, to row: Int) {
        precondition(convolution.inputCount == width && index >= 0 && index < convolution.outputCount, "no such row")
        precondition(row >= 0 && row < rows, "row outside the block")
        let target = unsafe pointer + row * width
        convolution.forEachEntry(row: index) { column, entry in
            unsafe target[column] += factor * convolution.kernel.values[entry]
        }
    }

    /// Adds `factor` times column `index` of a convolution's matrix, a row of its transpose, to row `row`.
    package func addColumn(_ convolution: Convolution, _ index: Int, times factor: Double, to row: Int) {
        precondition(convolution.outputCount == width && index >= 0 && index < convolution.inputCount, "no such column")
        precondition(row >= 0 && row < rows, "row outside the block")
        let target = unsafe pointer + row * width
        convolution.forEachEntry(column: index) { column, entry in
            unsafe target[column] += factor * convolution.kernel.values[entry]
        }
    }
}
