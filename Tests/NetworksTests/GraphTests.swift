import Exact
import Kernels
import Networks
import TestSupport
import Testing

/// The affine-ReLU graph computes the network's function, exactly.
@Suite struct GraphTests {
    @Test(arguments: 1...50)
    func randomNetworksKeepTheirFunction(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.random(&random)
        let graph = AffineReLUGraph(network)
        for _ in 0..<5 {
            let point = (0..<network.inputCount).map { _ in Rational(weight: random.eighths(2)) }
            #expect(graph.output(at: point) == network.output(at: point))
        }
    }

    @Test(arguments: 1...50)
    func everyReLUHasAnAffineNodeOfItsOwn(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let graph = AffineReLUGraph(NetworkSketch.random(&random))
        var sources: Set<Int> = []
        var neurons = 0
        for node in graph.reluNodes {
            guard case .relu(let source, let first) = graph.nodes[node].kind else { continue }
            #expect(graph.nodes[source].isAffine)
            #expect(sources.insert(source).inserted)
            #expect(first == NeuronIndex(neurons))
            neurons += graph.nodes[node].width
        }
        #expect(neurons == graph.neuronCount)
        #expect(graph.nodes[graph.output].isAffine)
    }

    @Test func exactBiasesJoin() {
        var sketch = NetworkSketch(inputs: 1)
        let z = sketch.affine(0, [[2]], bias: [0.5])
        sketch.offset(z, [0.25])
        let graph = AffineReLUGraph(sketch.network)
        #expect(graph.nodes.count == 2)
        guard case .affine(_, let bias) = graph.nodes[graph.output].kind else {
            Issue.record("the output is not affine")
            return
        }
        #expect(bias == [0.75])
    }

    /// 1 + 2^-60 is no Double: the sum of the biases would be rounded.
    @Test func inexactBiasesStayApart() {
        var sketch = NetworkSketch(inputs: 1)
        let z = sketch.affine(0, [[2]], bias: [1])
        sketch.offset(z, [0x1p-60])
        let network = sketch.network
        let graph = AffineReLUGraph(network)
        #expect(graph.nodes.count == 3)
        #expect(graph.output(at: [Rational(3)]) == network.output(at: [Rational(3)]))
    }

    @Test func overflowingBiasesStayApart() {
        var sketch = NetworkSketch(inputs: 1)
        let z = sketch.affine(0, [[1]], bias: [.greatestFiniteMagnitude])
        sketch.offset(z, [.greatestFiniteMagnitude])
        #expect(AffineReLUGraph(sketch.network).nodes.count == 3)
    }

    @Test func biasDoesNotJoinANodeThatIsReadTwice() {
        var sketch = NetworkSketch(inputs: 1)
        let z = sketch.affine(0, [[1]], bias: [0])
        let shifted = sketch.offset(z, [1])
        sketch.sum([z, shifted])
        #expect(AffineReLUGraph(sketch.network).output(at: [Rational(3)]) == [Rational(7)])
    }

    /// An offset of zeros is no node; what follows it must still know that the affine node has other readers.
    @Test func biasDoesNotJoinThroughAnOffsetOfZeros() {
        var sketch = NetworkSketch(inputs: 1)
        let z = sketch.affine(0, [[1]], bias: [0])
        let same = sketch.offset(z, [0])
        let shifted = sketch.offset(same, [1])
        sketch.sum([z, shifted])
        #expect(AffineReLUGraph(sketch.network).output(at: [Rational(3)]) == [Rational(7)])
    }

    @Test func biasDoesNotJoinThroughAReshape() {
        var sketch = NetworkSketch(inputs: 1)
        let z = sketch.affine(0, [[1]], bias: [0])
        let same = sketch.reshape(z)
        let shifted = sketch.offset(same, [1])
        sketch.sum([z, shifted])
        #expect(AffineReLUGraph(sketch.network).output(at: [Rational(3)]) == [Rational(7)])
    }

    /// A third of the input is no float: the division stays a division.
    @Test func divisionIsExact() {
        var sketch = NetworkSketch(inputs: 1)
        sketch.scale(0, [3], divides: true)
        #expect(AffineReLUGraph(sketch.network).output(at: [Rational(1)]) == [Rational(1) / Rational(3)])
    }
}

extension AffineReLUGraph.Node {
    fileprivate var isAffine: Bool {
        if case .affine = kind { true } else { false }
    }
}
