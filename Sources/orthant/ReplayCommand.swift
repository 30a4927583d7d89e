import ArgumentParser
import Contexts
import Digests
import Files
import ModelReading
import Networks
import Reports

/// `orthant replay`: a counterexample, judged again.
struct ReplayCommand: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Judge a counterexample again; say why it violates.",
        discussion: """
            Evaluates the network at the counterexample, in exact arithmetic and in floats, and checks the region and \
            every row that a violation meets. Exit code 1 when it still violates, 3 when it does not.
            """)

    static let examples = [
        "orthant verify specs/toy-abs-violated.vnnlib --network models/toy-abs.onnx --counterexamples found",
        "orthant replay found/specs-toy-abs-violated.vnnlib.json",
    ]

    @Argument(help: "file that 'verify --counterexamples' wrote", completion: .file(extensions: ["json"]))
    var counterexample: String

    @Option(help: ArgumentHelp("model file, when it is not where the run had it", valueName: "model"))
    var network: String?

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var colour: ColourArgument

    func run() throws {
        let file = try CounterexampleFile.read(FileReading.data(at: counterexample), file: counterexample)
        let path = network ?? file.network.path
        let model = try ModelReading.network(at: path)
        if let expected = file.network.sha256 {
            let found = try SHA256Digest.ofFile(at: path)
            guard found == expected else {
                throw CounterexampleError.networkChanged(network: path, expected: expected, found: found)
            }
        }
        let replay = try file.replay(on: model, file: counterexample)
        let report = ReplayReport(replay, of: file, elementType: model.elementType)
        Terminal.result(json ? try JSONText.of(report) : report.text(Terminal.style))
        throw report.isViolated ? ExitStatus.violated : .unknown
    }
}
