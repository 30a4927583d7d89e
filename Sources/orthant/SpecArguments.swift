import ArgumentParser
import Contexts
import Files
import ModelReading
import SpecReading
import Specifications

/// How messages about spec files are printed.
struct MessageArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp("concise, full, json or github (default full)", valueName: "kind"),
        completion: .list(MessageFormat.allCases.map(\.rawValue)))
    var messageFormat: String?

    func validate() throws {
        if let messageFormat, MessageFormat(rawValue: messageFormat) == nil {
            let error = UsageError.badOption(
                name: "--message-format", value: messageFormat,
                range: MessageFormat.allCases.map(\.rawValue).joined(separator: ", "))
            throw ValidationError("\(error.problem); \(error.fix)")
        }
    }

    /// Prints messages on stderr, if there are any.
    func show(_ diagnostics: Diagnostics, sources: [String: String]) {
        if diagnostics.isEmpty { return }
        let format = messageFormat.flatMap(MessageFormat.init(rawValue:)) ?? .full
        Terminal.note(format.text(diagnostics, sources: sources))
    }
}

/// What the commands that read spec files have in common.
struct SpecArguments: ParsableArguments {
    @OptionGroup var messages: MessageArguments

    @Option(help: ArgumentHelp("most checks in a spec (default 100000)", valueName: "n"))
    var limit: String?

    /// A spec file with its meaning; its messages are printed. `nil` when there are errors. Throws ``FileError`` when the
    /// file cannot be had.
    func specification(at path: String, networks: NetworkStore = NetworkStore()) throws -> Specification? {
        let specification = try Specification.read(
            at: path, networks: { try networks.network(at: $0) }, limit: try chosenLimit())
        var sources: [String: String] = [:]
        if !specification.diagnostics.isEmpty {
            for file in specification.files {
                sources[file] = (try? FileReading.text(at: file)).map { String(decoding: $0, as: UTF8.self) }
            }
        }
        messages.show(specification.diagnostics, sources: sources)
        return specification.diagnostics.hasErrors ? nil : specification
    }

    private func chosenLimit() throws(UsageError) -> Int {
        guard let limit else { return Specification.standardLimit }
        guard let count = Int(limit), count > 0 else {
            throw .badOption(name: "--limit", value: limit, range: "a whole number above 0")
        }
        return count
    }
}
