import Kernels
import TestSupport
import Testing

/// Elementwise kernels against the loops they stand for.
@Suite struct ElementwiseKernelsTests {
    private static let rows = 3

    @Test(arguments: widths, [false, true]) func scale(width: Int, accumulate: Bool) {
        var random = SeededNumbers(seed: width)
        let source = FencedBlock(rows: Self.rows, width: width, &random)
        let factors = random.eighths(2, count: width)
        let target = FencedBlock(rows: Self.rows, width: width, &random)
        let before = target.values
        ElementwiseKernels.scale(source.block, by: factors, into: target.block, accumulate: accumulate)
        for r in 0..<Self.rows {
            for j in 0..<width {
                #expect(target.block[r, j] == (accumulate ? before[r][j] : 0) + source.block[r, j] * factors[j])
            }
        }
        target.block.fill(1)
        ElementwiseKernels.scale(source.block, by: -0.5, into: target.block, accumulate: accumulate)
        #expect(target.values == source.values.map { $0.map { (accumulate ? 1 : 0) - 0.5 * $0 } })
        #expect(target.isFenceWhole)
    }

    @Test(arguments: widths, [false, true]) func gatherAndScatter(width: Int, accumulate: Bool) {
        var random = SeededNumbers(seed: width)
        let wide = FencedBlock(rows: Self.rows, width: width + 3, &random)
        let narrow = FencedBlock(rows: Self.rows, width: width, &random)
        let indices = (0..<width).map { _ in Int.random(in: 0..<(width + 3), using: &random) }
        let before = (wide: wide.values, narrow: narrow.values)

        ElementwiseKernels.scatter(narrow.block, indices, into: wide.block, accumulate: accumulate)
        var expected = accumulate ? before.wide : before.wide.map { $0.map { _ in 0 } }
        for r in 0..<Self.rows {
            for (j, i) in indices.enumerated() { expected[r][i] += before.narrow[r][j] }
        }
        #expect(wide.values == expected)

        ElementwiseKernels.gather(wide.block, indices, into: narrow.block, accumulate: accumulate)
        for r in 0..<Self.rows {
            for (j, i) in indices.enumerated() {
                #expect(narrow.block[r, j] == (accumulate ? before.narrow[r][j] : 0) + expected[r][i])
            }
        }
        #expect(wide.isFenceWhole && narrow.isFenceWhole)
    }

    @Test(arguments: widths) func addReluAndMask(width: Int) {
        var random = SeededNumbers(seed: width)
        let source = FencedBlock(rows: Self.rows, width: width, &random)
        let before = source.values
        let addends = random.eighths(1, count: width)
        ElementwiseKernels.add(addends, to: source.block)
        #expect(source.values == before.map { zip($0, addends).map(+) })
        let target = FencedBlock(rows: Self.rows, width: width)
        ElementwiseKernels.relu(source.block, into: target.block)
        #expect(target.values == source.values.map { $0.map { max($0, 0) } })
        target.block.fill(5)
        ElementwiseKernels.mask(target.block, where: source.block)
        #expect(target.values == source.values.map { $0.map { $0 > 0 ? 5 : 0 } })
        #expect(source.isFenceWhole && target.isFenceWhole)
    }

    @Test(arguments: widths) func blocksCopyAndAdd(width: Int) {
        var random = SeededNumbers(seed: width)
        let source = FencedBlock(rows: Self.rows, width: width, &random)
        let copy = FencedBlock(rows: Self.rows, width: width)
        copy.block.assign(source.block)
        #expect(copy.values == source.values)
        let matrix = Matrix(rows: 2, columns: width, values: random.eighths(2, count: 2 * width))
        copy.block.addRow(matrix, 1, times: -3, to: 2)
        #expect(copy.block.row(2) == zip(source.block.row(2), matrix.row(1)).map { $0 - 3 * $1 })
        #expect(copy.block.row(1) == source.block.row(1))
        #expect(copy.isFenceWhole)
        #expect(matrix.transposed.transposed == matrix)
    }
}
