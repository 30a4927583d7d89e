import ArgumentParser
import Contexts

/// `orthant falsify`: counterexamples, or nothing.
struct Falsify: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "falsify",
        abstract: "Look for counterexamples only; never claim a proof.",
        usage: "orthant falsify <file> ... [--network <model>] [<options>]",
        discussion: """
            Where no counterexample is found the answer is unknown: nothing is proved.
            """)

    static let examples = [
        "orthant falsify specs/digits-ball-violated.vnnlib --network models/digits.onnx",
        "orthant falsify specs/toy-xor-*.vnnlib --network models/toy-xor.onnx --rounds 50",
    ]

    @Argument(help: "specs (.yaml), properties (.vnnlib), - for stdin", completion: .file())
    var file: [String]

    @Option(help: NetworkArgument.help, completion: .file())
    var network: [NetworkArgument] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("attacks on each check, each from other points (default 10)", valueName: "n"))
    var rounds: String?

    @OptionGroup var reading: SpecArguments
    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup var effort: EffortArguments
    @OptionGroup var arguments: RunArguments
    @OptionGroup var colour: ColourArgument

    private static let roundsAllowed = 1...1_000_000

    func run() throws {
        var options = try SourcedOptions.ofEnvironment()
        try effort.apply(to: &options)
        try timeout.apply(to: &options)
        let count = try chosenRounds()
        let checks = try CheckList.checks(in: file, networks: network, reading: reading)
        var run = try CheckRun(checks, .falsify(rounds: count), options: options, arguments: arguments)
        throw try run.run()
    }

    private func chosenRounds() throws(UsageError) -> Int {
        guard let rounds else { return 10 }
        guard let count = Int(rounds), Self.roundsAllowed.contains(count) else {
            let range = "\(Self.roundsAllowed.lowerBound) to \(Self.roundsAllowed.upperBound)"
            throw .badOption(name: "--rounds", value: rounds, range: range)
        }
        return count
    }
}
