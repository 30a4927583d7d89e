package import Contexts

/// What `config show` says: options, their values and where these come from.
package struct OptionsSummary: Encodable {
    struct Row: Encodable {
        let name: String
        let value: String
        let source: OptionSource
        let `default`: String
        let variable: String
        let range: String
        let help: String
    }

    let schema = 1
    let options: [Row]

    package init(_ options: SourcedOptions, includesDefaults: Bool) {
        self.options = Options.table
            .filter { includesDefaults || options.source(of: $0.name) != .default }
            .map { row in
                Row(
                    name: row.name, value: row.text(options.options), source: options.source(of: row.name),
                    default: row.defaultText, variable: row.variable, range: row.range, help: row.help)
            }
    }

    /// A table, or a sentence where nothing was set.
    package var text: String {
        if options.isEmpty { return "every option has its default; --all shows them" }
        return TextTable.text(
            titles: ["option", "value", "source", "variable", "help"],
            rows: options.map { [$0.name, $0.value, $0.source.rawValue, $0.variable, "\($0.help) (\($0.range))"] },
            rightAligned: [1])
    }
}
