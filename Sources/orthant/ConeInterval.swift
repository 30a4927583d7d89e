import ArgumentParser
import Contexts
import Exact
import ModelReading
import Properties
import Reports
import Verification

/// `orthant cone interval`: the largest proved interval of scales.
struct ConeInterval: ExemplifiedCommand {
    static let configuration = CommandConfiguration(
        commandName: "interval",
        abstract: "Find the largest interval of scales that is proved for a ball.",
        discussion: """
            The region is {a * y : |y - x| <= radius}: the ball around the row, scaled as a whole. For the largest radius \
            at given scales use 'search: {maximize: ...}' in a spec file and 'orthant radius'.
            """)

    static let examples = [
        "orthant cone interval --network models/digits.onnx --images models/digits-test.npz --row 0 --class 7",
        "orthant cone interval --network models/digits.onnx --images models/digits-test.npz --row 4 --class 7",
    ]

    @Option(help: ArgumentHelp("model file (.onnx, .onnx.gz, .nnet)", valueName: "model"))
    var network: String

    @OptionGroup var data: DataArguments

    @Option(parsing: .unconditional, help: "the row of the point, counted from 0")
    var row: Int

    @Option(name: .customLong("class"), parsing: .unconditional, help: "the class (default: the label)")
    var winner: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("the radius of the ball in the largest norm (default 0)", valueName: "number"))
    var radius: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("look no further than this scale and its inverse (default 1000)", valueName: "a"))
    var limit: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("the ends are found within this share of them (default 1/64)", valueName: "number"))
    var resolution: String?

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup var colour: ColourArgument

    func run() throws {
        let model = try ModelReading.network(at: network)
        let place = try ConePoint(model, data, row: row, class: winner)
        let radius = try ConeNumbers.notNegative("--radius", self.radius, standard: .zero)
        let limit = try ConeNumbers.positive("--limit", self.limit, standard: 1000)
        guard limit > .one else {
            throw UsageError.badOption(name: "--limit", value: limit.text, range: "a number above 1")
        }
        let resolution = try ConeNumbers.positive("--resolution", self.resolution, standard: Rational(1) / 64)
        let ball = Box(lower: place.point.map { $0 - radius }, upper: place.point.map { $0 + radius })
        let findings = try ScaleInterval(
            model, base: .box(ball), class: place.winner, limit: limit, resolution: resolution,
            context: try ConeNumbers.context(timeout)
        ).run()
        let summary = ScaleIntervalSummary(
            network: network, point: place.name, radius: radius, class: place.winner, findings: findings)
        Terminal.result(json ? try JSONText.of(summary) : summary.text)
    }
}
