import Exact
import Networks
import TestSupport
import Testing

/// Where a class wins along a ray; every end by hand.
@Suite struct WinningScalesTests {
    private func intervals(
        _ network: Network, _ winner: Int, along direction: [Rational], lower: Rational = 0, upper: Rational? = nil,
        excludesLower: Bool = true
    ) -> [LineInterval] {
        let base = [Rational](repeating: 0, count: network.inputCount)
        var sweep = LineSweep(IntegerGraph(AffineReLUGraph(network), for: direction), from: base, along: direction)
        return WinningScales.intervals(
            of: winner, in: sweep.pieces(from: lower, to: upper), excludesLower: excludesLower)
    }

    /// y = (x, 1): class 0 wins above 1 and class 1 below, and neither at 1.
    private var threshold: Network {
        var sketch = NetworkSketch(inputs: 1)
        sketch.affine(0, [[1], [0]], bias: [0, 1])
        return sketch.network
    }

    @Test func tiesAreOpenEnds() {
        let tie = LineEnd(value: 1, isClosed: false, rivals: [1])
        #expect(intervals(threshold, 0, along: [1]) == [LineInterval(lower: tie, upper: nil)])
        #expect(
            intervals(threshold, 1, along: [1]) == [
                LineInterval(
                    lower: LineEnd(value: 0, isClosed: false),
                    upper: LineEnd(value: 1, isClosed: false, rivals: [0]))
            ])
    }

    @Test func givenEndsAreClosed() {
        let found = intervals(
            threshold, 1, along: [1], lower: Rational(1) / 4, upper: Rational(1) / 2, excludesLower: false)
        #expect(
            found == [
                LineInterval(
                    lower: LineEnd(value: Rational(1) / 4, isClosed: true),
                    upper: LineEnd(value: Rational(1) / 2, isClosed: true))
            ])
    }

    /// y = (|x - 2|, 1): class 1 wins between 1 and 3, class 0 outside. The bend at 2 is inside one interval.
    @Test func severalIntervals() {
        var sketch = NetworkSketch(inputs: 1)
        let parts = sketch.relu(sketch.affine(0, [[1], [-1]], bias: [-2, 2]))
        sketch.affine(parts, [[1, 1], [0, 0]], bias: [0, 1])
        let network = sketch.network
        #expect(intervals(network, 1, along: [1]).map { [$0.lower.value, $0.upper?.value ?? 0] } == [[1, 3]])
        let outside = intervals(network, 0, along: [1])
        #expect(outside.map(\.lower.value) == [0, 3])
        #expect(outside.map { $0.upper?.value } == [1, nil])
    }

    /// y = (|x - 2|, 0): class 0 wins everywhere but at 2, where both outputs are 0.
    @Test func aSingleTieCutsAnInterval() {
        var sketch = NetworkSketch(inputs: 1)
        let parts = sketch.relu(sketch.affine(0, [[1], [-1]], bias: [-2, 2]))
        sketch.affine(parts, [[1, 1], [0, 0]], bias: nil)
        let found = intervals(sketch.network, 0, along: [1])
        #expect(
            found.map(\.lower) == [
                LineEnd(value: 0, isClosed: false), LineEnd(value: 2, isClosed: false, rivals: [1]),
            ])
        #expect(found.map(\.upper) == [LineEnd(value: 2, isClosed: false, rivals: [1]), nil])
        #expect(found[0].contains(1) && !found[0].contains(2) && !found[0].contains(0))
        #expect(intervals(sketch.network, 1, along: [1]) == [])
    }

    /// A bias-free network has one class for every positive scale, or none.
    @Test func allOrNothingWithoutBiases() {
        var sketch = NetworkSketch(inputs: 2)
        sketch.affine(0, [[1, 0], [0, 1]], bias: nil)
        let all = intervals(sketch.network, 1, along: [1, 2])
        #expect(all == [LineInterval(lower: LineEnd(value: 0, isClosed: false, rivals: [0]), upper: nil)])
        #expect(intervals(sketch.network, 0, along: [1, 2]).isEmpty)
        #expect(intervals(sketch.network, 0, along: [1, 1]).isEmpty)
    }

    /// The least output wins where the opposite of it is greatest: class 0 of (x, 1) below 1.
    @Test func leastIsBest() {
        var sweep = LineSweep(IntegerGraph(AffineReLUGraph(threshold), for: [1]), from: [0], along: [1])
        let pieces = sweep.pieces(from: 0, to: nil).map(\.negated)
        let found = WinningScales.intervals(of: 0, in: pieces, excludesLower: true)
        #expect(found.map { [$0.lower.value, $0.upper?.value ?? 0] } == [[0, 1]])
    }

    /// Random networks: membership agrees with evaluation at the ends, in the middle and around.
    @Test(arguments: 1...30) func agreesWithEvaluation(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = SampleNetworks.random(widths: [2, 6, 4, 3], weights: 2, &random)
        let direction = [Rational(weight: random.eighths(1)), Rational(weight: random.eighths(1)) / 3]
        let winner = seed % 3
        let found = intervals(network, winner, along: direction)
        let ends = found.flatMap { [$0.lower.value, $0.upper?.value].compactMap(\.self) }
        let probes = ends + zip(ends, ends.dropFirst()).map { ($0 + $1) / 2 } + (1...40).map { Rational($0) / 8 }
        for s in probes where s > 0 {
            let outputs = network.output(at: direction.map { $0 * s })
            let wins = outputs.indices.allSatisfy { $0 == winner || outputs[$0] < outputs[winner] }
            #expect(found.contains { $0.contains(s) } == wins, "at \(s)")
        }
    }
}
