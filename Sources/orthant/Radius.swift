import ArgumentParser
import Contexts
import Reports

/// `orthant radius`: the searches of spec files.
struct Radius: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "radius",
        abstract: "Find the largest radius or scale that verifies.",
        discussion: """
            Runs the checks of spec files that have 'search:'. The search halves the range: what holds at a value must \
            hold at every smaller one.
            """)

    static let examples = [
        "orthant radius specs/digits-balls.yaml",
        "orthant radius specs/digits-balls.yaml --only 'radius/0' --timeout 10",
    ]

    @Argument(help: "specs (.yaml)", completion: .file(extensions: ["yaml", "yml"]))
    var file: [String]

    @OptionGroup var reading: SpecArguments
    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup var search: SearchArguments
    @OptionGroup var arguments: RunArguments
    @OptionGroup var colour: ColourArgument

    func run() throws {
        let options = try SourcedOptions.chosen(search, timeout)
        let checks = try CheckList.checks(in: file, networks: [], reading: reading).filter(\.isSearch)
        guard !checks.isEmpty else { throw UsageError.noSearch(files: file) }
        var run = try CheckRun(checks, .verify, options: options, arguments: arguments)
        throw try run.run()
    }
}
