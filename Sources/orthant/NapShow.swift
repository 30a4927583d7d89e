import ArgumentParser
import Contexts
import Files
import Patterns
import Reports

/// `orthant nap show`: a pattern layer by layer.
struct NapShow: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a pattern layer by layer: A active, I inactive, - any.",
        discussion: "With --original, neurons that it decides and this one does not are shown as a and i.")

    static let examples = [
        "orthant nap show mined/class-3.nap --network M.onnx",
        "orthant nap show small.nap --network M.onnx --original mined/class-3.nap --svg layers.svg",
    ]

    @Argument(help: "NAP file")
    var file: String

    @OptionGroup var model: PatternNetworkArgument

    @Option(help: ArgumentHelp("the pattern that neurons were taken out of", valueName: "file"))
    var original: String?

    @Option(help: ArgumentHelp("draw it, a square per neuron", valueName: "file"))
    var svg: String?

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var colour: ColourArgument

    func run() throws {
        if let svg { try FileWriting.checkWritable(svg) }
        let network = try model.open()
        let map = PatternMap(
            file: file, try network.pattern(at: file),
            original: try original.map { try network.pattern(at: $0).pattern },
            layers: network.layers)
        if let svg { try FileWriting.write(map.drawing, to: svg) }
        Terminal.result(json ? try JSONText.of(map) : map.text)
    }
}
