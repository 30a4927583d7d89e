import Exact
import Networks
import TestSupport
import Testing

/// One generic evaluation in four arithmetics.
@Suite struct EvaluationTests {
    /// Weights and inputs are eighths and the networks small, but for divisions every step is exact in Double.
    @Test(arguments: 1...50)
    func arithmeticsAgree(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.random(&random)
        let point = (0..<network.inputCount).map { _ in random.eighths(2) }
        let exact = network.output(at: point.map { Rational(weight: $0) })
        let doubles = network.output(at: point)
        let floats = network.output(at: point.map { Float($0) })
        for (i, value) in exact.enumerated() {
            let nearest = value.double(.nearest)
            #expect(abs(doubles[i] - nearest) <= 1e-9 * max(1, abs(nearest)))
            #expect(abs(Double(floats[i]) - nearest) <= 1e-2 * max(1, abs(nearest)))
        }
    }

    @Test(arguments: 1...50)
    func intervalsEncloseTheExactOutput(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.random(&random)
        let point = (0..<network.inputCount).map { _ in random.eighths(2) }
        let enclosures = network.output(at: point.map { OutwardInterval(weight: $0) })
        for (enclosure, value) in zip(enclosures, network.output(at: point.map { Rational(weight: $0) })) {
            #expect(enclosure.lower <= value.double(.down) || enclosure.lower <= value.double(.up))
            #expect(Rational(weight: enclosure.lower) <= value)
            #expect(value <= Rational(weight: enclosure.upper))
        }
    }

    @Test func operatorsOnAPoint() {
        var sketch = NetworkSketch(inputs: 2)
        let turned = sketch.gather(0, [1, 0, 1])
        let scaled = sketch.scale(turned, [1, -2, 4], divides: false)
        let rectified = sketch.relu(sketch.offset(scaled, [-1, 0, 1]))
        sketch.sum([rectified, turned], subtracts: [false, true])
        #expect(sketch.network.output(at: [-1.5, 2.0]) == [-1, 4.5, 7])
    }
}

/// Which networks scale with their input.
@Suite struct HomogeneityTests {
    @Test func withoutConstantsABiasFreeNetwork() {
        var sketch = NetworkSketch(inputs: 2)
        sketch.relu(sketch.affine(0, [[1, -1]], bias: nil))
        #expect(sketch.network.homogeneity == .biasFree)
    }

    @Test func zerosAreNoBias() {
        var sketch = NetworkSketch(inputs: 2)
        sketch.offset(sketch.affine(0, [[1, -1]], bias: [0]), [0])
        #expect(sketch.network.homogeneity == .biasFree)
    }

    @Test func biasedNodesAreNamed() {
        var sketch = NetworkSketch(inputs: 1)
        let biased = sketch.affine(0, [[1]], bias: [1])
        let plain = sketch.affine(biased, [[2]], bias: nil)
        sketch.offset(plain, [-1])
        #expect(sketch.network.homogeneity == .biased(nodes: ["n1", "n3"]))
    }

    @Test(arguments: 1...20)
    func biasFreeNetworksScale(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.random(&random)
        guard network.homogeneity == .biasFree else { return }
        let point = (0..<network.inputCount).map { _ in Rational(weight: random.eighths(2)) }
        let factor = Rational(5)
        #expect(network.output(at: point.map { $0 * factor }) == network.output(at: point).map { $0 * factor })
    }
}
