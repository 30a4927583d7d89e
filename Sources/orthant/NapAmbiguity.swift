import ArgumentParser
import Contexts
import Exact
import Networks
import Patterns
import Properties
import Queries
import Reports
import Verification

/// `orthant nap ambiguity`: can an input follow two patterns?
struct NapAmbiguity: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "ambiguity",
        abstract: "Find out for each pair of patterns whether some input of a domain follows both.",
        discussion: """
            Two patterns that want a neuron in different phases share no input in the strict reading, in which 0 is \
            inactive: 'conflict'. Of other pairs the closed regions are proved disjoint, or an input of both is shown, \
            checked in the strict reading. --closed asks about pairs with a conflict too: their closed regions may meet \
            where a pre-activation is 0. Exit codes: 0 all pairs disjoint, 1 some pair shares an input, 3 unknown.
            """)

    static let examples = [
        "orthant nap ambiguity --network M.onnx --naps mined --domain 0,1",
        "orthant nap ambiguity --network M.onnx --naps mined --domain 0,1 --timeout 5 --json",
    ]

    @OptionGroup var model: PatternNetworkArgument

    @Option(help: ArgumentHelp("folder of NAP files, or a file; may be repeated", valueName: "dir"))
    var naps: [String]

    @Option(help: ArgumentHelp("LO,HI: the range of every input, exact", valueName: "range"))
    var domain: String

    @Flag(help: "decide the closed regions of pairs with a conflict too")
    var closed = false

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup var search: SearchArguments
    @OptionGroup var colour: ColourArgument

    func run() throws {
        let options = try SourcedOptions.chosen(search, timeout)
        let box = try PatternDomain(domain)
        let opened = try model.open()
        let files = try opened.patterns(at: naps)
        guard files.count > 1 else {
            throw UsageError.badOption(
                name: "--naps", value: naps.joined(separator: " "), range: "at least two NAP files, or a folder of them"
            )
        }
        let whole = Limits()
        let interruption = Interruption(stopping: whole)
        defer { withExtendedLifetime(interruption) {} }
        let base = Claim(region: .box(box.box(opened.network.inputCount)), unsafe: .all([]))
        let query = try Query.lowered(base, on: opened.network)[0]
        let matrix = AmbiguityMatrix(
            query: query, patterns: files.map(\.document.pattern), decidesConflicts: closed)
        let findings = matrix.run { Self.context(options, whole) }
        let report = AmbiguityReport(network: opened.model, files, findings, layers: opened.layers)
        Terminal.result(json ? try JSONText.of(report) : report.text)
        if whole.stop != nil { throw ExitStatus.interrupted }
        throw report.hasSharedInput ? ExitStatus.violated : report.isDecided ? .holds : .unknown
    }

    private static func context(_ options: SourcedOptions, _ whole: Limits) -> Context {
        let limits = options.options.limits(deadline: .now + .seconds(options.options.timeout), partOf: whole)
        return Context(options: options.options, limits: limits)
    }
}
