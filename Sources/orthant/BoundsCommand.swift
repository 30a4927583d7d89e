import ArgumentParser
import Contexts
import Queries
import Reports
import Verification

/// `orthant bounds`: sound bounds of the outputs over the region of a property.
struct BoundsCommand: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounds",
        abstract: "Print sound bounds of outputs and unsafe rows.",
        discussion: """
            A counterexample meets all rows of one alternative. Where the least value of a row's left-hand side is \
            above its right-hand side, no input reaches that alternative.
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

    @OptionGroup var colour: ColourArgument

    func run() throws {
        let problem = try Problem(property: query, network: network)
        problem.warn()
        let summaries = problem.query.cases.indices.map {
            BoundsSummary(CaseBounds(problem.query, case: $0), of: problem.query, case: $0)
        }
        if json {
            Terminal.result(try JSONText.of(summaries))
            return
        }
        let texts = summaries.enumerated().map { summaries.count == 1 ? $1.text : "case \($0)\n\n\($1.text)" }
        Terminal.result(texts.joined(separator: "\n\n"))
    }
}
