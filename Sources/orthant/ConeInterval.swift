import ArgumentParser
import Contexts
import Exact
import Networks
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

    @OptionGroup var place: ConePointArguments

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("radius of the ball, in the largest norm (default 0)", valueName: "r"))
    var radius: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("search up to this scale, down to its inverse (default 1000)", valueName: "a"))
    var limit: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("find the ends within this share of them (default 1/64)", valueName: "r"))
    var resolution: String?

    @Flag(help: "print one JSON document")
    var json = false

    @OptionGroup var timeout: TimeoutArgument
    @OptionGroup var colour: ColourArgument

    func run() throws {
        let point = try place.point()
        let radius = try ConeNumbers.notNegative("--radius", self.radius, standard: .zero)
        let limit = try ConeNumbers.positive("--limit", self.limit, standard: 1000)
        guard limit > .one else {
            throw UsageError.badOption(name: "--limit", value: limit.text, range: "a number above 1")
        }
        let resolution = try ConeNumbers.positive("--resolution", self.resolution, standard: Rational(1) / 64)
        try checkOrigin(point, radius)
        let ball = Box(lower: point.values.map { $0 - radius }, upper: point.values.map { $0 + radius })
        let findings = try ScaleInterval(
            point.network, base: ball, class: point.winner, decision: point.decision, limit: limit,
            resolution: resolution, context: try ConeNumbers.context(timeout)
        ).run()
        let summary = ScaleIntervalSummary(
            network: place.network, point: point.name, radius: radius, class: point.winner, findings: findings)
        Terminal.result(json ? try JSONText.of(summary) : summary.text)
    }

    /// At the origin a network without biases has no class, so a ball around it has no interval of scales.
    private func checkOrigin(_ point: ConePoint, _ radius: Rational) throws(UsageError) {
        let size = point.values.reduce(Rational.zero) { max($0, $1.magnitude) }
        guard point.network.homogeneity == .biasFree, radius >= size else { return }
        throw size.isZero
            ? .badOption(
                name: "--row", value: String(place.row),
                range: "a row that is not 0 everywhere: without biases no class wins there")
            : .badOption(
                name: "--radius", value: radius.text,
                range:
                    "a radius below \(size.text): the ball contains the origin, where all outputs are 0 without biases")
    }
}
