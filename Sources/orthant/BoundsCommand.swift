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
    var network: [NetworkArgument]

    @Flag(help: "print one JSON document: a list of cases")
    var json = false

    @Flag(name: .shortAndLong, help: "print bounds and an attack's margin on stderr")
    var verbose: Int

    @OptionGroup var colour: ColourArgument

    func run() throws {
        let problem = try Problem(property: query, networks: network)
        problem.warn()
        let context = Context(log: Terminal.log(level: verbose))
        let summaries = problem.query.cases.indices.map { index in
            let bounds = CaseBounds(problem.query, case: index)
            tell(bounds, of: problem.query.cases[index], context.log)
            return BoundsSummary(bounds, of: problem.query, case: index)
        }
        if verbose > 0 { _ = Falsifier(query: problem.query, context: context, rounds: 1).run() }
        if json {
            Terminal.result(try JSONText.of(summaries))
            return
        }
        let texts = summaries.enumerated().map { summaries.count == 1 ? $1.text : "case \($0)\n\n\($1.text)" }
        Terminal.result(texts.joined(separator: "\n\n"))
    }

    /// How far each method's bounds let a point of the case keep away from what is unsafe.
    private func tell(_ bounds: CaseBounds, of problem: Case, _ log: Log) {
        for (method, knowledge) in [(CaseBounds.Method.interval, bounds.interval), (.backward, bounds.backward)] {
            guard let margin = knowledge.margin(of: problem) else { continue }
            log.stage("\(method.rawValue)  bound \(NumberText.lowerBound(margin))")
        }
    }
}
