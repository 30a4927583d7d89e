import Exact
import Networks
import TestSupport
import Testing

@Suite struct ProductTests {
    /// f(x0, x1) = x0 xor x1 on (u0, u1), g = |x| on u1, hidden: the pre-activations of f.
    private static var product: Network {
        Network.product(
            [
                ProductFactor(
                    name: "f", network: SampleNetworks.xor, inputs: [0, 1], outputs: [3],
                    hidden: [(value: ValueID(1), places: [0, 2])]),
                ProductFactor(name: "g", network: SampleNetworks.absolute, inputs: [1], outputs: [1]),
            ], inputCount: 2)
    }

    /// f(1/2, -3/4) = relu(-1/4) - 2 relu(-5/4) = 0; z = (-1/4, -5/4); |-3/4| = 3/4.
    @Test func outputsStandAtTheirPlaces() {
        let point: [Rational] = [1 / 2, -3 / 4]
        let expected: [Rational] = [-1 / 4, 3 / 4, -5 / 4, 0]
        #expect(Self.product.output(at: point) == expected)
        #expect(AffineReLUGraph(Self.product).output(at: point) == expected)
        #expect(Self.product.output(at: [Float(0.5), -0.75]) == [-0.25, 0.75, -1.25, 0])
    }

    @Test func factorsMayShareInputs() {
        let twice = Network.product(
            [
                ProductFactor(name: "f", network: SampleNetworks.xor, inputs: [0, 1], outputs: [0]),
                ProductFactor(name: "g", network: SampleNetworks.xor, inputs: [1, 1], outputs: [1]),
            ], inputCount: 2)
        // xor(1, 3/4) = 7/4 - 2 * 3/4 = 1/4; xor(3/4, 3/4) = 3/2 - 2 * 1/2 = 1/2.
        #expect(twice.output(at: [1, 3 / 4]) == [1 / 4, 1 / 2] as [Rational])
    }

    @Test func namesAreUnique() {
        let names = Self.product.values.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(Self.product.nodes.map(\.name)).count == Self.product.nodes.count)
    }

    /// Neurons are those of f, then those of g, in the network and in the graph alike.
    @Test func neuronsAreCounted() {
        #expect(Self.product.reluLayers.map(\.neurons) == [0..<2, 2..<4])
        #expect(AffineReLUGraph(Self.product).neuronCount == 4)
    }

    @Test func randomProductsAgreeWithTheirFactors() {
        var random = SeededNumbers(seed: 5)
        for _ in 0..<20 {
            let (f, g) = (
                SampleNetworks.random(widths: [3, 4, 2], &random), SampleNetworks.random(widths: [2, 3, 3, 1], &random)
            )
            let product = Network.product(
                [
                    ProductFactor(name: "f", network: f, inputs: [0, 2, 3], outputs: [2, 0]),
                    ProductFactor(name: "g", network: g, inputs: [3, 1], outputs: [1]),
                ], inputCount: 4)
            let x = random.eighths(2, count: 4).compactMap { Rational(exactly: $0) }
            let (y, v) = (f.output(at: [x[0], x[2], x[3]]), g.output(at: [x[3], x[1]]))
            #expect(product.output(at: x) == [y[1], v[0], y[0]])
            #expect(AffineReLUGraph(product).output(at: x) == [y[1], v[0], y[0]])
        }
    }

    @Test func normalisationsMoveWithTheirOutputs() {
        let plain = SampleNetworks.xor
        let normalised = Network(
            name: "n", elementType: .float32, values: plain.values, nodes: plain.nodes, input: plain.input,
            output: plain.output,
            outputNormalisations: [OutputNormalisation(kind: .softmax, node: "last", outputs: [0])])
        let product = Network.product(
            [
                ProductFactor(name: "f", network: plain, inputs: [0, 1], outputs: [0]),
                ProductFactor(name: "g", network: normalised, inputs: [0, 1], outputs: [1]),
            ], inputCount: 2)
        #expect(product.outputNormalisations.map(\.outputs) == [[1]])
    }
}
