import ArgumentParser
import Contexts
import DataFiles
import Exact
import Files
import ModelReading
import Networks
import Patterns
import Reports

/// `orthant cone contrast`: accuracy against contrast.
struct ConeContrast: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "contrast",
        abstract: "Show the accuracy of a network, or of twins, on dimmed inputs.",
        usage: "orthant cone contrast --network <model> --images <file> --labels <where> [<options>]",
        discussion: """
            Every point is multiplied by every contrast and classified in exact arithmetic; a tie counts as wrong.
            """)

    static let examples = [
        "orthant cone contrast --network models/digits.onnx --images models/digits-test.npz --labels labels",
        "orthant cone contrast --network models/digits-conv.onnx --images models/digits-test.npz --labels labels",
    ]

    @Option(help: ArgumentHelp("model file (.onnx, .onnx.gz, .nnet)", valueName: "model"))
    var network: String

    @Option(name: .customLong("network2"), help: ArgumentHelp("a second model beside it", valueName: "model"))
    var second: String?

    @OptionGroup var data: DataArguments

    @Option(parsing: .unconditional, help: ArgumentHelp("the first rows only", valueName: "rows"))
    var first: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("factors (default 1,1/4,1/10,1/100,1/1000)", valueName: "list"))
    var contrasts: String?

    @OptionGroup var decision: DecisionArgument

    @Option(help: ArgumentHelp("write a drawing to this file", valueName: "file"))
    var svg: String?

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var colour: ColourArgument

    func run() throws {
        if let svg { try FileWriting.checkWritable(svg) }
        let factors = try factors()
        let rule = try decision.rule()
        var counts = [[Int]](repeating: [], count: factors.count)
        var names: [String] = []
        var total = 0
        for path in [network, second].compactMap(\.self) {
            let model = try ModelReading.network(at: path)
            let set = try data.labelledSet(for: model)
            total = try DataArguments.rowCount(first, of: set)
            names.append(path)
            let correct = try ExactAccuracy(model, rule).correct(in: set, first: total, scaledBy: factors)
            for (index, count) in correct.enumerated() { counts[index].append(count) }
        }
        let summary = ContrastSummary(
            networks: names, data: data.images ?? "", points: total, contrasts: factors, correct: counts)
        if let svg { try FileWriting.write(summary.drawing, to: svg) }
        Terminal.result(json ? try JSONText.of(summary) : summary.text)
    }

    private func factors() throws(UsageError) -> [Rational] {
        try ConeNumbers.list(
            "--contrasts", contrasts ?? "1,1/4,1/10,1/100,1/1000", isAllowed: { $0 > .zero },
            range: "numbers above 0 with commas between them, such as 1,1/4")
    }
}

/// How many points of a data set have their label as the strictly best output.
struct ExactAccuracy {
    private let graph: AffineReLUGraph
    private let decision: ClassDecision

    init(_ network: Network, _ decision: ClassDecision) {
        graph = AffineReLUGraph(network)
        self.decision = decision
    }

    /// The counts by factor. Cost: one exact evaluation per point and factor.
    func correct(in set: DataSet, first: Int, scaledBy factors: [Rational]) throws(DataError) -> [Int] {
        var points: [[Rational]] = []
        for row in 0..<first { points.append(try set.point(row)) }
        let integers = IntegerGraph(graph, for: Set(points.joined()))
        let origin = [Rational](repeating: .zero, count: graph.inputCount)
        var counts = [Int](repeating: 0, count: factors.count)
        for (row, point) in points.enumerated() {
            var sweep = LineSweep(integers, from: origin, along: point)
            for (index, factor) in factors.enumerated() {
                let outputs = sweep.outputs(at: factor)
                let scores = decision == .argmin ? outputs.map { -$0 } : outputs
                let isBest = scores.indices.allSatisfy {
                    $0 == set.label(row) || scores[$0] < scores[set.label(row) ?? $0]
                }
                if isBest { counts[index] += 1 }
            }
        }
        return counts
    }
}
