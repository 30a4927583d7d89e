import ArgumentParser
import Contexts
import Foundation

/// The manual page in mdoc, the markup of BSD manuals. Names, help texts and defaults come from the parser's own
/// description of the commands, examples from the commands, variables from the table of options.
enum ManualPage {
    static func text() throws -> String {
        let tool = try JSONDecoder().decode(ToolDescription.self, from: Data(Orthant._dumpHelp().utf8))
        let commands = tool.command.subcommands ?? []
        let listed = commands.filter { $0.commandName != "help" }
        let parts =
            [
                ".Dd \(date)", ".Dt ORTHANT 1", ".Os", ".Sh NAME", ".Nm orthant",
                ".Nd \(escaped(plain(tool.command.abstract)))", ".Sh SYNOPSIS", ".Nm", ".Ar command", ".Op Ar options",
                ".Sh DESCRIPTION", filled(tool.command.discussion ?? ""), ".Pp", "The commands are:",
            ] + listed.flatMap { section($0, names: ["orthant"]) } + environment + [".Sh EXIT STATUS"] + exitCodes
            + [".Sh EXAMPLES"] + examples(Help.commands)
        return parts.joined(separator: "\n")
    }

    /// The day of the version: a page that changes with the day it is printed on could not be compared.
    private static let date = "November 21, 2026"

    private static func section(_ command: CommandDescription, names: [String]) -> [String] {
        let names = names + [command.commandName]
        var lines = [".Ss \(names.joined(separator: " "))"]
        if let abstract = command.abstract { lines.append(filled(abstract)) }
        if let discussion = command.discussion { lines += [".Pp", filled(discussion)] }
        let arguments = (command.arguments ?? []).filter { $0.shouldDisplay && !$0.isGeneral }
        if !arguments.isEmpty {
            lines.append(".Bl -tag -width Ds")
            for argument in arguments {
                lines += [".It \(label(argument))", filled(argument.abstract ?? "")]
            }
            lines.append(".El")
        }
        return lines + (command.subcommands ?? []).flatMap { section($0, names: names) }
    }

    /// `Fl q , Fl \-quiet`, `Fl \-seed Ar n`, `Ar file ...`.
    private static func label(_ argument: ArgumentDescription) -> String {
        guard let names = argument.names else {
            return "Ar \(argument.valueName ?? "value")" + (argument.isRepeating ? " ..." : "")
        }
        let flags = names.map { $0.kind == "long" ? "Fl \\-\($0.name)" : "Fl \($0.name)" }
        let value = argument.kind == "option" ? " Ar \(argument.valueName ?? "value")" : ""
        return flags.joined(separator: " , ") + value
    }

    private static var environment: [String] {
        let rows = Options.table.flatMap { [".It Ev \($0.variable)", filled("\($0.help) (\($0.range))")] }
        let colour = [
            (".It Ev NO_COLOR", "no colour, unless --color always asks for it"),
            (".It Ev CLICOLOR_FORCE , FORCE_COLOR", "colour on streams that are no terminals too"),
        ]
        return [".Sh ENVIRONMENT", "A flag of the same name wins over a variable.", ".Bl -tag -width Ds"] + rows
            + colour.flatMap { [$0.0, filled($0.1)] } + [".El"]
    }

    private static var exitCodes: [String] {
        let codes = [
            (0, "all checks hold, or are as they are expected to be"),
            (1, "some check is violated, or is not as it is expected to be"),
            (2, "bad usage, or a file that cannot be used"), (3, "no check is violated and some are unknown"),
            (4, "internal error, or out of memory"), (130, "interrupted"),
        ]
        return [".Bl -tag -width Ds"] + codes.flatMap { [".It \($0.0)", $0.1] } + [".El"]
    }

    private static func examples(_ commands: [any ExemplifiedCommand.Type]) -> [String] {
        [".Bd -literal"] + commands.flatMap { $0.examples }.map(escaped) + [".Ed"]
    }

    /// Without the full stop, which a name line does not have.
    private static func plain(_ text: String?) -> String {
        let text = text ?? ""
        let words = text.hasSuffix(".") ? String(text.dropLast()) : text
        return words.prefix(1).lowercased() + words.dropFirst()
    }

    /// Running text: every sentence starts a line, lines are short.
    private static func filled(_ text: String) -> String {
        var lines: [String] = []
        var line = ""
        func endLine() {
            if !line.isEmpty { lines.append(escaped(line)) }
            line = ""
        }
        for word in text.split(whereSeparator: \.isWhitespace) {
            if line.count + word.count > 68 { endLine() }
            line += (line.isEmpty ? "" : " ") + word
            if word.hasSuffix(".") { endLine() }
        }
        endLine()
        return lines.joined(separator: "\n")
    }

    /// A line that is no macro: backslashes and a leading dot are written as what they look like.
    private static func escaped(_ line: String) -> String {
        let text = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&\(text)" : text
    }
}

/// The part of the parser's description that the page uses.
private struct ToolDescription: Decodable {
    let command: CommandDescription
}

private struct CommandDescription: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let subcommands: [CommandDescription]?
    let arguments: [ArgumentDescription]?
}

private struct ArgumentDescription: Decodable {
    struct Name: Decodable {
        let kind: String
        let name: String
    }

    let kind: String
    let shouldDisplay: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let abstract: String?

    /// One of the options that every command has.
    var isGeneral: Bool {
        (names ?? []).contains { $0.kind == "long" && ["help", "version"].contains($0.name) }
    }
}
