import ArgumentParser
import Contexts
import DataFiles
import Files
import Patterns
import Reports

/// `orthant nap check`: how well patterns fit data.
struct NapCheck: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Count who follows patterns: coverage, precision, order, and which neurons turn rows away.",
        discussion: """
            Coverage is the share of the pattern's class that follows it, precision the share of the class among all \
            followers. An input follows a pattern when wanted active neurons are above 0 and wanted inactive ones are \
            not, in exact arithmetic.
            """)

    static let examples = [
        "orthant nap check --network M.onnx --nap mined/class-3.nap --images my-data.npz --labels labels",
        "orthant nap check --network M.onnx --nap mined --images my-data.npz --labels labels --svg map.svg",
    ]

    @OptionGroup var model: PatternNetworkArgument

    @Option(help: ArgumentHelp("NAP file, or a folder of them; may be repeated", valueName: "file"))
    var nap: [String]

    @OptionGroup var data: DataArguments
    @OptionGroup var classArguments: ClassArguments

    @Flag(help: "measure the distance of each row to the nearest of its class, in three norms (all pairs of rows)")
    var distances = false

    @Option(help: ArgumentHelp("draw which classes follow which pattern", valueName: "file"))
    var svg: String?

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var colour: ColourArgument

    func run() throws {
        let source = try classArguments.source()
        if let svg { try FileWriting.checkWritable(svg) }
        let network = try model.open()
        let patterns = try network.patterns(at: nap)
        let set = try data.dataSet(for: network.network, classesBy: source)
        let threads = try SourcedOptions.ofEnvironment().options.threads
        let evaluator = PhaseEvaluator(network.network, decision: try classArguments.rule())
        let rows = try evaluator.evaluate(set, threads: threads)
        let measured = distances ? try self.measured(patterns, set, rows, source, threads) : nil
        let report = PatternCheckReport(network: network.model, patterns, rows, source, distances: measured)
        if let svg { try FileWriting.write(report.drawing, to: svg) }
        Terminal.result(json ? try JSONText.of(report) : report.text)
    }

    /// The distances within the classes of the patterns.
    private func measured(
        _ patterns: [(file: String, document: NAPDocument)], _ set: DataSet, _ rows: EvaluatedData,
        _ source: LabelSource, _ threads: Int
    ) throws -> [ClassDistances] {
        try Set(patterns.compactMap(\.document.target)).sorted().compactMap { label in
            let members = rows.rows.indices.filter { rows.rows[$0].classification(source) == label }
            return try ClassDistances(set, rows: members, label: label, threads: threads)
        }
    }
}
