import ArgumentParser
import Contexts
import Foundation
import Reports

/// What the commands that run checks have in common: which checks, how they are shown, what the exit code says.
struct RunArguments: ParsableArguments {
    @Option(help: ArgumentHelp("run checks whose id matches, with * and ?", valueName: "pattern"))
    var only: String?

    @Option(help: ArgumentHelp("run this check and those after it", valueName: "id"))
    var from: String?

    @Option(help: ArgumentHelp("write each counterexample to a file there", valueName: "dir"), completion: .directory)
    var counterexamples: String?

    @Option(
        help: ArgumentHelp("table, concise, json, jsonl, csv, junit or sarif", valueName: "format"),
        completion: .list(OutputFormat.allCases.map(\.rawValue)))
    var format: String?

    @Flag(help: "one JSON document: --format json")
    var json = false

    @Flag(help: "one JSON object per check: --format jsonl")
    var jsonl = false

    @Flag(help: "leave out what differs from run to run")
    var noTiming = false

    @Option(
        help: ArgumentHelp("exit 1 from here on: violated, unknown, vacuous", valueName: "kind"),
        completion: .list(FailureLevel.allCases.map(\.rawValue)))
    var failOn: String?

    @Flag(help: "exit 0 whatever the verdicts")
    var exitZero = false

    @Flag(name: .shortAndLong, help: "print verdicts only")
    var quiet = false

    @Flag(name: .shortAndLong, help: "print stages on stderr and all values (-vv: more)")
    var verbose: Int

    /// The format asked for; `nil` when none was. Throws ``UsageError``.
    func chosenFormat() throws(UsageError) -> OutputFormat? {
        let asked = Set(
            [try choice("--format", format, OutputFormat.self), json ? .json : nil, jsonl ? .jsonl : nil].compactMap(
                \.self))
        guard asked.count <= 1 else { throw .severalFormats(asked.map(\.rawValue).sorted()) }
        return asked.first
    }

    /// What makes the run fail. Throws ``UsageError/badOption(name:value:range:)``.
    func failureLevel() throws(UsageError) -> FailureLevel? {
        try choice("--fail-on", failOn, FailureLevel.self)
    }

    private func choice<T: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ text: String?, _ type: T.Type
    ) throws(UsageError) -> T? {
        guard let text else { return nil }
        guard let value = T(rawValue: text) else {
            throw .badOption(name: name, value: text, range: T.allCases.map { $0.rawValue }.joined(separator: ", "))
        }
        return value
    }

    /// The checks that `--only` and `--from` leave. Throws ``UsageError`` when none is left.
    func selected(_ checks: [PlannedCheck]) throws(UsageError) -> [PlannedCheck] {
        let ids = checks.map(\.description.id)
        var rest = checks[...]
        if let from {
            guard let start = ids.firstIndex(of: from) else {
                throw .noSuchCheck(option: "--from", text: from, suggestion: NearestName.to(from, among: ids))
            }
            rest = checks[start...]
        }
        guard let only else { return Array(rest) }
        let matching = rest.filter { IDPattern(only).matches($0.description.id) }
        guard !matching.isEmpty else { throw .noSuchCheck(option: "--only", text: only, suggestion: nil) }
        return matching
    }
}
