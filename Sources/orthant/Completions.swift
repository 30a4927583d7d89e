import ArgumentParser
import Contexts

/// `orthant completions`: scripts that let a shell complete commands, options and file names.
struct Completions: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print a completion script for bash, zsh or fish.")

    static let examples = [
        "orthant completions bash > ~/.local/share/bash-completion/completions/orthant",
        "orthant completions fish > ~/.config/fish/completions/orthant.fish",
    ]

    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish
    }

    @Argument(help: "bash, zsh or fish")
    var shell: Shell

    @OptionGroup var colour: ColourArgument

    func run() {
        let kind: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        Terminal.result(Orthant.completionScript(for: kind))
    }
}
