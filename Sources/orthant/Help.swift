import ArgumentParser
import Contexts

/// A command whose help ends with lines to copy.
protocol ExemplifiedCommand: ParsableCommand {
    static var examples: [String] { get }
}

extension ExemplifiedCommand {
    fileprivate static var name: String? { configuration.commandName }
}

/// Help texts and usage errors in the house style, around what the argument parser makes.
enum Help {
    static let commands: [any ExemplifiedCommand.Type] = [
        Verify.self, VNNComp.self, Inspect.self, BoundsCommand.self, Export.self, DataCommand.self, Demo.self,
    ]

    /// Throws when the first word is neither an option nor a command. The parser would only call it unexpected.
    static func checkCommand(in arguments: [String]) throws {
        guard let word = arguments.first, !word.hasPrefix("-"), word != "help" else { return }
        let names = commands.compactMap { $0.name }
        if names.contains(word) { return }
        let nearest = names.min { distance(word, $0) < distance(word, $1) } ?? ""
        throw UsageError.unknownCommand(name: word, suggestion: distance(word, nearest) <= 2 ? nearest : nil)
    }

    /// The help text that the parser made for these arguments, with the examples of its command.
    static func text(_ text: String, arguments: [String]) -> String {
        guard text.hasPrefix("OVERVIEW") else { return text }
        let examples = command(in: arguments)?.examples ?? Orthant.examples
        let body = text.hasSuffix("\n") ? text : text + "\n"
        return "\(body)\nEXAMPLES:\n" + examples.map { "  \($0)" }.joined(separator: "\n")
    }

    /// What to call for the help that fits these arguments.
    static func call(for arguments: [String]) -> String {
        guard let name = command(in: arguments)?.name else { return "orthant --help" }
        return "orthant \(name) --help"
    }

    private static func command(in arguments: [String]) -> (any ExemplifiedCommand.Type)? {
        let word = arguments.first == "help" ? arguments.dropFirst().first : arguments.first
        return commands.first { $0.name == word }
    }

    /// Letters to insert, delete or replace to get from one word to the other.
    private static func distance(_ a: String, _ b: String) -> Int {
        let b = Array(b)
        var row = Array(0...b.count)
        for letter in a {
            var diagonal = row[0]
            row[0] += 1
            for (j, other) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = letter == other ? diagonal : min(diagonal, above, row[j]) + 1
                diagonal = above
            }
        }
        return row[b.count]
    }
}
