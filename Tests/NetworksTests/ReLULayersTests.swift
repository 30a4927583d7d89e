import Exact
import Networks
import TestSupport
import Testing

/// Layers as the network lists them are layers as the graph numbers them.
@Suite struct ReLULayersTests {
    @Test(arguments: 1...40) func layersAgreeWithTheGraph(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.random(&random)
        let graph = AffineReLUGraph(network)
        let layers = network.reluLayers
        #expect(layers.count == graph.reluNodes.count)
        let point = (0..<network.inputCount).map { _ in Rational(weight: random.eighths(2)) }
        let values = graph.values(at: point)
        for (layer, node) in zip(layers, graph.reluNodes) {
            guard case .relu(let source, let first) = graph.nodes[node].kind else {
                Issue.record("node \(node) is no ReLU")
                continue
            }
            #expect(layer.firstNeuron == first.index)
            #expect(layer.width == graph.nodes[node].width)
            let before = (0..<layer.width).map { TensorElement(value: layer.preActivation, index: $0) }
            let after = (0..<layer.width).map { TensorElement(value: layer.activation, index: $0) }
            let reading = network.reading(before + after, at: point)
            #expect(reading.elements == values[source] + values[node])
            #expect(reading.output == network.output(at: point))
        }
    }

    @Test func namesAndCounts() {
        var sketch = NetworkSketch(inputs: 2)
        let first = sketch.relu(sketch.affine(0, [[1, 1], [1, -1], [2, 0]], bias: nil))
        sketch.relu(sketch.affine(first, [[1, 1, 1]], bias: [1]))
        let layers = sketch.network.reluLayers
        #expect(layers.map(\.preActivationName) == ["v1", "v3"])
        #expect(layers.map(\.activationName) == ["v2", "v4"])
        #expect(layers.map(\.neurons) == [0..<3, 3..<4])
        #expect(layers.layer(of: 2) == layers[0])
        #expect(layers.layer(of: 3) == layers[1])
        #expect(layers.layer(of: 4) == nil)
    }

    @Test func readingsInEveryArithmetic() {
        let network = SampleNetworks.xor
        let elements = [1, 0].map { TensorElement(value: network.reluLayers[0].preActivation, index: $0) }
        // At (1, 2): sums 3 and 2, output 3 - 2 * 2.
        #expect(network.reading(elements, at: [Double(1), 2]).elements == [2, 3])
        #expect(network.reading(elements, at: [Float(1), 2]).output == [-1])
        let enclosure = network.reading(elements, at: [1, 2].map { OutwardInterval(weight: $0) })
        #expect(enclosure.elements[0].lower <= 2 && enclosure.elements[0].upper >= 2)
    }
}
