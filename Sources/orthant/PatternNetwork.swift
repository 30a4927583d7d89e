import ArgumentParser
import Contexts
import DataFiles
import Digests
import Files
import Foundation
import ModelReading
import Networks
import Patterns
import Reports

/// `--network` of the commands about patterns: one model.
struct PatternNetworkArgument: ParsableArguments {
    @Option(help: ArgumentHelp("model file (.onnx, .onnx.gz, .nnet)", valueName: "model"))
    var network: String

    /// Reads the model. Throws ``InputError``s.
    func open() throws -> PatternNetwork { try PatternNetwork(at: network) }
}

/// A network with the digest of its file, to which patterns are bound.
struct PatternNetwork {
    let path: String
    let network: Network
    let digest: String

    init(at path: String) throws {
        guard !path.isEmpty else { throw UsageError.emptyNetworkPath(text: path) }
        self.path = path
        network = try ModelReading.network(at: path)
        digest = try SHA256Digest.ofFile(at: path)
    }

    var layers: [ReLULayer] { network.reluLayers }

    /// The pattern in a file. Throws as ``NAPDocument/read(at:network:digest:)`` does.
    func pattern(at path: String) throws -> NAPDocument {
        try NAPDocument.read(at: path, network: network, digest: digest)
    }

    /// The patterns of files, each a `.nap` file or a folder of them.
    func patterns(at paths: [String]) throws -> [(file: String, document: NAPDocument)] {
        try paths.flatMap { path in
            try Self.files(at: path).map { (file: $0, document: try pattern(at: $0)) }
        }
    }

    /// The `.nap` files of a folder by name, numbers in them by value; or the file itself.
    private static func files(at path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [path]
        }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
            $0.hasSuffix(".nap")
        }
        guard !names.isEmpty else { throw PatternError.noPatterns(folder: path) }
        let sorted = names.sorted { $0.compare($1, options: [.numeric]) == .orderedAscending }
        return sorted.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
    }

    /// For reports.
    var model: MiningReport.Model {
        MiningReport.Model(
            path: path, sha256: digest, layers: layers.count, neurons: layers.reduce(0) { $0 + $1.width })
    }
}

/// How the classes of rows are found.
struct ClassArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "dataset or prediction: what says the class of a row (default dataset)", valueName: "source"),
        completion: .list(LabelSource.allCases.map(\.rawValue)))
    var labelSource: String?

    @Option(
        help: ArgumentHelp("argmax or argmin: which output is the predicted class (default argmax)", valueName: "rule"),
        completion: .list(ClassDecision.allCases.map(\.rawValue)))
    var decision: String?

    func source() throws(UsageError) -> LabelSource {
        try Self.choice("--label-source", labelSource, LabelSource.self) ?? .dataset
    }

    func rule() throws(UsageError) -> ClassDecision { try Self.rule(decision) }

    static func rule(_ text: String?) throws(UsageError) -> ClassDecision {
        try choice("--decision", text, ClassDecision.self) ?? .argmax
    }

    private static func choice<T: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ text: String?, _ type: T.Type
    ) throws(UsageError) -> T? {
        guard let text else { return nil }
        guard let value = T(rawValue: text) else {
            throw .badOption(name: name, value: text, range: T.allCases.map(\.rawValue).joined(separator: " or "))
        }
        return value
    }
}

extension DataArguments {
    /// The data set with labels where these say what the classes are, and with or without them where predictions do.
    func dataSet(for network: Network, classesBy source: LabelSource) throws -> DataSet {
        source == .dataset ? try labelledSet(for: network) : try dataSet(for: network)
    }
}
