import Contexts
import Exact
import ModelReading
import Networks
import Testing

/// Models with several inputs and outputs, and the values inside.
@Suite struct PortTests {
    private static let path = Fixtures.path("ports.onnx")

    @Test func tensorsFollowEachOther() throws {
        let network = try ModelReading.network(at: Self.path)
        #expect(network.inputs.map(\.name) == ["image", "meta"])
        #expect(network.inputs.map(\.shape.dimensions) == [[1, 1, 2, 2], [1, 2]])
        #expect(network.inputs.map(\.range) == [0..<4, 4..<6])
        #expect(network.outputs.map(\.name) == ["scores", "box"])
        #expect(network.outputs.map(\.range) == [0..<2, 2..<6])
        #expect(network.inputCount == 6 && network.outputCount == 6 && network.hidden.isEmpty)
    }

    /// z = (i0 - i2 + 2 i3 + m0/2 + 1/2, i1 + i2 - i3 - m1/2 - 1/4, -i0 + i1 + 2 m0 + m1) at i = (1, 2, 3, 4), m = (5, 6).
    @Test func hiddenValuesAreFound() throws {
        let network = try ModelReading.network(at: Self.path, hidden: ["z", "a", "spare"])
        let names = ["z", "a", "spare"]
        let elements = try names.flatMap { name in
            let value = try #require(network.hidden[name])
            return (0..<network[value].shape.count).map { TensorElement(value: value, index: $0) }
        }
        let reading = network.reading(elements, at: (1...6).map { Rational($0) })
        let z: [Rational] = [9, -9 / 4, 17]
        #expect(reading.elements == z + [9, 0, 17] + [-5, -6])
        #expect(reading.output == [9 + 17 / 2, -17, -1, -2, -3, -4])
    }

    @Test func aSingleInputIsTheNetworks() throws {
        let network = try ModelReading.network(at: Fixtures.path("gemm-opset13.onnx"))
        #expect(network.inputs == [TensorPort(name: "x", shape: network[network.input].shape, first: 0)])
        #expect(network.outputs == [TensorPort(name: "y", shape: network[network.output].shape, first: 0)])
    }

    /// Only the head that the Softmax is on loses anything.
    @Test func normalisationOfOneHead() throws {
        let network = try ModelReading.network(at: Fixtures.path("softmax-heads.onnx"))
        #expect(network.outputNormalisations.map(\.outputs) == [[3, 4, 5]])
    }

    @Test(arguments: [
        ("ports.onnx", "q7", "no node makes a value 'q7'; 'orthant inspect' lists the layers of a model"),
        ("ports.onnx", "sparse", "no node makes a value 'sparse'; did you mean 'spare'?"),
        ("ports.onnx", "image", "no node makes a value 'image'; 'orthant inspect' lists the layers of a model"),
        ("ports.onnx", "w1", "no node makes a value 'w1'; 'orthant inspect' lists the layers of a model"),
        ("softmax-heads.onnx", "p", "value 'p' is the result of a Softmax; speak about the value before it"),
        (
            "folded-constants.onnx", "h",
            "the output 'h' does not depend on the input; give a model that computes something from its input"
        ),
        (
            "tiny.nnet", "z1",
            "the property asks for a value 'z1', and this format has no names; give the model as ONNX"
        ),
    ])
    func whatIsNotThere(model: String, tensor: String, words: String) throws {
        let path = Fixtures.path(model)
        let error = try #require(throws: ModelError.self) { try ModelReading.network(at: path, hidden: [tensor]) }
        #expect(error.line == "\(path): error: \(words)")
    }
}
