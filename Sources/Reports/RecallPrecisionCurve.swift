/// Recall against precision while delta runs, as a drawing: thin lines are classes, the thick one their mean, the dashed one
/// the mean on held-out data.
struct RecallPrecisionCurve {
    private let title: String
    private let deltas: [String]
    private let classes: [[Point]]
    private let mean: [Point]
    private let heldOut: [Point]?
    /// The least value on either axis.
    private let floor: Double

    private struct Point {
        let recall: Double
        let precision: Double
    }

    init(_ report: MiningReport, deltas: [String]) {
        title = "Recall and precision over delta: \(report.data.name)"
        self.deltas = deltas
        let labels = Set(report.patterns.map(\.class)).sorted()
        func point(_ summary: FollowingSummary?) -> Point {
            // Nobody follows: nobody follows wrongly.
            Point(recall: summary?.recall ?? 0, precision: summary?.precision ?? 1)
        }
        func mean(_ points: [Point]) -> Point {
            let count = Double(max(1, points.count))
            return Point(
                recall: points.reduce(0) { $0 + $1.recall } / count,
                precision: points.reduce(0) { $0 + $1.precision } / count)
        }
        let classes = labels.map { label in
            deltas.map { delta in point(report.patterns.first { $0.class == label && $0.delta == delta }?.mining) }
        }
        self.classes = classes
        self.mean = deltas.indices.map { index in mean(classes.map { $0[index] }) }
        heldOut =
            report.test == nil
            ? nil
            : deltas.map { delta in mean(report.patterns.filter { $0.delta == delta }.map { point($0.test) }) }
        let values = (classes.flatMap(\.self) + (heldOut ?? [])).flatMap { [$0.recall, $0.precision] }
        floor = max(0, ((values.min() ?? 0) * 10).rounded(.down) / 10)
    }

    private static let side = 400.0
    private static let left = 64.0
    private static let top = 60.0

    var drawing: String {
        let description = zip(deltas, mean).map {
            "delta \($0): mean recall \(NumberText.fixed($1.recall, places: 4)), "
                + "mean precision \(NumberText.fixed($1.precision, places: 4))"
        }
        var svg = SVGWriter(
            width: Self.left + Self.side + 40, height: Self.top + Self.side + 60, title: title,
            description: description.joined(separator: "; "))
        svg.text(title, x: 16, y: 24, size: 15)
        svg.text(
            heldOut == nil
                ? "thin: classes; thick: their mean" : "thin: classes; thick: their mean; dashed: held-out mean",
            x: 16, y: 44, colour: .grey)
        drawAxes(&svg)
        for points in classes { svg.path(points.map(place), colour: .skyBlue, width: 1) }
        if let heldOut { svg.path(heldOut.map(place), colour: .vermilion, isDashed: true) }
        svg.path(mean.map(place), colour: .blue, width: 3)
        for (delta, point) in zip(deltas, mean) {
            let (x, y) = place(point)
            svg.disc(x: x, y: y, radius: 4, fill: .blue, hint: "delta \(delta)")
            svg.text(delta, x: x + 7, y: y - 7, size: 11)
        }
        return svg.document
    }

    private func drawAxes(_ svg: inout SVGWriter) {
        let (right, bottom) = (Self.left + Self.side, Self.top + Self.side)
        for step in 0...5 {
            let value = floor + (1 - floor) * Double(step) / 5
            let (x, y) = place(Point(recall: value, precision: value))
            svg.line(from: (x, Self.top), to: (x, bottom), colour: .paleGrey)
            svg.line(from: (Self.left, y), to: (right, y), colour: .paleGrey)
            svg.text(NumberText.fixed(value, places: 2), x: x, y: bottom + 18, size: 11, anchor: .middle)
            svg.text(NumberText.fixed(value, places: 2), x: Self.left - 8, y: y + 4, size: 11, anchor: .end)
        }
        svg.text("recall", x: Self.left + Self.side / 2, y: bottom + 40, anchor: .middle)
        svg.text("precision", x: 18, y: Self.top + Self.side / 2, anchor: .middle, turned: -90)
    }

    private func place(_ point: Point) -> (x: Double, y: Double) {
        let span = 1 - floor
        return (
            Self.left + Self.side * (point.recall - floor) / span,
            Self.top + Self.side * (1 - (point.precision - floor) / span)
        )
    }
}
