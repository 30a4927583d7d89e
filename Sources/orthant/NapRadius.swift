import ArgumentParser
import Contexts
import DataFiles
import Exact
import Networks
import Patterns
import Properties
import Queries
import Reports
import Verification

/// `orthant nap radius`: what a pattern adds to the radius that can be proved around a row.
struct NapRadius: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "radius",
        abstract: "Find the largest certified radius around rows, with a pattern and without.",
        discussion: """
            The class of the pattern is to be best at every input of the domain within the radius, and at those of them \
            that follow the pattern. Radii are halved between 0 and --to until two are no further apart than --resolution; \
            each of the two searches has --timeout. The ratio is that of the two proved radii.
            """)

    static let examples = [
        "orthant nap radius --network M.onnx --nap mined/class-3.nap --images my-data.npz --labels labels --row 7",
        "orthant nap radius --network M.onnx --nap 3.nap --images my-data.npz --row 7 --row 9 --domain 0,1 --json",
    ]

    @OptionGroup var model: PatternNetworkArgument

    @Option(help: ArgumentHelp("NAP file", valueName: "file"))
    var nap: String

    @OptionGroup var data: DataArguments

    @Option(name: .customLong("row"), help: ArgumentHelp("a row of --images; may be repeated", valueName: "k"))
    var rows: [Int]

    @Option(help: ArgumentHelp("LO,HI: the range of every input, exact (default 0,1)", valueName: "range"))
    var domain = "0,1"

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp("the class that must be best (default that of the NAP file)", valueName: "n"))
    var target: Int?

    @Option(help: ArgumentHelp("the largest radius asked about (default HI - LO)", valueName: "r"))
    var to: String?

    @Option(help: ArgumentHelp("how near the ends are to be found (default --to / 1024)", valueName: "r"))
    var resolution: String?

    @OptionGroup(visibility: .hidden) var classArguments: ClassArguments

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup(visibility: .hidden) var search: SearchArguments
    @OptionGroup(visibility: .hidden) var colour: ColourArgument

    func run() throws {
        let options = try SourcedOptions.chosen(search, timeout).options
        let rule = try classArguments.rule()
        let range = try PatternDomain(domain)
        let to = try positive("--to", self.to) ?? (range.upper - range.lower)
        guard to > .zero else { throw UsageError.badOption(name: "--domain", value: domain, range: "LO below HI") }
        let resolution = try positive("--resolution", self.resolution) ?? to / 1024
        let opened = try model.open()
        let document = try opened.pattern(at: nap)
        let target = try PatternClaimArguments.target(target ?? document.target, opened)
        let set = try data.dataSet(for: opened.network)
        let box = range.box(opened.network.inputCount)
        let centers = try rows.map { try center($0, set, box) }
        let claim = Claim(region: .box(box), unsafe: rule.beaten(target, of: opened.network.outputCount))
        let radius = PatternRadius(
            try Query.lowered(claim, on: opened.network)[0], evaluator: PhaseEvaluator(opened.network, decision: rule),
            resolution: resolution)
        let whole = Limits()
        let interruption = Interruption(stopping: whole)
        defer { withExtendedLifetime(interruption) {} }
        let found = try zip(rows, centers).map { row, center in
            let findings = try radius.run(around: center, document.pattern, upTo: to) {
                let limits = options.limits(deadline: .now + .seconds(options.timeout), partOf: whole)
                return Context(options: options, limits: limits)
            }
            return PatternRadiusReport.Row(
                row: row, label: set.label(row), findings, layers: opened.layers, options)
        }
        let report = PatternRadiusReport(
            network: opened.model, file: nap, class: target, size: document.pattern.size, domain: domain,
            data: set.name, rows: found)
        Terminal.result(json ? try JSONText.of(report) : report.text)
        if whole.stop != nil { throw ExitStatus.interrupted }
        throw report.isDecided ? ExitStatus.holds : .unknown
    }

    /// The row, which must be in the domain: else no radius says anything about it.
    private func center(_ row: Int, _ set: DataSet, _ box: Box) throws -> [Rational] {
        try DataArguments.checkRow(row, of: set)
        let point = try set.point(row)
        guard let input = point.indices.first(where: { box.distance(to: point[$0], at: $0) > .zero }) else {
            return point
        }
        throw UsageError.rowOutsideDomain(
            row: row, domain: domain, radius: nil, input: input, value: point[input].text)
    }

    private func positive(_ name: String, _ text: String?) throws(UsageError) -> Rational? {
        guard let text else { return nil }
        guard let value = Rational(text: text[...]), value > .zero else {
            throw .badOption(name: name, value: text, range: "a number above 0")
        }
        return value
    }
}
