import Kernels
import TestSupport
import Testing

@Suite struct SparseProductsTests {
    /// [[1, 0, 2], [0, 0, 0]]
    private let matrix = SparseMatrix(Matrix(rows: 2, columns: 3, values: [1, 0, 2, 0, 0, 0]))

    private func block(_ rows: [[Double]]) -> Block {
        let block = Block(Buffer(count: rows.count * rows[0].count), rows: rows.count, width: rows[0].count)
        for (r, row) in rows.enumerated() { block.setRow(r, row) }
        return block
    }

    @Test func denseEntriesThatAreZeroAreLeftOut() {
        #expect(matrix.starts == [0, 2, 2] && matrix.places == [0, 2] && matrix.values == [1, 2])
    }

    @Test func products() {
        let target = block([[7, 7], [7, 7]])
        SparseProducts.multiply(block([[1, 2, 3], [4, 5, 6]]), byTransposed: matrix, into: target, accumulate: false)
        #expect(target.row(0) == [7, 0] && target.row(1) == [16, 0])
        SparseProducts.multiply(block([[1, 2, 3], [4, 5, 6]]), byTransposed: matrix, into: target, accumulate: true)
        #expect(target.row(0) == [14, 0] && target.row(1) == [32, 0])
    }

    @Test func transposedProducts() {
        let target = block([[1, 1, 1]])
        SparseProducts.multiply(block([[3, 5]]), by: matrix, into: target, accumulate: true)
        #expect(target.row(0) == [4, 1, 7])
        SparseProducts.multiply(block([[3, 5]]), by: matrix, into: target, accumulate: false)
        #expect(target.row(0) == [3, 0, 6])
    }

    /// Sparse and dense products of the same matrix agree on rows of any number.
    @Test func agreesWithDense() {
        var random = SeededNumbers(seed: 2)
        let dense = Matrix(
            rows: 9, columns: 7, values: (0..<63).map { $0 % 5 == 0 ? random.eighths(2) : 0 })
        let (wide, tall) = (
            block((0..<4).map { _ in random.eighths(2, count: 7) }), block([random.eighths(2, count: 9)])
        )
        let (a, b) = (
            block([[Double]](repeating: [Double](repeating: 0, count: 9), count: 4)),
            block((0..<4).map { _ in [Double](repeating: 1, count: 9) })
        )
        MatrixProducts.multiply(wide, byTransposed: dense, into: a, accumulate: false)
        SparseProducts.multiply(wide, byTransposed: SparseMatrix(dense), into: b, accumulate: false)
        for r in 0..<4 { #expect(a.row(r) == b.row(r)) }
        let (c, d) = (block([[Double](repeating: 0, count: 7)]), block([[Double](repeating: 1, count: 7)]))
        MatrixProducts.multiply(tall, by: dense, into: c, accumulate: false)
        SparseProducts.multiply(tall, by: SparseMatrix(dense), into: d, accumulate: false)
        #expect(c.row(0) == d.row(0))
    }
}
