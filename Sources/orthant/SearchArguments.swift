import ArgumentParser
import Contexts

/// The options that engines read. Help, defaults and ranges come from the table in `Contexts`; a new row there is a new
/// property here.
struct SearchArguments: ParsableArguments {
    @Option(parsing: .unconditional, help: .row("engine"), completion: .list(EngineChoice.allCases.map(\.rawValue)))
    var engine: String?

    @Option(parsing: .unconditional, help: .row("seed"))
    var seed: String?

    @Option(parsing: .unconditional, help: .row("threads"))
    var threads: String?

    @Option(parsing: .unconditional, help: .row("attack-restarts"))
    var attackRestarts: String?

    @Option(parsing: .unconditional, help: .row("batch-size"))
    var batchSize: String?

    /// Sets what was given. Throws ``UsageError/badOption(name:value:range:)``.
    func apply(to options: inout Options) throws {
        try options.set("engine", engine)
        try options.set("seed", seed)
        try options.set("threads", threads)
        try options.set("attack-restarts", attackRestarts)
        try options.set("batch-size", batchSize)
    }
}

/// `--timeout`, for commands that do not take it as an argument.
struct TimeoutArgument: ParsableArguments {
    @Option(parsing: .unconditional, help: .row("timeout"))
    var timeout: String?

    func apply(to options: inout Options) throws {
        try options.set("timeout", timeout)
    }
}

extension Options {
    /// Sets the option of the row `name` from text, if there is any. `shownAs` is what the user calls it.
    mutating func set(_ name: String, _ text: String?, shownAs: String? = nil) throws {
        guard let text, let row = Self.table.first(where: { $0.name == name }) else { return }
        guard row.set(&self, text) else {
            throw UsageError.badOption(name: shownAs ?? "--\(name)", value: text, range: row.range)
        }
    }
}

extension ArgumentHelp {
    /// The help of a row of the options table.
    static func row(_ name: String) -> ArgumentHelp {
        guard let row = Options.table.first(where: { $0.name == name }) else { return ArgumentHelp(name) }
        return ArgumentHelp("\(row.help) (\(row.range); default \(row.defaultText))", valueName: "value")
    }
}
