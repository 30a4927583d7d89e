import ArgumentParser
import Contexts
import Networks
import Queries
import Reports
import Verification

/// `orthant verify`: one property, one network, one answer.
struct Verify: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove or refute a property; print the verdict and the counterexample.",
        discussion: """
            With --network NAME=MODEL the answer is the one of the VNN-LIB 2.0 command-line standard: sat \
            (violated), unsat (holds), unknown or timed-out, and after sat the values of all variables. With \
            --network MODEL it is written for people, and with --json for programs.
            """)

    static let examples = [
        "orthant verify specs/digits-ball-holds.vnnlib --network models/digits.onnx",
        "orthant verify specs/toy-xor-holds.vnnlib --network f=models/toy-xor.onnx",
    ]

    @Argument(help: "property file (.vnnlib, .vnnlib.gz)")
    var query: String

    @Option(help: NetworkArgument.help)
    var network: NetworkArgument

    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup var search: SearchArguments

    @Flag(help: "print one JSON document")
    var json = false

    @Flag(name: .shortAndLong, help: "print the verdict only")
    var quiet = false

    @Flag(name: .shortAndLong, help: "print stages on stderr and all values (-vv: more)")
    var verbose: Int

    func run() throws {
        var options = Options()
        try search.apply(to: &options)
        try timeout.apply(to: &options)
        let problem = try Problem(property: query, network: network)
        let limits = Limits(deadline: Orthant.start + .seconds(options.timeout))
        let interruption = Interruption(stopping: limits)
        let context = Context(options: options, limits: limits, log: Terminal.log(level: verbose))
        // The interchange form has no word for it.
        let vacuity: VacuityCheck = network.name == nil || json ? .included : .leftOut
        let verifier = Verifier(query: problem.query, context: context, vacuity: vacuity)
        let answer = withExtendedLifetime(interruption) { verifier.run() }
        Terminal.result(try text(of: answer, problem, options))
        throw ExitStatus(answer.verdict)
    }

    private func text(of answer: Answer, _ problem: Problem, _ options: Options) throws -> String {
        if json {
            return try JSONText.of(
                VerdictDocument(
                    answer, network: network.path, property: query, options: options, warnings: problem.warnings))
        }
        if network.name != nil {
            let text = answer.standardText(assignment: problem.assignment)
            return quiet ? String(text.prefix { $0 != "\n" }) : text
        }
        if quiet { return answer.verdict.word }
        return peopleText(of: answer, problem, options)
    }

    private func peopleText(of answer: Answer, _ problem: Problem, _ options: Options) -> String {
        let headline = answer.headline(options: options, style: Terminal.style)
        guard case .violated(let witness) = answer.verdict else {
            let region = answer.vacuity?.text(
                elementType: problem.network.elementType, options: options, isComplete: verbose > 0)
            return [headline, region].compactMap(\.self).joined(separator: "\n\n")
        }
        let counterexample = CounterexampleText(witness, of: problem.query)
        var parts = [headline, counterexample.summary]
        let pictures = counterexample.pictures
        if let pictures { parts.append(pictures) }
        // A picture says what the numbers say; they are one -v away.
        if pictures == nil || verbose > 0 {
            parts.append("input\n" + counterexample.inputs(isComplete: verbose > 0))
        }
        parts.append("output\n" + counterexample.outputs(isComplete: verbose > 0))
        return parts.joined(separator: "\n\n")
    }
}
