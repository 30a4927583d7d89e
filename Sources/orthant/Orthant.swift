import ArgumentParser
import Contexts

/// The command line: one file per command, and this one, which maps every ending to an exit code.
@main
struct Orthant: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "orthant",
        abstract: "Proves or refutes properties of ReLU networks.",
        discussion: """
            Exit codes: 0 all hold, 1 some violated, 2 bad input or usage, 3 none violated but some unknown, \
            4 internal error, 130 interrupted. Results go to stdout, all else to stderr.
            """,
        version: Product.version,
        subcommands: Help.commands)

    static let examples = [
        "orthant verify specs/digits-ball-holds.vnnlib --network models/digits.onnx",
        "orthant inspect models/digits.onnx",
    ]

    /// Read first, so that deadlines count from the start of the process as nearly as a program can see it.
    static let start = ContinuousClock.now

    @Flag(help: "Show the name of the program.")
    var name = false

    @OptionGroup var colour: ColourArgument

    static func main() {
        _ = start
        Crash.installHandlers()
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            try Help.checkCommand(in: arguments)
            // Like --version, and wherever it stands: the parser would hide it from the commands.
            if arguments.contains("--name") {
                Terminal.result(Product.name)
                return
            }
            var command = try parseAsRoot(arguments)
            try command.run()
        } catch let error as any InputError {
            Terminal.error(error.line)
            ExitStatus.badInput.leave()
        } catch let status as ExitStatus {
            status.leave()
        } catch {
            leave(with: error, arguments)
        }
    }

    /// The endings that the argument parser makes: help and version, usage errors, and anything unforeseen.
    private static func leave(with error: any Error, _ arguments: [String]) -> Never {
        let code = exitCode(for: error)
        if code == .success {
            Terminal.result(Help.text(fullMessage(for: error), arguments: arguments))
            ExitStatus.holds.leave()
        }
        if code == .validationFailure {
            let problem = oneLine(message(for: error))
            let sentence = problem.hasSuffix(".") ? String(problem.dropLast()) : problem
            Terminal.error("error: \(sentence); see '\(Help.call(for: arguments))'")
            ExitStatus.badInput.leave()
        }
        Terminal.error("error: internal: \(oneLine(String(describing: error))); please report it with the files used")
        ExitStatus.internalError.leave()
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
