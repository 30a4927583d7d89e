import Exact
import Kernels
import TestSupport
import Testing

/// Convolutions of blocks against the definition of the operator.
@Suite struct ConvolutionKernelsTests {
    /// The matrix of a convolution, by its definition: every output place and tap, and what is under it.
    private static func matrix(_ convolution: Convolution) -> [[Double]] {
        let (y, x) = (convolution.vertical, convolution.horizontal)
        var result = [[Double]](
            repeating: [Double](repeating: 0, count: convolution.inputCount), count: convolution.outputCount)
        let channels = convolution.inputChannels / convolution.groups
        for o in 0..<convolution.outputChannels {
            let first = o / (convolution.outputChannels / convolution.groups) * channels
            for row in 0..<y.output {
                for column in 0..<x.output {
                    for c in 0..<channels {
                        for ky in 0..<y.kernel {
                            for kx in 0..<x.kernel {
                                let line = row * y.stride + ky * y.dilation - y.padding
                                let place = column * x.stride + kx * x.dilation - x.padding
                                guard (0..<y.input).contains(line), (0..<x.input).contains(place) else { continue }
                                result[(o * y.output + row) * x.output + column][
                                    ((first + c) * y.input + line) * x.input + place] =
                                    convolution.kernel[o, (c * y.kernel + ky) * x.kernel + kx]
                            }
                        }
                    }
                }
            }
        }
        return result
    }

    private static func convolution(_ seed: Int, _ random: inout SeededNumbers) -> Convolution {
        Convolution.random(inputChannels: 1 + seed % 2, &random)
    }

    @Test(arguments: 0..<60, [false, true]) func forwardIsTheDefinition(seed: Int, accumulate: Bool) {
        var random = SeededNumbers(seed: seed)
        let convolution = Self.convolution(seed, &random)
        let matrix = Self.matrix(convolution)
        let source = FencedBlock(rows: 3, width: convolution.inputCount, &random)
        let target = FencedBlock(rows: 3, width: convolution.outputCount, &random)
        let before = target.values
        ConvolutionKernels.apply(source.block, convolution, into: target.block, accumulate: accumulate)
        for r in 0..<3 {
            for (i, row) in matrix.enumerated() {
                let product = zip(row, source.values[r]).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(target.values[r][i] == product + (accumulate ? before[r][i] : 0))
            }
        }
        #expect(target.isFenceWhole)
    }

    /// Also where most places of a row are 0, and are skipped.
    @Test(arguments: 0..<60, [false, true]) func backwardIsTheTranspose(seed: Int, accumulate: Bool) {
        var random = SeededNumbers(seed: seed)
        let convolution = Self.convolution(seed, &random)
        let matrix = Self.matrix(convolution)
        let isSparse = seed % 3 == 0
        let source = FencedBlock(rows: 4, width: convolution.outputCount) {
            isSparse && Int.random(in: 0..<5, using: &random) > 0 ? 0 : random.eighths(2)
        }
        let target = FencedBlock(rows: 4, width: convolution.inputCount, &random)
        let before = target.values
        ConvolutionKernels.applyTransposed(source.block, convolution, into: target.block, accumulate: accumulate)
        for r in 0..<4 {
            for j in 0..<convolution.inputCount {
                let product = matrix.indices.reduce(0) { $0 + matrix[$1][j] * source.values[r][$1] }
                #expect(target.values[r][j] == product + (accumulate ? before[r][j] : 0))
            }
        }
        #expect(target.isFenceWhole)
    }

    /// Larger than one piece of patches in both directions.
    @Test func largePicturesAreCutIntoPieces() {
        var random = SeededNumbers(seed: 1)
        let axis = WindowAxis(input: 40, output: 40, kernel: 3, padding: 1)
        let convolution = Convolution(
            inputChannels: 8, outputChannels: 4, groups: 1, vertical: axis, horizontal: axis,
            kernel: Matrix(rows: 4, columns: 72, values: random.eighths(1, count: 288)))
        let source = FencedBlock(rows: 1, width: convolution.inputCount, &random)
        let target = FencedBlock(rows: 1, width: convolution.outputCount)
        ConvolutionKernels.apply(source.block, convolution, into: target.block, accumulate: false)
        let back = FencedBlock(rows: 1, width: convolution.inputCount)
        ConvolutionKernels.applyTransposed(target.block, convolution, into: back.block, accumulate: false)
        for i in stride(from: 0, to: convolution.outputCount, by: 97) {
            var sum = 0.0
            convolution.forEachEntry(row: i) { sum += convolution.kernel.values[$1] * source.values[0][$0] }
            #expect(target.values[0][i] == sum)
        }
        for j in stride(from: 0, to: convolution.inputCount, by: 197) {
            var sum = 0.0
            convolution.forEachEntry(column: j) { sum += convolution.kernel.values[$1] * target.values[0][$0] }
            #expect(back.values[0][j] == sum)
        }
        #expect(target.isFenceWhole && back.isFenceWhole)
    }

    @Test(arguments: 0..<40) func entriesAreThoseOfTheMatrix(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let convolution = Self.convolution(seed, &random)
        let matrix = Self.matrix(convolution)
        for (i, row) in matrix.enumerated() {
            var (mine, last) = ([Double](repeating: 0, count: row.count), -1)
            convolution.forEachEntry(row: i) { column, entry in
                #expect(column > last)
                (mine[column], last) = (convolution.kernel.values[entry], column)
            }
            #expect(mine == row)
            let block = FencedBlock(rows: 2, width: convolution.inputCount)
            block.block.addRow(convolution, i, times: -1, to: 1)
            #expect(block.values[1] == row.map { -$0 } && block.isFenceWhole)
        }
        for j in 0..<convolution.inputCount {
            var (mine, last) = ([Double](repeating: 0, count: matrix.count), -1)
            convolution.forEachEntry(column: j) { row, entry in
                #expect(row > last)
                (mine[row], last) = (convolution.kernel.values[entry], row)
            }
            #expect(mine == matrix.map { $0[j] })
            let block = FencedBlock(rows: 1, width: convolution.outputCount)
            block.block.addColumn(convolution, j, times: 2, to: 0)
            #expect(block.values[0] == matrix.map { 2 * $0[j] } && block.isFenceWhole)
        }
    }

    @Test(arguments: 0..<30) func sparseProductsAreTheDefinition(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let (rows, columns) = (Int.random(in: 1...6, using: &random), Int.random(in: 1...6, using: &random))
        let entries = (0..<rows).map { _ in
            (0..<columns).filter { _ in Bool.random(using: &random) }.map { (column: $0, value: random.eighths(1)) }
        }
        let matrix = SparseMatrix(columns: columns, rows: entries)
        let source = FencedBlock(rows: 2, width: columns, &random)
        let image = FencedBlock(rows: 2, width: rows, &random)
        let back = FencedBlock(rows: 2, width: columns, &random)
        let before = image.values
        SparseProducts.multiply(source.block, byTransposed: matrix, into: image.block, accumulate: true)
        SparseProducts.multiply(image.block, by: matrix, into: back.block, accumulate: false)
        for r in 0..<2 {
            for (i, row) in entries.enumerated() {
                #expect(
                    image.values[r][i] == row.reduce(before[r][i]) { $0 + $1.value * source.values[r][$1.column] })
            }
            for j in 0..<columns {
                let sum = entries.indices.reduce(0.0) { sum, i in
                    sum + entries[i].reduce(0) { $1.column == j ? $0 + $1.value * image.values[r][i] : $0 }
                }
                #expect(back.values[r][j] == sum)
            }
        }
        #expect(image.isFenceWhole && back.isFenceWhole)
    }
}
