import ArgumentParser
import Contexts

/// `orthant man`: the manual page, made from what the argument parser knows.
struct Manual: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "man",
        abstract: "Print the manual page.")

    static let examples = [
        "orthant man > orthant.1 && man -l orthant.1",
        "orthant man | mandoc -T utf8 | less",
    ]

    @OptionGroup var colour: ColourArgument

    func run() throws {
        Terminal.result(try ManualPage.text())
    }
}
