import ArgumentParser
import Contexts
import Reports

/// `orthant config`: the options of the engines.
struct Config: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show options, their values and where these come from.",
        subcommands: [ConfigShow.self])

    static let examples = [
        "orthant config show --all",
        "ORTHANT_THREADS=4 orthant config show --json",
    ]
}

/// `orthant config show`: the effective value of every option.
struct ConfigShow: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the options that were set, or all of them.",
        discussion: """
            Every option can be set by a flag (--batch-size) or by a variable (ORTHANT_BATCH_SIZE); the flag wins. \
            There is no configuration file. Flags given here show what they would do.
            """)

    static let examples = [
        "orthant config show --all",
        "ORTHANT_ENGINE=bab orthant config show --threads 4",
    ]

    @Flag(help: "show options at their defaults too")
    var all = false

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup var search: SearchArguments
    @OptionGroup var colour: ColourArgument

    func run() throws {
        let options = try SourcedOptions.chosen(search, timeout)
        let summary = OptionsSummary(options, includesDefaults: all)
        Terminal.result(json ? try JSONText.of(summary) : summary.text)
    }
}
