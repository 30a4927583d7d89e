import Exact
import Programs
import Properties
import TestSupport
import Testing

@Suite struct RegionProgramTests {
    /// 0 <= x0 <= 1/3 is no range of Doubles; x0 + 2 x1 <= 1/3 has exact numbers; a strict row stays strict.
    @Test func boxAndRows() {
        let third = Rational(1) / 3
        let rows = [
            SampleQueries.input([1, 2], atMost: third), SampleQueries.input([0, -1], atMost: 0, isStrict: true),
        ]
        let program = Program(regionOf: SampleQueries.region([0, -1], [third, 1], rows: rows))
        #expect(program.variables.map(\.name) == ["X_0", "X_1"])
        #expect(program.rows.map(\.name) == ["box0", "region0", "region1"])
        #expect(program.disjunctions.isEmpty)
        #expect(program.isFeasible([.zero, third / 2]))
        #expect(!program.isFeasible([third, third / 2]))
        #expect(!program.isFeasible([.zero, .zero]))
        #expect(!program.isFeasible([third + third / 1000, -1]))
    }
}
