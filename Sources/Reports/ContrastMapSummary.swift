import Exact
package import Verification

/// What `cone map` found, cell by cell.
package struct ContrastMapSummary: Encodable, Sendable {
    let schema = 1
    let network: String
    let point: String
    let `class`: Int
    /// Ends of the cells, exactly.
    let contrasts: [String]
    let brightnesses: [String]
    /// By contrast, then brightness: `certified`, `violated` or `unknown`.
    let cells: [[String]]
    private let kinds: [[ContrastMap.Cell]]

    private enum CodingKeys: String, CodingKey {
        case schema, network, point, `class`, contrasts, brightnesses, cells
    }

    /// Requires the cells of that map.
    package init(network: String, point: String, class winner: Int, map: ContrastMap, cells: [[ContrastMap.Cell]]) {
        self.network = network
        self.point = point
        `class` = winner
        contrasts = map.contrasts.map(\.text)
        brightnesses = map.brightnesses.map(\.text)
        kinds = cells
        self.cells = cells.map { $0.map(\.rawValue) }
    }

    private func count(_ kind: ContrastMap.Cell) -> Int { kinds.joined().filter { $0 == kind }.count }

    private var counts: String {
        "\(count(.certified)) certified, \(count(.violated)) violated, \(count(.unknown)) unknown"
    }

    /// Brightness downwards from the brightest, contrast to the right.
    package var text: String {
        let rows = (0..<brightnesses.count - 1).reversed().map { row in
            ["\(brightnesses[row]) to \(brightnesses[row + 1])"] + kinds.map { $0[row].symbol }
        }
        let titles = ["brightness"] + (0..<contrasts.count - 1).map { "to \(contrasts[$0 + 1])" }
        let table = TextTable.text(titles: titles, rows: rows)
        return """
            \(table)

            contrasts from \(contrasts[0]); # certified, x violated, ? unknown
            \(counts)
            inputs  a * (x + s * 1), x = \(point), class \(`class`)
            """
    }

    package var drawing: String {
        let (columns, rows) = (contrasts.count - 1, brightnesses.count - 1)
        let (left, top, side) = (90.0, 50.0, 36.0)
        var drawing = SVGWriter(
            width: left + Double(columns) * side + 40, height: top + Double(rows) * side + 90,
            title: "Class \(`class`) by contrast and brightness", description: "\(network), \(point): \(counts)")
        drawing.text("Class \(`class`) by contrast and brightness", x: left, y: 28, size: 14)
        for column in 0..<columns {
            for row in 0..<rows {
                let kind = kinds[column][row]
                let x = left + Double(column) * side
                let y = top + Double(rows - 1 - row) * side
                drawing.rectangle(
                    x: x, y: y, width: side, height: side, fill: kind.colour, border: .white,
                    hint: "contrast \(contrasts[column]) to \(contrasts[column + 1]), brightness \(brightnesses[row]) "
                        + "to \(brightnesses[row + 1]): \(kind.rawValue)")
                drawing.text(kind.symbol, x: x + side / 2, y: y + side / 2 + 5, anchor: .middle)
            }
        }
        for (index, end) in contrasts.enumerated() {
            let x = left + Double(index) * side
            drawing.text(end, x: x, y: top + Double(rows) * side + 16, size: 10, anchor: .middle)
        }
        for (index, end) in brightnesses.enumerated() {
            drawing.text(end, x: left - 6, y: top + Double(rows - index) * side + 4, size: 10, anchor: .end)
        }
        let below = top + Double(rows) * side
        drawing.text("contrast", x: left + Double(columns) * side / 2, y: below + 34, anchor: .middle)
        drawing.text("brightness", x: 20, y: top + Double(rows) * side / 2, anchor: .middle, turned: -90)
        drawing.text("# certified   x violated   ? unknown", x: left, y: below + 58)
        return drawing.document
    }
}

extension ContrastMap.Cell {
    /// Seen without colours too.
    fileprivate var symbol: String {
        switch self {
        case .certified: "#"
        case .violated: "x"
        case .unknown: "?"
        }
    }

    fileprivate var colour: SVGColour {
        switch self {
        case .certified: .skyBlue
        case .violated: .orange
        case .unknown: .paleGrey
        }
    }
}
