import DataFiles
import Exact
import Foundation
import Patterns
import TestSupport
import Testing

@Suite struct ClassDistancesTests {
    /// Points 0 0, 3 4 and 3 5: nearest distances in L-inf 4 1 1, in L1 7 1 1, in L2 5 1 1. Ten numbers, so that a group of
    /// eight is not enough.
    @Test func nearestNeighbours() throws {
        let folder = try ScratchFolder()
        let zeros = [Double](repeating: 0, count: 8)
        let rows = [[0.0, 0], [3, 4], [3, 5], [100, 100]].map { (label: 0, point: [$0[0]] + zeros + [$0[1]]) }
        let data = try SampleData.table(rows, in: folder)
        let measured = try #require(try ClassDistances(data, rows: [0, 1, 2], label: 0, threads: 2))
        #expect(measured.rows == 3 && measured.isExact && measured.scale == 1)
        #expect([measured.lInf.least, measured.lInf.median, measured.lInf.greatest] == [1, 1, 4])
        #expect([measured.l1.least, measured.l1.median, measured.l1.greatest] == [1, 1, 7])
        #expect([measured.l2.least, measured.l2.median, measured.l2.greatest] == [1, 1, 5])
        #expect(try ClassDistances(data, rows: [2], label: 0, threads: 1) == nil)
    }
}
