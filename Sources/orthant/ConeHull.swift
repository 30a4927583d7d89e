import ArgumentParser
import Contexts
import DataFiles
import Exact
import ModelReading
import Networks
import Patterns
import Reports
import Verification

/// `orthant cone hull`: one certificate for many points.
struct ConeHull: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "hull",
        abstract: "Group points under certificates for all their combinations.",
        discussion: """
            Points of one class at which all neurons have the same phases need no solver: every weighted mean of them has \
            their class, and on a bias-free network every sum with positive weights. With --merge, hulls of different \
            patterns are joined as long as the engines prove the joined hull. With --labels, only rows of their own class \
            count.
            """)

    static let examples = [
        "orthant cone hull --network models/digits-nobias.onnx --images models/digits-test.npz --class 7",
        "orthant cone hull --network models/digits-nobias.onnx --images models/digits-test.npz --class 7 --merge",
    ]

    @Option(help: ArgumentHelp("model file (.onnx, .onnx.gz, .nnet)", valueName: "model"))
    var network: String

    @OptionGroup var data: DataArguments

    @Option(parsing: .unconditional, help: ArgumentHelp("the first rows only", valueName: "rows"))
    var first: Int?

    @Option(name: .customLong("class"), parsing: .unconditional, help: "points of this class only")
    var winner: Int?

    @OptionGroup var decision: DecisionArgument

    @Flag(help: "join hulls of different patterns that the engines prove")
    var merge = false

    @Option(
        parsing: .unconditional, help: ArgumentHelp("with --merge: seconds for each hull (default 1)", valueName: "s"))
    var timePerHull: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("with --merge: neighbours tried for each hull (default 8)", valueName: "n"))
    var candidates: String?

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup var colour: ColourArgument

    func run() throws {
        let rule = try decision.rule()
        let model = try ModelReading.network(at: network)
        let set = data.labels == nil ? try data.dataSet(for: model) : try data.labelledSet(for: model)
        if let winner { try ConePoint.checkClass(winner, of: model) }
        let count = try DataArguments.rowCount(first, of: set)
        var points: [[Rational]] = []
        for row in 0..<count { points.append(try set.point(row)) }
        let labels = set.isLabelled ? (0..<count).compactMap { set.label($0) } : nil
        let patterns = PatternHulls(model, for: Set(points.joined()))
        let groups = patterns.groups(points, labels: labels, decision: rule).filter {
            winner == nil || $0.class == winner
        }
        let merging = try merging(model, points, rule)
        let findings = try merging?.run(groups)
        let summary = HullSummary(
            network: network, data: set.name, points: count, isCone: model.homogeneity == .biasFree, groups: groups,
            merged: findings)
        Terminal.result(json ? try JSONText.of(summary) : summary.text)
    }

    private func merging(_ model: Network, _ points: [[Rational]], _ rule: ClassDecision) throws -> HullMerging? {
        let seconds = try ConeNumbers.positive("--time-per-hull", timePerHull, standard: .one)
        let candidates = try ConeNumbers.count("--candidates", self.candidates, standard: 8)
        guard merge else {
            for (name, value) in [("--time-per-hull", timePerHull), ("--candidates", self.candidates)] {
                if let value { throw UsageError.optionWithout(name: name, value: value, needed: "--merge") }
            }
            return nil
        }
        return HullMerging(
            model, points: points, decision: rule, context: try ConeNumbers.context(timeout),
            timePerHull: .seconds(seconds.double(.nearest)), candidates: candidates)
    }
}
