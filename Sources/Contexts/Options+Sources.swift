/// Where the value of an option comes from.
package enum OptionSource: String, Sendable, Encodable {
    case `default`, environment, flag
}

/// Options, each with the place its value comes from: a flag beats the environment, and that beats the default.
package struct SourcedOptions: Sendable {
    package private(set) var options = Options()
    private var sources: [String: OptionSource] = [:]

    /// The defaults.
    package init() {}

    /// The defaults, changed by the variables of the environment; an empty variable changes nothing. Throws
    /// ``UsageError/badOption(name:value:range:)``.
    package init(environment: [String: String]) throws(UsageError) {
        for row in Options.table {
            guard let text = environment[row.variable], !text.isEmpty else { continue }
            try set(row, text, from: .environment, shownAs: row.variable)
        }
    }

    /// Sets the option of the row `name` from what the command line says, if it says something. `shownAs` is what the
    /// user calls it. Throws ``UsageError/badOption(name:value:range:)``.
    package mutating func set(_ name: String, _ text: String?, shownAs: String? = nil) throws(UsageError) {
        guard let text, let row = Options.table.first(where: { $0.name == name }) else { return }
        try set(row, text, from: .flag, shownAs: shownAs ?? "--\(name)")
    }

    package func source(of name: String) -> OptionSource { sources[name] ?? .default }

    private mutating func set(
        _ row: OptionRow, _ text: String, from source: OptionSource, shownAs name: String
    ) throws(UsageError) {
        guard row.set(&options, text) else { throw .badOption(name: name, value: text, range: row.range) }
        sources[row.name] = source
    }
}

extension OptionRow {
    /// The environment variable that sets the option: `ORTHANT_BATCH_SIZE` for `batch-size`.
    package var variable: String {
        "ORTHANT_" + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }
}

extension Options {
    /// Warnings about variables that look like options and are none.
    package static func strangers(in environment: [String: String]) -> [UsageWarning] {
        let known = table.map(\.variable)
        return environment.keys.filter { $0.hasPrefix("ORTHANT_") && !known.contains($0) }.sorted().map {
            .unknownVariable(name: $0, suggestion: NearestName.to($0, among: known))
        }
    }
}
