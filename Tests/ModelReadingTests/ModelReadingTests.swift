import Contexts
import Foundation
import ModelReading
import Networks
import Testing

/// The entry point: formats, names, and what is said to be supported.
@Suite struct ModelReadingTests {
    /// The error line of reading a file with this name and content, without its folder.
    private func error(_ name: String, _ content: [UInt8]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent(name).path
        try Data(content).write(to: URL(fileURLWithPath: path))
        let error = try #require(throws: (any Error).self) { try ModelReading.network(at: path) }
        return try #require(error as? any InputError).line.replacing(folder.path + "/", with: "")
    }

    @Test func missingFile() throws {
        let error = try #require(throws: FileError.self) { try ModelReading.network(at: "/nowhere/m.onnx") }
        #expect(error == .unreadable(path: "/nowhere/m.onnx", reason: "no such file"))
    }

    @Test func unknownFormat() throws {
        #expect(
            try error("model.txt", Array("hello".utf8))
                == "model.txt: error: not a model format known here; give an .onnx, .onnx.gz or .nnet file")
    }

    @Test func contentDecidesWhenTheNameDoesNot() throws {
        let onnx = try Data(contentsOf: URL(fileURLWithPath: Fixtures.path("gemm-opset13.onnx")))
        #expect(try error("model", Array(onnx.prefix(40))).contains("not an ONNX model"))
        #expect(try error("model", Array("// only a comment".utf8)).contains("the header should stand"))
    }

    @Test func notText() throws {
        #expect(try error("bad.nnet", [0xff, 0xfe]).contains("not UTF-8 text"))
    }

    @Test func networkIsNamedAfterItsFile() throws {
        #expect(try ModelReading.network(at: Fixtures.path("zipped.onnx.gz")).name == "zipped")
        #expect(try ModelReading.network(at: Fixtures.path("tiny.nnet")).name == "tiny")
    }

    @Test func nodesKeepTheirNames() throws {
        let network = try ModelReading.network(at: Fixtures.path("residual.onnx"))
        #expect(network.nodes.map(\.sourceOperator) == ["Gemm", "Relu", "Gemm", "Add", "Relu"])
        #expect(network[network.input].name == "x")
        #expect(network[network.output].name == "y")
    }

    /// ReLU layers are counted in file order, whatever order the nodes of a shuffled file stand in.
    @Test func unorderedNodesAreOrdered() throws {
        let network = try ModelReading.network(at: Fixtures.path("unordered.onnx"))
        #expect(network.nodes.map(\.sourceOperator) == ["Gemm", "Relu", "Gemm", "Add", "Relu"])
    }

    @Test func deadNodesAreDropped() throws {
        let network = try ModelReading.network(at: Fixtures.path("dead-branch.onnx"))
        #expect(network.nodes.map(\.sourceOperator) == ["Relu"])
    }

    @Test func alphaJoinsTheWeightsWhenThatIsExact() throws {
        let exact = try ModelReading.network(at: Fixtures.path("gemm-alpha-beta.onnx"))
        #expect(!exact.nodes.contains { if case .scale = $0.operator { true } else { false } })
        let inexact = try ModelReading.network(at: Fixtures.path("gemm-alpha-float64.onnx"))
        #expect(inexact.nodes.contains { if case .scale = $0.operator { true } else { false } })
    }

    @Test func divisionByPowersOfTwoIsMultiplication() throws {
        func divides(_ model: String) throws -> Bool {
            try ModelReading.network(at: Fixtures.path(model)).nodes.contains {
                if case .scale(let scale) = $0.operator { scale.divides } else { false }
            }
        }
        #expect(try !divides("div-right.onnx"))
        #expect(try divides("div-by-three.onnx"))
    }

    @Test func supportedOperatorsAreSorted() {
        let names = ModelReading.supportedOperators
        #expect(names == names.sorted())
        #expect(names.contains("Gemm") && names.contains("Relu"))
        #expect(ModelReading.supportedOpsets == 7...21)
    }
}
