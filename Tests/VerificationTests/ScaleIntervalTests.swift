import Contexts
import Exact
import Networks
import Patterns
import Properties
import TestSupport
import Testing
import Verification

/// Largest intervals of scales and maps, on networks whose answers are known by hand.
@Suite struct ScaleIntervalTests {
    /// (x, 8): class 0 wins for x > 8. (8, x): class 0 wins for x < 8.
    private func threshold(risesAbove: Bool) -> Network {
        var sketch = NetworkSketch(inputs: 1)
        sketch.affine(sketch.relu(0), risesAbove ? [[1], [0]] : [[0], [1]], bias: risesAbove ? [0, 8] : [8, 0])
        return sketch.network
    }

    private func findings(
        _ network: Network, at x: Rational, decision: ClassDecision = .argmax, limit: Rational = 100
    ) throws -> ScaleInterval.Findings {
        let limits = Limits(deadline: .now + .seconds(60))
        return try ScaleInterval(
            network, base: Box(lower: [x], upper: [x]), class: 0, decision: decision, limit: limit,
            resolution: Rational(1) / 64,
            context: Context(limits: limits)
        ).run()
    }

    /// From 16 the class holds down to a scale of 1/2, itself excluded, and for ever upwards.
    @Test func upwardsWithoutEnd() throws {
        let found = try findings(threshold(risesAbove: true), at: 16)
        #expect(found.above.reach == .unlimited)
        guard case .scale(let least) = found.below.reach else {
            Issue.record("\(found.below.reach)")
            return
        }
        #expect(least > Rational(1) / 2 && least < Rational(33) / 64)
        #expect(try #require(found.below.refuted) <= Rational(1) / 2)
    }

    /// From 2 the class holds up to a scale of 4, itself excluded, and down to 0, where it wins by 8: one box around 0 shows
    /// it for all scales below 1/100.
    @Test func endsOnOneSide() throws {
        let found = try findings(threshold(risesAbove: false), at: 2)
        guard case .scale(let greatest) = found.above.reach else {
            Issue.record("\(found.above.reach)")
            return
        }
        #expect(greatest < 4 && greatest > Rational(62) / 16)
        #expect(try #require(found.above.refuted) >= 4)
        #expect(found.below.reach == .unlimited)
        #expect(found.below.refuted == nil && found.below.stop == .wholeRange)
    }

    /// relu(1 - x) - relu(1 - 4 x) against 0: the lead is 3 x up to 1/4 and goes back to 0 at 1. From x = 1/2 class 0 holds at
    /// every scale below 2, but its lead at 0 is 0: no interval down to 0 is proved, only one as far as was asked.
    @Test func noProofAtZeroItself() throws {
        var sketch = NetworkSketch(inputs: 1)
        let parts = sketch.relu(sketch.affine(0, [[-1], [-4]], bias: [1, 1]))
        sketch.affine(parts, [[1, -1], [0, 0]], bias: nil)
        let found = try findings(sketch.network, at: Rational(1) / 2)
        #expect(found.below.reach == .scale(Rational(1) / 100) && found.below.stop == .wholeRange)
    }

    /// A limit of 10/3 is looked at as 13653/4096. The class is lost at scales from 314575/2^20 to 314577/2^20 alone, which is
    /// between 3/10 and 4096/13653: a box around 0 that ended at 3/10 would claim every scale.
    @Test func noGapBetweenTheLimitAndTheBoxAroundZero() throws {
        var sketch = NetworkSketch(inputs: 1)
        let slope = 1_048_576.0
        let parts = sketch.relu(
            sketch.affine(0, [[slope], [slope], [slope]], bias: [-314_575, -314_576, -314_577]))
        sketch.affine(parts, [[-2, 4, -2], [0, 0, 0]], bias: [1, 0])
        let found = try findings(sketch.network, at: 1, limit: Rational(10) / 3)
        #expect(found.below.reach == .scale(Rational(4096) / 13_653))
    }

    /// The least output wins: what class 1 has at argmax is what class 0 has at argmin.
    @Test func leastIsBest() throws {
        let network = threshold(risesAbove: false)
        #expect(try findings(network, at: 16, decision: .argmin).above.reach == .unlimited)
        #expect(try findings(network, at: 16).above.reach == .nothing)
    }

    @Test func nothingAtAll() throws {
        let found = try findings(threshold(risesAbove: true), at: 4)
        #expect(found.above.reach == .nothing && found.below.reach == .nothing)
    }

    /// Without biases there is nothing to search.
    @Test func everyScaleAtOnce() throws {
        var sketch = NetworkSketch(inputs: 1)
        sketch.affine(sketch.relu(0), [[2], [1]], bias: nil)
        let found = try findings(sketch.network, at: 1)
        #expect(found.above.reach == .unlimited && found.below.reach == .unlimited)
    }

    /// (x, 8) at x = 4: a (4 + s) > 8 decides. Contrasts 1, 2, 4, brightnesses -1, 0, 1: at contrasts up to 2 nothing holds but
    /// where s > 0 and a = 2; from 2 on, s from 0 to 1 ties at (2, 0), s from -1 to 0 loses at (2, -1).
    @Test func mapOfContrastAndBrightness() throws {
        let ends: [Rational] = [1, Rational(3) / 2, 2, 4]
        let map = ContrastMap(
            threshold(risesAbove: true), point: [4], radius: .zero, class: 0, contrasts: ends,
            brightnesses: [-1, 0, Rational(1) / 8, 1], context: Context(), timePerRectangle: .seconds(20))
        let (no, yes) = (ContrastMap.Cell.violated, ContrastMap.Cell.certified)
        #expect(try map.run() == [[no, no, no], [no, no, no], [no, no, yes]])
        let wide = ContrastMap(
            threshold(risesAbove: true), point: [4], radius: Rational(1) / 4, class: 0, contrasts: [2, 4],
            brightnesses: [Rational(1) / 8, 1], context: Context(), timePerRectangle: .seconds(20))
        #expect(try wide.run() == [[no]])
    }
}
