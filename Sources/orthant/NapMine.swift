import ArgumentParser
import Contexts
import DataFiles
import Exact
import Files
import Networks
import Patterns
import Reports
import SpecReading

/// `orthant nap mine`: the dominant pattern of each class.
struct NapMine: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "mine",
        abstract: "Find for each class the neurons that nearly all of its rows have in one phase.",
        discussion: """
            A neuron is wanted active when at least delta of the rows of its class have it above 0, inactive when at \
            most 1 - delta have. Recall is the share of the class that follows the whole pattern. Files are named \
            class-3.nap, in a folder per delta when there are several.
            """)

    static let examples = [
        "orthant nap mine --network M.onnx --images images.idx --labels labels.idx --scale 1/255 --output mined",
        "orthant nap mine --network my-model.onnx --images my-data.npz --labels labels --delta 0.9,0.95,1",
    ]

    @OptionGroup var model: PatternNetworkArgument
    @OptionGroup var data: DataArguments
    @OptionGroup var held: HeldOutArguments

    @Option(help: ArgumentHelp("above 0.5 to 1, or several, with commas (default 0.95)", valueName: "share"))
    var delta: String?

    @Option(help: ArgumentHelp("1 - delta, from 0 to below 0.5, in place of --delta", valueName: "share"))
    var relax: String?

    @Option(name: .customLong("class"), help: ArgumentHelp("mine this class only; may be repeated", valueName: "n"))
    var classes: [Int] = []

    @Option(
        name: .customLong("row"),
        help: ArgumentHelp("mine from this row of --images only; may be repeated", valueName: "k"))
    var chosenRows: [Int] = []

    @OptionGroup var classArguments: ClassArguments

    @Option(help: ArgumentHelp("write one NAP file per class there", valueName: "dir"), completion: .directory)
    var output: String?

    @Option(help: ArgumentHelp("draw coverage, or recall over several deltas", valueName: "file"))
    var svg: String?

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var colour: ColourArgument

    func run() throws {
        let thresholds = try self.thresholds()
        let source = try classArguments.source()
        if let svg { try FileWriting.checkWritable(svg) }
        let network = try model.open()
        let evaluator = PhaseEvaluator(network.network, decision: try classArguments.rule())
        let threads = try SourcedOptions.ofEnvironment().options.threads
        let mining = try data.dataSet(for: network.network, classesBy: source)
        let test = try held.dataSet(for: network.network, scale: data.scale, classesBy: source)
        for row in chosenRows { try DataArguments.checkRow(row, of: mining) }
        let all = try evaluator.evaluate(mining, threads: threads)
        let rows = chosenRows.isEmpty ? all : all.keeping(Set(chosenRows))
        let labels = try chosenClasses(network.network, of: rows, source)
        let testRows = try test.map { try evaluator.evaluate($0, threads: threads) }
        let counts = try labels.map { label in
            let counts = PhaseCounts(rows, of: label, source)
            guard counts.rows > 0 else { throw PatternError.classWithoutRows(data: mining.name, label: label) }
            return (label: label, counts: counts)
        }
        let mined = thresholds.flatMap { threshold in
            counts.map {
                MinedPattern($0.counts.pattern(at: threshold), of: $0.label, threshold, rows, testRows, source)
            }
        }
        let report = MiningReport(
            network: network.model, data: .init(rows, source), test: testRows.map { .init($0, source) }, source,
            rows: rows.rowCounts(source), mined.map { $0.summary(file: file(of: $0, thresholds)) })
        try write(mined, thresholds, network, source)
        if let svg { try FileWriting.write(report.drawing, to: svg) }
        Terminal.result(json ? try JSONText.of(report) : report.text)
    }

    private func write(
        _ mined: [MinedPattern], _ thresholds: [MiningThreshold], _ network: PatternNetwork, _ source: LabelSource
    ) throws {
        guard let output else { return }
        let files = mined.map { item in
            (
                name: item.name(inFolder: thresholds.count > 1),
                text: item.document(digest: network.digest, source).text(layers: network.layers)
            )
        }
        try FileWriting.write(files, toFolder: output)
    }

    /// Where a pattern is written.
    private func file(of item: MinedPattern, _ thresholds: [MiningThreshold]) -> String? {
        output.map { ($0.hasSuffix("/") ? $0 : $0 + "/") + item.name(inFolder: thresholds.count > 1) }
    }

    /// Least strict first, each once.
    private func thresholds() throws(UsageError) -> [MiningThreshold] {
        if let delta, relax != nil {
            throw .badOption(name: "--delta", value: delta, range: "either --delta or --relax, which is 1 - delta")
        }
        let name = relax == nil ? "--delta" : "--relax"
        let range =
            relax == nil
            ? "numbers above 0.5 and at most 1; from the other end they are --relax, 1 - delta"
            : "numbers from 0 to below 0.5; from the other end they are --delta, 1 - relax"
        var thresholds: [MiningThreshold] = []
        for part in (relax ?? delta ?? "0.95").split(separator: ",", omittingEmptySubsequences: false) {
            let number = Rational(text: part.drop { $0 == " " })
            guard let number, let threshold = MiningThreshold(delta: relax == nil ? number : .one - number) else {
                throw .badOption(name: name, value: String(part), range: range)
            }
            if !thresholds.contains(threshold) { thresholds.append(threshold) }
        }
        return thresholds.sorted { $0.delta < $1.delta }
    }

    /// The classes asked for; else all, or with `--row` those of the rows.
    private func chosenClasses(
        _ network: Network, of rows: EvaluatedData, _ source: LabelSource
    ) throws(UsageError) -> [Int] {
        let known = 0..<network.outputCount
        if let stranger = classes.first(where: { !known.contains($0) }) {
            throw .badOption(
                name: "--class", value: String(stranger), range: "a class of the network, 0 to \(known.count - 1)")
        }
        if !classes.isEmpty { return Set(classes).sorted() }
        guard !chosenRows.isEmpty else { return Array(known) }
        return Set(rows.rows.compactMap { $0.classification(source) }).sorted()
    }
}

