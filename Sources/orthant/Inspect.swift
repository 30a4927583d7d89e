import ArgumentParser
import Contexts
import ModelReading
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

    @Argument(help: "model file (.onnx, .onnx.gz, .nnet)")
    var model: String

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var colour: ColourArgument

    func run() throws {
        let summary = NetworkSummary(try ModelReading.network(at: model))
        Terminal.result(json ? try JSONText.of(summary) : summary.text)
    }
}
