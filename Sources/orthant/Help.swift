import ArgumentParser
import Contexts

/// A command whose help ends with lines to copy.
protocol ExemplifiedCommand: ParsableCommand {
    static var examples: [String] { get }
}

/// Help texts and usage errors in the house style, around what the argument parser makes.
enum Help {
    static let commands: [any ExemplifiedCommand.Type] = [
        Verify.self, Falsify.self, Radius.self, SpecCommand.self, ReplayCommand.self, BoundsCommand.self, Inspect.self,
        ConeCommand.self, DataCommand.self, Nap.self, Export.self,
        Demo.self, VNNComp.self, Supports.self, Config.self, Completions.self, Manual.self, VersionCommand.self,
    ]

    /// The commands that the words in front name, outermost first, and the first word that names none where one should.
    struct Path {
        var names = ["orthant"]
        var command: any ExemplifiedCommand.Type = Orthant.self
        var stranger: String?

        /// Looks at the words up to the first option. A command with subcommands takes no other arguments.
        init(_ words: some Sequence<String>) {
            for word in words {
                let inner = command.subcommands
                if inner.isEmpty || word.hasPrefix("-") { return }
                guard let next = inner.first(where: { $0.allNames.contains(word) }) else {
                    stranger = word
                    return
                }
                names.append(word)
                command = next
            }
        }

        var text: String { names.joined(separator: " ") }
    }

    /// Throws when a word stands where a command should and is none. The parser would only call it unexpected.
    static func checkCommand(in arguments: [String]) throws(UsageError) {
        let path = Path(words(arguments))
        guard let word = path.stranger else { return }
        let known = path.command.subcommands.flatMap { $0.allNames }
        throw .unknownCommand(
            name: word, parent: path.text, suggestion: NearestName.to(word, among: known))
    }

    /// The help text that the parser made for these arguments, with the examples of its command.
    static func text(_ text: String, arguments: [String]) -> String {
        guard text.hasPrefix("OVERVIEW") else { return text }
        let body = text.hasSuffix("\n") ? text : text + "\n"
        let examples = Path(words(arguments)).command.examples
        return "\(body)\nEXAMPLES:\n" + examples.map { "  \($0)" }.joined(separator: "\n")
    }

    /// What to call for the help that fits these arguments.
    static func call(for arguments: [String]) -> String {
        "\(Path(words(arguments)).text) --help"
    }

    /// `help X` is about the same words as `X --help`.
    private static func words(_ arguments: [String]) -> ArraySlice<String> {
        arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    }
}

extension ExemplifiedCommand {
    /// The commands inside this one, in the order of its help.
    static var subcommands: [any ExemplifiedCommand.Type] {
        configuration.subcommands.compactMap { $0 as? any ExemplifiedCommand.Type }
    }

    /// The name of the command and its other names.
    fileprivate static var allNames: [String] {
        [configuration.commandName].compactMap(\.self) + configuration.aliases
    }
}
