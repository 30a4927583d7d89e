import Foundation
import ModelReading
import Networks
import Testing

@Suite struct OperatorReferenceTests {
    private var path: URL {
        (0..<3).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
            .appending(path: "docs/operators.md")
    }

    /// `make docs` writes the file.
    @Test func committedTableIsThatOfTheProgram() throws {
        #expect(try String(contentsOf: path, encoding: .utf8) == OperatorReference.text)
    }

    /// Every operator that is said to be read occurs in a fixture with the outputs of onnxruntime.
    @Test func everyOperatorHasAFixture() throws {
        var seen: Set<String> = []
        for model in Fixtures.models where model.hasSuffix(".onnx") {
            let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: Fixtures.path(model))), as: UTF8.self)
            for name in ModelReading.supportedOperators where text.contains(name) { seen.insert(name) }
        }
        #expect(seen == Set(ModelReading.supportedOperators))
    }

    @Test(arguments: ["Softmax", "LogSoftmax"]) func lastNormalisationIsNoted(kind: String) throws {
        for opset in [11, 13] {
            let network = try ModelReading.network(at: Fixtures.path("\(kind.lowercased())-opset\(opset).onnx"))
            #expect(network.outputNormalisations.map(\.kind.rawValue) == [kind])
            #expect(network.outputNormalisations.map(\.node) == ["s"])
            #expect(network.outputNormalisations.map(\.outputs) == [Set(0..<network.outputCount)])
        }
    }

    /// The kernel stays a kernel, and a last limit of 0 is a ReLU that patterns may name.
    @Test func operatorsKeepTheirStructure() throws {
        let network = try ModelReading.network(at: Fixtures.path("residual-conv.onnx"))
        #expect(network.nodes.count { if case .convolution = $0.operator { true } else { false } } == 4)
        #expect(try ModelReading.network(at: Fixtures.path("clip-opset9-open.onnx")).reluLayers.count == 1)
        #expect(try ModelReading.network(at: Fixtures.path("clip-relu6.onnx")).reluLayers.isEmpty)
    }
}
