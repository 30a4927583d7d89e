import ArgumentParser
import Contexts
import Reports

/// `orthant inspect`: what is in a model file.
struct Inspect: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show layers, shapes, ReLUs and biases of a model.")

    static let examples = [
        "orthant inspect models/digits.onnx",
        "orthant inspect models/digits-nobias.onnx --json",
    ]

    @OptionGroup var arguments: ModelSummaryArguments

    func run() throws { try arguments.show(NetworkSummary.init, text: \.text) }
}
