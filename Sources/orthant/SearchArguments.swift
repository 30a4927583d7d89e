import ArgumentParser
import Contexts
import Foundation

/// The options that engines read. Help, defaults and ranges come from the table in `Contexts`; a new row there is a new
/// property here.
struct SearchArguments: ParsableArguments {
    @Option(parsing: .unconditional, help: .row("engine"), completion: .list(EngineChoice.allCases.map(\.rawValue)))
    var engine: String?

    @Option(parsing: .unconditional, help: .row("nodes"))
    var nodes: String?

    @OptionGroup var effort: EffortArguments

    /// Sets what was given. Throws ``UsageError/badOption(name:value:range:)``.
    func apply(to options: inout SourcedOptions) throws(UsageError) {
        try options.set("engine", engine)
        try options.set("nodes", nodes)
        try effort.apply(to: &options)
    }
}

/// The options of those commands too that choose no engine.
struct EffortArguments: ParsableArguments {
    @Option(parsing: .unconditional, help: .row("seed"))
    var seed: String?

    @Option(parsing: .unconditional, help: .row("threads"))
    var threads: String?

    @Option(parsing: .unconditional, help: .row("attack-restarts"))
    var attackRestarts: String?

    @Option(parsing: .unconditional, help: .row("batch-size"))
    var batchSize: String?

    @Option(parsing: .unconditional, help: .row("memory"))
    var memory: String?

    func apply(to options: inout SourcedOptions) throws(UsageError) {
        try options.set("seed", seed)
        try options.set("threads", threads)
        try options.set("attack-restarts", attackRestarts)
        try options.set("batch-size", batchSize)
        try options.set("memory", memory)
    }
}

/// `--timeout`, for commands that do not take it as an argument.
struct TimeoutArgument: ParsableArguments {
    @Option(parsing: .unconditional, help: .row("timeout"))
    var timeout: String?

    func apply(to options: inout SourcedOptions) throws(UsageError) {
        try options.set("timeout", timeout)
    }
}

extension SourcedOptions {
    /// What the environment of the process says, with a warning about variables that only look like options.
    static func ofEnvironment() throws(UsageError) -> SourcedOptions {
        let environment = ProcessInfo.processInfo.environment
        let options = try SourcedOptions(environment: environment)
        for warning in Options.strangers(in: environment) { Terminal.error(warning.line) }
        return options
    }

    /// The same with what the command line says on top. Throws ``UsageError/badOption(name:value:range:)``.
    static func chosen(_ search: SearchArguments, _ timeout: TimeoutArgument) throws(UsageError) -> SourcedOptions {
        var options = try ofEnvironment()
        try search.apply(to: &options)
        try timeout.apply(to: &options)
        return options
    }
}

extension ArgumentHelp {
    /// The help of a row of the options table.
    static func row(_ name: String) -> ArgumentHelp {
        guard let row = Options.table.first(where: { $0.name == name }) else {
            return ArgumentHelp(stringLiteral: name)
        }
        return ArgumentHelp("\(row.help) (default \(row.defaultText))", valueName: row.valueName)
    }
}
