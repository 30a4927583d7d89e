import ArgumentParser
import Contexts
import Networks
import Queries
import Reports
import Verification

/// `orthant verify`: properties of networks, proved or refuted.
struct Verify: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove or refute properties; print the verdicts.",
        usage: "orthant verify <file> ... [--network <model>] [<options>]",
        discussion: """
            With --network NAME=MODEL, once for each network of a query, answers are in the words of the VNN-LIB 2.0 \
            standard.
            """)

    static let examples = [
        "orthant verify specs/digits-balls.yaml",
        "orthant verify specs/toy-xor-*.vnnlib --network models/toy-xor.onnx --json",
    ]

    @Argument(help: "specs (.yaml), properties (.vnnlib), - for stdin", completion: .file())
    var file: [String]

    @Option(help: NetworkArgument.help, completion: .file())
    var network: [NetworkArgument] = []

    @Option(
        name: [
            .customLong("serialise-assignments"), .customLong("serialize-assignments"), .customLong("assignments"),
        ], help: .hidden, completion: .directory)
    var serialiseAssignments: String?

    @OptionGroup var reading: SpecArguments
    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup var search: SearchArguments
    @OptionGroup var arguments: RunArguments
    @OptionGroup var colour: ColourArgument

    func run() throws {
        let options = try SourcedOptions.chosen(search, timeout)
        if try StandardAnswer.isAsked(network, files: file, arguments) {
            let answer = StandardAnswer(
                query: file[0], networks: network, isQuiet: arguments.quiet, folder: serialiseAssignments)
            throw try answer.run(options.options, verbosity: arguments.verbose)
        }
        let checks = try CheckList.checks(in: file, networks: network, reading: reading)
        var run = try CheckRun(checks, .verify, options: options, arguments: arguments)
        throw try run.run()
    }
}
