import ArgumentParser
import Contexts
import DataFiles
import Exact
import ModelReading
import Networks
import Patterns
import Reports

/// `orthant cone scale-range`: at which scales of a point a class wins, without a solver.
struct ConeScaleRange: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "scale-range",
        abstract: "Print the exact scales a at which a * x has its class.",
        discussion: """
            Walks from one breakpoint of the network to the next along the ray a * x, a > 0, in exact arithmetic. A tie is \
            no win, so an end where another class comes in is open. With --to-row the line is the segment \
            (1 - s) * x + s * y between two rows.
            """)

    static let examples = [
        "orthant cone scale-range --network models/digits.onnx --images models/digits-test.npz --row 0",
        "orthant cone scale-range --network models/digits.onnx --images models/digits-test.npz --row 0 --to 4",
    ]

    @Option(help: ArgumentHelp("model file (.onnx, .onnx.gz, .nnet)", valueName: "model"))
    var network: String

    @OptionGroup var data: DataArguments

    @Option(parsing: .unconditional, help: "the row of the point, counted from 0")
    var row: Int?

    @Option(parsing: .unconditional, help: ArgumentHelp("the row at the other end of a segment", valueName: "row"))
    var toRow: Int?

    @Option(help: ArgumentHelp("the point instead of a row: NPY, or CSV with one row", valueName: "file"))
    var point: String?

    @Option(
        name: .customLong("class"), parsing: .unconditional,
        help: "the class (default: the label, else the point's own)")
    var winner: Int?

    @OptionGroup var decision: DecisionArgument

    @Option(
        parsing: .unconditional, help: ArgumentHelp("the least scale, included (default: all above 0)", valueName: "a"))
    var from: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("the greatest scale, included (default: no limit)", valueName: "a"))
    var to: String?

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var colour: ColourArgument

    func run() throws {
        let rule = try decision.rule()
        let model = try ModelReading.network(at: network)
        guard model.outputCount > 1 else { throw UsageError.oneOutput(network: model.name) }
        let chosen = try chosenPoint(for: model)
        let line = try line(from: chosen, for: model)
        let graph = IntegerGraph(AffineReLUGraph(model), for: line.base + line.direction)
        var sweep = LineSweep(graph, from: line.base, along: line.direction)
        let scores = sweep.outputs(at: line.home).map { rule == .argmin ? -$0 : $0 }
        let winner = try self.winner(chosen, scores)
        let pieces = sweep.pieces(from: line.lower, to: line.upper).map { rule == .argmin ? $0.negated : $0 }
        let intervals = WinningScales.intervals(of: winner, in: pieces, excludesLower: line.excludesLower)
        let summary = ScaleRangeSummary(
            network: network, point: chosen.name, parameter: line.parameter, line: line.text, class: winner,
            label: chosen.label, intervals: intervals, pieces: pieces.count)
        Terminal.result(json ? try JSONText.of(summary) : summary.text)
    }

    private struct ChosenPoint {
        let values: [Rational]
        let name: String
        let label: Int?
        var data: DataSet?
    }

    private func chosenPoint(for model: Network) throws -> ChosenPoint {
        if let point {
            if let row {
                throw UsageError.badOption(name: "--row", value: String(row), range: "--row or --point, not both")
            }
            let values = try pointInFile(point)
            guard values.count == model.inputCount else {
                throw UsageError.pointSize(data: point, size: values.count, inputs: model.inputCount)
            }
            return ChosenPoint(values: values, name: "'\(point)'", label: nil)
        }
        guard let row else { throw UsageError.missingOption(name: "--row", value: "NUMBER, or --point FILE") }
        let set = data.labels == nil ? try data.dataSet(for: model) : try data.labelledSet(for: model)
        try DataArguments.checkRow(row, of: set)
        return ChosenPoint(
            values: try set.point(row), name: "row \(row) of \(set.name)", label: set.label(row), data: set)
    }

    private func pointInFile(_ path: String) throws -> [Rational] {
        guard try DataFormat(ofFileAt: path) == .csv else { return try ArrayReader.array(at: path).point() }
        let table = try DataSet.csv(name: path, at: path)
        guard table.count == 1 else {
            throw UsageError.badOption(
                name: "--point", value: path, range: "a table with one row, or --images and --row")
        }
        return try table.point(0)
    }

    /// The class asked for, else the label, else the one that wins at the point itself.
    private func winner(_ chosen: ChosenPoint, _ scores: [Rational]) throws(UsageError) -> Int {
        if let winner {
            guard scores.indices.contains(winner) else {
                throw .badOption(
                    name: "--class", value: String(winner), range: "a class from 0 to \(scores.count - 1)")
            }
            return winner
        }
        if let label = chosen.label { return label }
        let greatest = scores.max() ?? .zero
        let best = scores.indices.filter { scores[$0] == greatest }
        guard best.count == 1 else { throw .noWinner(classes: best) }
        return best[0]
    }

    // MARK: The line

    private struct Line {
        let base: [Rational]
        let direction: [Rational]
        let lower: Rational
        let upper: Rational?
        let excludesLower: Bool
        /// Where the point itself is.
        let home: Rational
        let parameter: String
        let text: String
    }

    private func line(from chosen: ChosenPoint, for model: Network) throws -> Line {
        if let toRow { return try segment(from: chosen, to: toRow) }
        let zero = [Rational](repeating: .zero, count: chosen.values.count)
        let least = try from.map { text throws(UsageError) in try ConeNumbers.positive("--from", text, standard: .one) }
        let most = try to.map { text throws(UsageError) in try ConeNumbers.positive("--to", text, standard: .one) }
        if let least, let most, least >= most {
            throw UsageError.badOption(name: "--to", value: most.text, range: "a scale above \(least.text)")
        }
        return Line(
            base: zero, direction: chosen.values, lower: least ?? .zero, upper: most, excludesLower: least == nil,
            home: .one, parameter: "a", text: "a * x")
    }

    private func segment(from chosen: ChosenPoint, to row: Int) throws -> Line {
        for (name, value) in [("--from", from), ("--to", to)] {
            if let value {
                throw UsageError.badOption(name: name, value: value, range: "\(name) or --to-row, not both")
            }
        }
        guard let set = chosen.data else {
            throw UsageError.optionWithout(name: "--to-row", value: String(row), needed: "--images")
        }
        try DataArguments.checkRow(row, of: set, name: "--to-row")
        let other = try set.point(row)
        return Line(
            base: chosen.values, direction: zip(other, chosen.values).map { $0 - $1 }, lower: .zero, upper: .one,
            excludesLower: false, home: .zero, parameter: "s", text: "(1 - s) * x + s * row \(row)")
    }
}
