import Testing

@testable import Kernels

/// Kernels that work on one row of bounds.
@Suite struct IntervalRowTests {
    private func block(_ rows: [[Double]]) -> Block {
        let buffer = Buffer(count: rows.count * rows[0].count)
        buffer.store(rows.flatMap { $0 }, at: 0)
        return Block(buffer, rows: rows.count, width: rows[0].count)
    }

    @Test func intersectionTouchesItsRowOnly() {
        let low = block([[-1, -2, 0], [-5, -5, -5]])
        let high = block([[1, 2, 3], [5, 5, 5]])
        let crossing = IntervalKernels.intersect(
            lower: low, upper: high, row: 0, with: [9, -3, -1, 1], [9, 0.5, 4, 2], offset: 1)
        guard case .none = crossing else {
            Issue.record("nothing crosses")
            return
        }
        #expect(low.row(0) == [-1, -1, 1] && high.row(0) == [0.5, 2, 2])
        #expect(low.row(1) == [-5, -5, -5] && high.row(1) == [5, 5, 5])
    }

    @Test func crossingIsSeenAndPutInOrder() {
        let (low, high) = (block([[0, -1]]), block([[1, 1]]))
        let crossing = IntervalKernels.intersect(lower: low, upper: high, row: 0, with: [2, -9], [3, 9], offset: 0)
        guard case .some = crossing else {
            Issue.record("[0, 1] and [2, 3] cross")
            return
        }
        #expect(low.row(0) == [2, -1] && high.row(0) == [2, 1])
    }

    @Test func unstableElementsStraddleZero() {
        let (low, high) = (block([[0, 0], [-1, 0], [-1, -1]]), block([[1, 1], [0, 1], [1, 2]]))
        #expect(IntervalKernels.unstable(lower: low, upper: high, row: 0) == [])
        #expect(IntervalKernels.unstable(lower: low, upper: high, row: 1) == [])
        #expect(IntervalKernels.unstable(lower: low, upper: high, row: 2) == [0, 1])
    }

    @Test func copiesIntoPlace() {
        var target = [Double](repeating: 7, count: 4)
        IntervalKernels.copy(block([[1, 2], [3, 4]]), row: 1, to: &target, at: 2)
        #expect(target == [7, 7, 3, 4])
    }
}
