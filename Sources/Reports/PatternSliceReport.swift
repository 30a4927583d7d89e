import Exact
import Networks
package import Patterns

/// What `nap slice` shows: where in a plane patterns are followed.
package struct PatternSliceReport: Encodable, Sendable {
    package struct Axis: Encodable, Sendable {
        let input: Int
        let lower: String
        let upper: String
    }

    package struct Pattern: Encodable, Sendable {
        let file: String
        let `class`: Int?
        let size: Int
        /// Cells that follow, cells of the class, cells that are both.
        let follow: Int
        let ofClass: Int
        let both: Int
    }

    let schema = 1
    let network: String
    let point: String
    let across: Axis
    let up: Axis
    /// Cells along each axis.
    let cells: Int
    let patterns: [Pattern]
    /// By class, then by cell upwards and across: what the drawing is made of.
    private let classes: [[Int?]]
    /// How many of the patterns each cell follows.
    private let followed: [[Int]]

    private enum CodingKeys: CodingKey {
        case schema, network, point, across, up, cells, patterns
    }

    package init(
        network: String, point: String, _ slice: PatternSlice, _ documents: [(file: String, document: NAPDocument)]
    ) {
        self.network = network
        self.point = point
        across = Axis(input: slice.across.input, lower: slice.across.lower.text, upper: slice.across.upper.text)
        up = Axis(input: slice.up.input, lower: slice.up.lower.text, upper: slice.up.upper.text)
        cells = slice.cells.count
        patterns = documents.map { file, document in
            let counts = slice.counts(of: document.pattern, target: document.target)
            return Pattern(
                file: file, class: document.target, size: document.pattern.size, follow: counts.follow,
                ofClass: counts.ofClass, both: counts.both)
        }
        classes = slice.cells.map { $0.map(\.decision) }
        followed = slice.cells.map { row in
            row.map { cell in documents.count { $0.document.pattern.isFollowed(byActive: cell.active) } }
        }
    }

    /// The report for people.
    package var text: String {
        let all = Double(cells * cells)
        let rows = patterns.map { pattern in
            [
                pattern.file, pattern.class.map(String.init) ?? "", String(pattern.size),
                NumberText.percent(Double(pattern.follow) / all),
                pattern.ofClass == 0 ? "" : NumberText.percent(Double(pattern.both) / Double(pattern.ofClass)),
                String(pattern.follow - pattern.both),
            ]
        }
        return """
            network  \(network)
            slice    X_\(across.input) from \(across.lower) to \(across.upper), X_\(up.input) from \(up.lower) to \
            \(up.upper), through \(point)

            \(TextTable.text(
                titles: ["pattern", "class", "size", "follow", "of its class", "others"], rows: rows,
                rightAligned: [1, 2, 3, 4, 5]))

            \(NumberText.count(cells * cells, "cell")), each judged by its middle
            """
    }

    // MARK: Drawing

    private static let palette: [SVGColour] = [.skyBlue, .orange, .green, .yellow, .blue, .vermilion, .purple, .grey]

    /// A square per cell: its colour is the class, and the more patterns it follows the darker it is.
    package var drawing: String {
        let (left, top, width) = (70.0, 50.0, 480.0)
        let side = width / Double(cells)
        let shares = patterns.map { "\($0.file): \($0.follow) of \(cells * cells) cells follow" }
        var svg = SVGWriter(
            width: left + width + 120, height: top + width + 70, title: "Where patterns are followed",
            description: ([network] + shares).joined(separator: "; "))
        svg.text("Where patterns are followed", x: left, y: 28, size: 15)
        for (row, line) in classes.enumerated() {
            for (column, winner) in line.enumerated() {
                svg.rectangle(
                    x: left + Double(column) * side, y: top + Double(cells - 1 - row) * side, width: side, height: side,
                    fill: winner.map { Self.palette[$0 % Self.palette.count] } ?? .black,
                    opacity: opacity(followed[row][column]))
            }
        }
        drawAxes(&svg, left, top, width)
        for (index, winner) in Set(classes.joined().compactMap(\.self)).sorted().enumerated() {
            let y = top + 10 + 22 * Double(index)
            svg.rectangle(
                x: left + width + 16, y: y, width: 14, height: 14, fill: Self.palette[winner % Self.palette.count])
            svg.text("class \(winner)", x: left + width + 36, y: y + 12)
        }
        return svg.document
    }

    private func opacity(_ count: Int) -> Double {
        count == 0 ? 0.25 : 0.25 + 0.75 * Double(count) / Double(max(1, patterns.count))
    }

    private func drawAxes(_ svg: inout SVGWriter, _ left: Double, _ top: Double, _ width: Double) {
        let below = top + width
        svg.text(across.lower, x: left, y: below + 16, size: 10)
        svg.text(across.upper, x: left + width, y: below + 16, size: 10, anchor: .end)
        svg.text("X_\(across.input)", x: left + width / 2, y: below + 18, anchor: .middle)
        svg.text(up.lower, x: left - 6, y: below, size: 10, anchor: .end)
        svg.text(up.upper, x: left - 6, y: top + 10, size: 10, anchor: .end)
        svg.text("X_\(up.input)", x: left - 30, y: top + width / 2, anchor: .middle, turned: -90)
        svg.text("the darker, the more of the patterns are followed", x: left, y: below + 44, size: 11)
    }
}
