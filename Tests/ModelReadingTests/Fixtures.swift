import Foundation

/// The model files beside these tests; see their README.
enum Fixtures {
    static let folder = Bundle.module.resourceURL?.appendingPathComponent("Fixtures").path ?? "Fixtures"

    /// The models with reference outputs: every `NAME.json` has one.
    static let models: [String] =
        files(in: folder, suffix: ".onnx") + files(in: folder, suffix: ".onnx.gz") + ["tiny.nnet"]

    static let badModels: [String] = files(in: folder + "/bad", suffix: ".onnx")

    private static func files(in folder: String, suffix: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(suffix) }.sorted()
    }

    static func path(_ name: String) -> String { "\(folder)/\(name)" }
}

/// What onnxruntime computes for a fixture.
struct Reference: Decodable {
    let input: [[Double]]
    let output: [[Double]]
    let inputShape: [Int]?
    let outputShape: [Int]?

    /// The reference of a model file.
    init(of model: String) throws {
        let stem = model.replacing(".onnx.gz", with: "").replacing(".onnx", with: "")
        let data = try Data(contentsOf: URL(fileURLWithPath: Fixtures.path(stem + ".json")))
        self = try JSONDecoder().decode(Reference.self, from: data)
    }
}