/// The pattern of one class at one threshold, with who follows it.
private struct MinedPattern {
    let pattern: ActivationPattern
    let threshold: MiningThreshold
    let mining: Following
    let test: Following?
    let data: String

    init(
        _ pattern: ActivationPattern, of label: Int, _ threshold: MiningThreshold, _ rows: EvaluatedData,
        _ testRows: EvaluatedData?, _ source: LabelSource
    ) {
        self.pattern = pattern
        self.threshold = threshold
        mining = Following(of: pattern, label: label, in: rows, source)
        test = testRows.map { Following(of: pattern, label: label, in: $0, source) }
        data = rows.name
    }

    func name(inFolder: Bool) -> String {
        (inFolder ? "delta-\(threshold.delta.text.replacing("/", with: "_"))/" : "") + "class-\(mining.label).nap"
    }

    func summary(file: String?) -> MiningReport.Pattern {
        MiningReport.Pattern(threshold, size: pattern.size, mining: mining, test: test, file: file)
    }

    func document(digest: String, _ source: LabelSource) -> NAPDocument {
        var document = NAPDocument(pattern: pattern, network: digest, target: mining.label)
        document.mined = [
            .init("data", data), .init("rows", String(mining.ownRows)), .init("threshold", threshold.delta.text),
            .init("relax", threshold.relaxation.text), .init("labels", source.rawValue),
            .init("tool", "orthant \(Product.version)"),
        ]
        document.coverage = [
            .init("class", Self.share(mining.own, of: mining.ownRows)),
            .init("others", Self.share(mining.others, of: mining.otherRows)),
        ]
        if let test {
            document.coverage += [
                .init("test_class", Self.share(test.own, of: test.ownRows)),
                .init("test_others", Self.share(test.others, of: test.otherRows)),
            ]
        }
        return document
    }

    /// A share with four digits; 0 of nothing.
    private static func share(_ part: Int, of all: Int) -> String {
        NumberText.fixed(all == 0 ? 0 : Double(part) / Double(all), places: 4)
    }
}
