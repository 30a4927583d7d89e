import ArgumentParser
import Contexts
import Patterns
import Reports
import SpecReading

/// `orthant nap diff`: two patterns side by side.
struct NapDiff: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two patterns: which is coarser, what each wants alone, where they conflict.",
        discussion: """
            Without --network, layers are told apart by their names in the files. The exit code is 0 when the patterns \
            are equal and 1 when they are not.
            """)

    static let examples = [
        "orthant nap diff mined/class-3.nap mined/class-8.nap",
        "orthant nap diff small.nap mined/class-3.nap --network M.onnx --json",
    ]

    @Argument(help: "NAP file")
    var first: String

    @Argument(help: "NAP file")
    var second: String

    @Option(help: ArgumentHelp("the model of both, whose digest and layers are then checked", valueName: "model"))
    var network: String?

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var colour: ColourArgument

    func run() throws {
        let report: PatternDifference
        if let network {
            let model = try PatternNetwork(at: network)
            report = PatternDifference(
                (first, try model.pattern(at: first).pattern), (second, try model.pattern(at: second).pattern),
                layers: NamedLayer.of(model.layers))
        } else {
            let files = [try NAPFile.read(at: first), try NAPFile.read(at: second)]
            let common = try NamedLayer.common(files)
            report = PatternDifference(
                (first, common.patterns[0]), (second, common.patterns[1]), layers: common.layers)
        }
        Terminal.result(json ? try JSONText.of(report) : report.text)
        if !report.isEqual { throw ExitStatus.violated }
    }
}
