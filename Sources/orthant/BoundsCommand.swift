import ArgumentParser
import Contexts
import Networks
import Properties
import Queries
import Reports
import Verification

/// `orthant bounds`: sound bounds of the outputs over the region of a property.
struct BoundsCommand: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounds",
        abstract: "Print sound bounds of each output and of each unsafe row, per method.",
        discussion: """
            An unsafe row whose slack is negative on the whole region excludes its alternative.
            """)

    static let examples = [
        "orthant bounds specs/digits-ball-holds.vnnlib --network models/digits.onnx",
        "orthant bounds specs/toy-xor-holds.vnnlib --network models/toy-xor.onnx --json",
    ]

    @Argument(help: "property file (.vnnlib, .vnnlib.gz)")
    var query: String

    @Option(help: NetworkArgument.help)
    var network: NetworkArgument

    @Flag(help: "print one JSON document: a list of cases")
    var json = false

    func run() throws {
        let problem = try Problem(property: query, network: network)
        for warning in problem.warnings { Terminal.error("warning: \(warning)") }
        let summaries = problem.query.cases.indices.map { summary(of: problem.query, case: $0) }
        if json {
            Terminal.result(try JSONText.of(summaries))
            return
        }
        let texts = summaries.enumerated().map { summaries.count == 1 ? $1.text : "case \($0)\n\n\($1.text)" }
        Terminal.result(texts.joined(separator: "\n\n"))
    }

    private func summary(of query: Query, case index: Int) -> BoundsSummary {
        let methods = [false, true].map { OutputBounds(query, caseIndex: index, backward: $0) }
        func range(_ range: OutputBounds.Range) -> BoundsSummary.Range {
            BoundsSummary.Range(lower: range.lower, upper: range.upper)
        }
        let outputs = (0..<query.network.outputCount).map { j in
            BoundsSummary.Line(name: "Y_\(j)", ranges: methods.map { range($0.outputs[j]) })
        }
        let rows = methods[0].slacks.indices.map { r in
            BoundsSummary.Line(
                name: methods[0].slacks[r].row.description, ranges: methods.map { range($0.slacks[r].range) })
        }
        return BoundsSummary(caseIndex: index, methods: ["interval", "backward"], outputs: outputs, unsafeRows: rows)
    }
}
