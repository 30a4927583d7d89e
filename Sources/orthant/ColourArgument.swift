import ArgumentParser
import Contexts
import Reports

/// `--color`, which every command takes. Its value is looked up where something is printed, since errors are printed
/// before there is a command and after it; see ``ColourChoice/init(in:)``.
struct ColourArgument: ParsableArguments {
    @Option(
        help: ArgumentHelp("colour: auto, always or never", valueName: "when"),
        completion: .list(ColourChoice.allCases.map(\.rawValue)))
    var color: String?

    func validate() throws {
        guard let color, ColourChoice(rawValue: color) == nil else { return }
        let error = UsageError.badOption(
            name: "--color", value: color, range: ColourChoice.allCases.map(\.rawValue).joined(separator: ", "))
        throw ValidationError("\(error.problem); \(error.fix)")
    }
}

extension ColourChoice {
    /// The last `--color VALUE` or `--color=VALUE` of a command line; `auto` when there is none.
    init(in arguments: [String]) {
        self = .auto
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { return }
            let value: String? =
                if argument.hasPrefix("--color=") {
                    String(argument.dropFirst("--color=".count))
                } else if argument == "--color" && index + 1 < arguments.count {
                    arguments[index + 1]
                } else {
                    nil
                }
            if let choice = value.flatMap(ColourChoice.init(rawValue:)) { self = choice }
        }
    }
}
