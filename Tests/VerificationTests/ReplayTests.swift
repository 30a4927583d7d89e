import Exact
import Properties
import Queries
import TestSupport
import Testing
import Verification

/// |x| on [-1, 1], where an output of at least 3/4 is unsafe.
@Suite struct ReplayTests {
    private func replay(
        exact: Rational, float: Double, box: ClosedRange<Int> = -1...1, region: [LinearRow] = []
    ) -> Replay {
        Replay(
            Replay.Point(exact: [exact], floats: [float]), of: SampleNetworks.absolute,
            box: Box(lower: [Rational(box.lowerBound)], upper: [Rational(box.upperBound)]), region: region,
            unsafe: [SampleQueries.atLeast(0, Rational(3) / Rational(4))])
    }

    @Test func confirmed() throws {
        let result = replay(exact: -1, float: -1)
        let witness = try #require(result.witness)
        #expect(witness.replay == .confirmed && witness.grade == .strict && witness.margin == 0.25)
        #expect(result.exactOutput == [1] && result.output == [1])
        #expect(result.unsafe.map(\.exactSlack) == [Rational(1) / Rational(4)])
        #expect(result.unsafe.map(\.floatSlack) == [Rational(1) / Rational(4)])
        #expect(result.outside.isEmpty)
    }

    @Test func notUnsafe() {
        let result = replay(exact: Rational(1) / Rational(2), float: 0.5)
        #expect(result.witness == nil)
        #expect(result.unsafe.map(\.exactSlack) == [Rational(-1) / Rational(4)])
        #expect(result.unsafe.allSatisfy { !$0.isMet && !$0.isMetInFloats })
    }

    @Test func outsideTheBox() {
        let result = replay(exact: 2, float: 2)
        #expect(result.witness == nil)
        #expect(result.outside == [0])
        #expect(result.unsafe.map(\.isMet) == [true])
    }

    @Test func outsideARowOfTheRegion() {
        let result = replay(exact: 1, float: 1, region: [SampleQueries.input([1], atMost: 0)])
        #expect(result.witness == nil)
        #expect(result.region.map(\.isMet) == [false])
        #expect(result.outside.isEmpty)
    }

    /// 5/6 is no float; the nearest one stands for it and is inside as well.
    @Test func anExactPointBesideItsFloat() throws {
        let float = Double(Float(5.0 / 6))
        let result = replay(exact: Rational(5) / Rational(6), float: float)
        #expect(try #require(result.witness).replay == .confirmed)
        #expect(result.exactOutput == [Rational(5) / Rational(6)])
        #expect(result.output == [float])
    }

    @Test func floatsThatDoNotViolate() throws {
        let result = replay(exact: 1, float: 0.5)
        #expect(try #require(result.witness).replay == .lost)
        #expect(result.unsafe.map(\.isMet) == [true] && result.unsafe.map(\.isMetInFloats) == [false])
    }
}
