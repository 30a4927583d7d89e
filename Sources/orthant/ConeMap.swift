import ArgumentParser
import Contexts
import Exact
import Files
import Reports
import Verification

/// `orthant cone map`: contrast and brightness at once.
struct ConeMap: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Map where a class holds when contrast and brightness change.",
        discussion: """
            A cell is the set of all a * (x + s * 1) with a from its range of contrasts and s from its range of \
            brightnesses. It is certified (#), violated (x) or unknown (?) as a whole.
            """)

    static let examples = [
        "orthant cone map --network models/digits.onnx --images models/digits-test.npz --row 0 --class 7",
        "orthant cone map --network models/digits.onnx --images models/digits-test.npz --row 0 --class 7 --json",
    ]

    @OptionGroup var place: ConePointArguments

    @Option(
        parsing: .unconditional, help: ArgumentHelp("the radius around every point (default 0)", valueName: "r"))
    var radius: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("ends of contrasts, increasing (default 1/16,1/8,...,16)", valueName: "list"))
    var contrasts: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("ends of brightnesses, increasing (default -1/4,-3/16,...,1/4)", valueName: "list"))
    var brightnesses: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("seconds for each rectangle (default 1)", valueName: "s"))
    var timePerRectangle: String?

    @Option(help: ArgumentHelp("write a drawing to this file", valueName: "file"))
    var svg: String?

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup var colour: ColourArgument

    func run() throws {
        if let svg { try FileWriting.checkWritable(svg) }
        let point = try place.point()
        let seconds = try ConeNumbers.positive("--time-per-rectangle", timePerRectangle, standard: .one)
        let standard = (0...8).map { Rational.power(ofTwo: $0 - 4) }
        let contrasts = try ConeNumbers.ends("--contrasts", self.contrasts, standard: standard)
        guard contrasts[0] > .zero else {
            throw UsageError.badOption(name: "--contrasts", value: contrasts[0].text, range: "contrasts above 0")
        }
        let map = ContrastMap(
            point.network, point: point.values,
            radius: try ConeNumbers.notNegative("--radius", radius, standard: .zero), class: point.winner,
            decision: point.decision, contrasts: contrasts,
            brightnesses: try ConeNumbers.ends(
                "--brightnesses", brightnesses, standard: (-4...4).map { Rational($0) / 16 }),
            context: try ConeNumbers.context(timeout),
            timePerRectangle: .seconds(seconds.double(.nearest)))
        let summary = ContrastMapSummary(
            network: place.network, point: point.name, class: point.winner, map: map, cells: try map.run())
        if let svg { try FileWriting.write(summary.drawing, to: svg) }
        Terminal.result(json ? try JSONText.of(summary) : summary.text)
    }
}
