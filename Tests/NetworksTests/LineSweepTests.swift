import Exact
import Networks
import TestSupport
import Testing

/// The exact walk along a line, against values worked out by hand and against plain evaluation.
@Suite struct LineSweepTests {
    private func pieces(
        _ network: Network, from base: [Rational], along direction: [Rational], lower: Rational = 0,
        upper: Rational? = nil
    ) -> [LinePiece] {
        let graph = IntegerGraph(AffineReLUGraph(network), for: base + direction)
        var sweep = LineSweep(graph, from: base, along: direction)
        return sweep.pieces(from: lower, to: upper)
    }

    /// relu(a - 1) has its only bend at a = 1.
    @Test func oneBend() {
        var sketch = NetworkSketch(inputs: 1)
        sketch.affine(sketch.relu(sketch.affine(0, [[1]], bias: [-1])), [[3]], bias: [2])
        let found = pieces(sketch.network, from: [0], along: [1])
        #expect(
            found == [
                LinePiece(lower: 0, upper: 1, outputs: [LineFunction(constant: 2, slope: 0)]),
                LinePiece(lower: 1, upper: nil, outputs: [LineFunction(constant: -1, slope: 3)]),
            ])
    }

    /// Bends that meet in one point are one breakpoint, also when one neuron only starts to move there.
    @Test func simultaneousBends() {
        var sketch = NetworkSketch(inputs: 1)
        let first = sketch.relu(sketch.affine(0, [[1], [-1]], bias: [-1, 1]))
        sketch.affine(sketch.relu(sketch.affine(first, [[1, 0], [1, -1]], bias: nil)), [[1, 5]], bias: nil)
        let found = pieces(sketch.network, from: [0], along: [1])
        #expect(found.map(\.lower) == [0, 1])
        #expect(found[0].outputs == [LineFunction(constant: 0, slope: 0)])
        #expect(found[1].outputs == [LineFunction(constant: -6, slope: 6)])
    }

    /// A third is no float: the breakpoint of relu(1 - 3 s) is exact all the same.
    @Test func fractions() {
        var sketch = NetworkSketch(inputs: 1)
        sketch.affine(sketch.relu(sketch.affine(0, [[-3]], bias: [1])), [[1]], bias: nil)
        let third = Rational(1) / 3
        #expect(pieces(sketch.network, from: [0], along: [1]).map(\.lower) == [0, third])
        #expect(pieces(sketch.network, from: [0], along: [third]).map(\.lower) == [0, 1])
        #expect(pieces(sketch.network, from: [0], along: [1], lower: third, upper: 2).count == 1)
    }

    /// A bias-free network is linear along every ray.
    @Test(arguments: 1...20) func raysOfBiasFreeNetworks(seed: Int) {
        var random = SeededNumbers(seed: seed)
        var sketch = NetworkSketch(inputs: 3)
        let first = sketch.relu(sketch.affine(0, (0..<4).map { _ in random.eighths(2, count: 3) }, bias: nil))
        sketch.affine(first, (0..<2).map { _ in random.eighths(2, count: 4) }, bias: nil)
        let direction = (0..<3).map { _ in Rational(weight: random.eighths(2)) }
        let found = pieces(sketch.network, from: [0, 0, 0], along: direction)
        #expect(found.count == 1)
        #expect(found[0].outputs.allSatisfy { $0.constant.isZero })
    }

    /// All operators: the pieces join, are maximal, and agree with plain evaluation inside and at their ends.
    @Test(arguments: 1...40) func agreesWithEvaluation(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network =
            seed % 2 == 0 ? NetworkSketch.random(&random) : NetworkSketch.randomPictures(steps: 3, &random)
        let (base, direction) = (point(network, &random), point(network, &random))
        let found = pieces(network, from: base, along: direction, lower: -2, upper: 2)
        #expect(found.first?.lower == -2 && found.last?.upper == 2)
        for (piece, next) in zip(found, found.dropFirst()) { #expect(piece.upper == next.lower) }
        for piece in found {
            let upper = piece.upper ?? 2
            for s in [piece.lower, (piece.lower + upper) / 2, (piece.lower + 3 * upper) / 4, upper] {
                let x = zip(base, direction).map { $0 + $1 * s }
                #expect(piece.outputs.map { $0.value(at: s) } == network.output(at: x))
            }
        }
    }

    private func point(_ network: Network, _ random: inout SeededNumbers) -> [Rational] {
        (0..<network.inputCount).map { _ in Rational(weight: random.eighths(2)) / 3 }
    }

    /// A division by 3 and another by 5 in two branches: divisors of nodes differ.
    @Test func divisors() {
        var sketch = NetworkSketch(inputs: 2)
        let a = sketch.scale(0, [3, 3], divides: true)
        let b = sketch.scale(0, [-5, 10], divides: true)
        sketch.relu(sketch.offset(sketch.sum([a, b]), [0.5, -1]))
        let network = sketch.network
        let direction = [Rational(1) / 7, Rational(2)]
        for piece in pieces(network, from: [0, 0], along: direction, lower: 0, upper: 9) {
            let s = (piece.lower + (piece.upper ?? 9)) / 2
            #expect(piece.outputs.map { $0.value(at: s) } == network.output(at: direction.map { $0 * s }))
        }
    }

    /// Weights far apart take several words; the floats that guide the walk cannot see the small ones.
    @Test func weightsFarApart() {
        var sketch = NetworkSketch(inputs: 1)
        let first = sketch.relu(sketch.affine(0, [[0x1p-200], [1]], bias: [-0x1p-300, -0x1p-100]))
        sketch.affine(first, [[0x1p100, 0x1p-70]], bias: [1])
        let network = sketch.network
        let found = pieces(network, from: [0], along: [1])
        #expect(found.map(\.lower) == [0, Rational(weight: 0x1p-100)])
        for s in [Rational(weight: 0x1p-101), 1, Rational(weight: 0x1p80)] {
            let piece = found.last { $0.lower <= s }
            #expect(piece?.outputs.map { $0.value(at: s) } == network.output(at: [s]))
        }
    }

    @Test func phasesAtAPoint() {
        var sketch = NetworkSketch(inputs: 1)
        sketch.affine(sketch.relu(sketch.affine(0, [[1], [-1], [1]], bias: [0, 0, -1])), [[1, 2, 4]], bias: nil)
        let graph = IntegerGraph(AffineReLUGraph(sketch.network), for: [1])
        var sweep = LineSweep(graph, from: [1], along: [0])
        let (active, outputs) = sweep.phasesAtBase()
        #expect(active == [true, false, false])
        #expect(outputs == [1])
    }
}
