import Exact
import Kernels
import Networks
import TestSupport
import Testing

/// Convolutions, piecewise-linear operators and the simplified graph.
@Suite struct PictureNetworkTests {
    private static func point(_ count: Int, _ random: inout SeededNumbers) -> [Double] {
        random.eighths(2, count: count)
    }

    @Test(arguments: 0..<150) func graphIsTheSameFunction(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.randomPictures(steps: 5, &random)
        let graph = AffineReLUGraph(network)
        for _ in 0..<3 {
            let point = Self.point(network.inputCount, &random).map { Rational(weight: $0) }
            #expect(graph.output(at: point) == network.output(at: point))
        }
        #expect(network.outputLostInSimplification(points: 8) == nil)
    }

    @Test(arguments: 0..<80) func arithmeticsAgree(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.randomPictures(steps: 5, &random)
        let point = Self.point(network.inputCount, &random)
        let exact = network.output(at: point.map { Rational(weight: $0) })
        let doubles = network.output(at: point)
        let floats = network.output(at: point.map { Float($0) })
        let enclosures = network.output(at: point.map { OutwardInterval(weight: $0) })
        for (i, value) in exact.enumerated() {
            let nearest = value.double(.nearest)
            #expect(abs(doubles[i] - nearest) <= 1e-9 * max(1, abs(nearest)))
            #expect(abs(Double(floats[i]) - nearest) <= 1e-2 * max(1, abs(nearest)))
            #expect(Rational(weight: enclosures[i].lower) <= value && value <= Rational(weight: enclosures[i].upper))
        }
    }

    /// A box of inputs instead of a point: every exact value is inside.
    @Test(arguments: 0..<40) func intervalsEncloseBoxes(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.randomPictures(steps: 5, &random)
        let lower = Self.point(network.inputCount, &random)
        let upper = lower.map { $0 + abs(random.eighths(1)) }
        let enclosures = network.output(at: zip(lower, upper).map { OutwardInterval(lower: $0, upper: $1) })
        for k in 0...4 {
            let point = zip(lower, upper).map { Rational(weight: $0 + ($1 - $0) * Double(k) / 4) }
            for (value, enclosure) in zip(network.output(at: point), enclosures) {
                #expect(Rational(weight: enclosure.lower) <= value && value <= Rational(weight: enclosure.upper))
            }
        }
    }

    /// Neurons of layers that patterns may name keep the numbers that the graph gives them.
    @Test(arguments: 0..<40) func layersHaveTheNumbersOfTheGraph(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.randomPictures(steps: 6, &random)
        let graph = AffineReLUGraph(network)
        let point = Self.point(network.inputCount, &random).map { Rational(weight: $0) }
        let numbered = graph.preActivations(at: point)
        for layer in network.reluLayers {
            let elements = (0..<layer.width).map { TensorElement(value: layer.preActivation, index: $0) }
            #expect(network.reading(elements, at: point).elements == Array(numbered[layer.neurons]))
        }
    }

    @Test func convolutionAlongALine() {
        var sketch = NetworkSketch(inputs: 4)
        let convolution = Convolution(
            inputChannels: 1, outputChannels: 1, groups: 1, vertical: WindowAxis(input: 1, output: 1, kernel: 1),
            horizontal: WindowAxis(input: 4, output: 2, kernel: 3, stride: 2, padding: 1),
            kernel: Matrix(rows: 1, columns: 3, values: [1, 10, 100]))
        sketch.convolution(0, ConvolutionLayer(convolution, bias: [0.5]))
        #expect(sketch.network.output(at: [1.0, 2, 3, 4]) == [210.5, 432.5])
    }

    @Test func transposedConvolutionAlongALine() {
        var sketch = NetworkSketch(inputs: 2)
        let convolution = Convolution(
            inputChannels: 1, outputChannels: 1, groups: 1, vertical: WindowAxis(input: 1, output: 1, kernel: 1),
            horizontal: WindowAxis(input: 4, output: 2, kernel: 2, stride: 2),
            kernel: Matrix(rows: 1, columns: 2, values: [1, 10]))
        sketch.convolution(0, ConvolutionLayer(convolution, isTransposed: true, bias: nil))
        #expect(sketch.network.output(at: [2.0, 3]) == [2, 20, 3, 30])
    }

    @Test func clipIsTwoReLUs() {
        var sketch = NetworkSketch(inputs: 3)
        let clip = PiecewiseLinear(
            breakpoints: [0, 6],
            lines: [.init(slope: 0, intercept: 0), .init(slope: 1, intercept: 0), .init(slope: 0, intercept: 6)])
        sketch.activation(0, Activation(clip, count: 3))
        let network = sketch.network
        #expect(network.output(at: [-1.0, 2, 9]) == [0, 2, 6])
        #expect(AffineReLUGraph(network).neuronCount == 6)
        #expect(network.homogeneity == .biased(nodes: ["n1"]))
    }

    @Test func greatestOfThreeTakesTwoReLUs() {
        var sketch = NetworkSketch(inputs: 3)
        sketch.extremum(0, Extremum(.greatest, of: [[0, 1, 2]]))
        let network = sketch.network
        #expect(network.output(at: [1.0, 3, 2]) == [3])
        #expect(AffineReLUGraph(network).neuronCount == 2)
        #expect(network.homogeneity == .biasFree)
    }

    /// Scale, offset and both branches of a sum become one node with two convolutions.
    @Test func normalisationsAndSumsJoin() {
        var sketch = NetworkSketch(inputs: 4)
        func layer(_ weights: [Double]) -> ConvolutionLayer {
            ConvolutionLayer(
                Convolution(
                    inputChannels: 1, outputChannels: 1, groups: 1,
                    vertical: WindowAxis(input: 1, output: 1, kernel: 1),
                    horizontal: WindowAxis(input: 4, output: 4, kernel: 3, padding: 1),
                    kernel: Matrix(rows: 1, columns: 3, values: weights)), bias: [0.25])
        }
        let left = sketch.convolution(0, layer([1, 2, 3]))
        let normalised = sketch.offset(
            sketch.scale(left, [0.5, 0.5, 0.5, 0.5], divides: false), [1, 1, 1, 1])
        let right = sketch.convolution(0, layer([-1, 0, 1]))
        sketch.relu(sketch.sum([normalised, right]))
        let graph = AffineReLUGraph(sketch.network)
        #expect(graph.nodes.count == 4)
        guard case .affine(let terms, let bias) = graph.nodes[1].kind else {
            Issue.record("no affine node")
            return
        }
        #expect(bias == [1.375, 1.375, 1.375, 1.375])
        let kernels = terms.map { if case .convolution(let c) = $0.map { c.kernel.values } else { [Double]() } }
        #expect(kernels == [[0.5, 1, 1.5], [-1, 0, 1]])
    }

    /// Factors with more digits than a float32: their products with the kernel would be rounded.
    @Test func inexactProductsStayApart() {
        var sketch = NetworkSketch(inputs: 1)
        let third = sketch.affine(0, [[1.0 / 3]], bias: nil)
        sketch.scale(third, [1.0 / 3], divides: false)
        #expect(AffineReLUGraph(sketch.network).nodes.count == 3)
    }
}
