import ArgumentParser
import Contexts
import ModelReading
import Networks
import Reports

/// A model of which something is printed, for people or as JSON.
struct ModelSummaryArguments: ParsableArguments {
    @Argument(help: "model file (.onnx, .onnx.gz, .nnet)", completion: .file())
    var model: String

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var colour: ColourArgument

    /// Reads the model and prints what `summary` makes of it. Throws the ``ModelError`` or ``FileError`` of reading.
    func show<Summary: Encodable>(_ summary: (Network) -> Summary, text: (Summary) -> String) throws {
        let summary = summary(try ModelReading.network(at: model))
        Terminal.result(json ? try JSONText.of(summary) : text(summary))
    }
}
