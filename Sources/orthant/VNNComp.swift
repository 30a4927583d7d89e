import ArgumentParser
import Contexts
import Files
import Networks
import Reports
import Verification

/// `orthant vnncomp`: the call of the verification competition.
struct VNNComp: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "vnncomp",
        abstract: "Answer a call of the verification competition.",
        discussion: """
            Writes sat, unsat, unknown or timeout to a results file. The timeout is in seconds from the start of the process; the answer comes a little before it. Exit code \
            0 once the results file is written. Bad input is an error on stderr, exit code 2 and no results file.
            """)

    static let examples = [
        "orthant vnncomp v1 digits models/digits.onnx specs/digits-ball-holds.vnnlib results.txt 60",
        "orthant vnncomp v1 acasxu net.onnx.gz prop_1.vnnlib.gz results.txt 116",
    ]

    /// The one version of the call that exists.
    private static let supportedVersion = "v1"

    @Argument(help: "version of the call, \(supportedVersion)")
    var version: String

    @Argument(help: "benchmark family; it changes nothing")
    var category: String

    @Argument(help: "model file; of several networks a list [('f','a.onnx'),('g','b.onnx')]")
    var model: String

    @Argument(help: "property file")
    var property: String

    @Argument(help: "results file to write")
    var results: String

    @Argument(help: "seconds from the start of the process")
    var timeout: String

    @OptionGroup var search: SearchArguments
    @OptionGroup var colour: ColourArgument

    @Flag(name: .shortAndLong, help: "print stages on stderr (-vv: more)")
    var verbose: Int

    func run() throws {
        guard version == Self.supportedVersion else {
            throw UsageError.protocolVersion(found: version, supported: Self.supportedVersion)
        }
        var sourced = try SourcedOptions.ofEnvironment()
        try search.apply(to: &sourced)
        try sourced.set("timeout", timeout, shownAs: "TIMEOUT")
        let options = sourced.options
        let networks = try NetworkArgument.list(model)
        try FileWriting.checkWritable(results)
        let file = ResultsFile(path: results)
        // Should reading take too long or an engine miss its deadline, the answer still comes in time.
        let lastMoment = Orthant.start + .seconds(options.timeout - Self.margin(of: options.timeout) / 4)
        file.write(timeoutAt: lastMoment)
        let limits = options.limits(
            deadline: Orthant.start + .seconds(options.timeout - Self.margin(of: options.timeout)))
        let problem: Problem
        do {
            problem = try Problem(property: property, networks: networks, limits: limits, isCompetition: true)
        } catch ModelError.stopped(_, let cause), FileError.stopped(_, let cause) {
            try file.write(Answer.stopped(cause, options).competitionText(elementType: .float32))
            return
        }
        problem.warn()
        let interruption = Interruption(stopping: limits)
        let context = Context(options: options, limits: limits, log: Terminal.log(level: verbose))
        let verifier = Verifier(query: problem.query, context: context, vacuity: .leftOut)
        let answer = withExtendedLifetime(interruption) { verifier.run() }
        context.logExpenses()
        try file.write(
            answer.competitionText(elementType: problem.network.elementType, assignment: problem.replayedAssignment))
    }

    /// How long before the timeout the engines must stop: 2 %, at least 0.2 s, never more than half of the time.
    private static func margin(of timeout: Double) -> Double {
        min(max(0.2, timeout * 0.02), timeout / 2)
    }
}
