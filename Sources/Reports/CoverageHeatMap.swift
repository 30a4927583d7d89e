/// Which share of each class follows each pattern, as a drawing: patterns downwards, classes to the right. With one pattern
/// per class the diagonal is recall, and anything beside it speaks for ambiguity.
struct CoverageHeatMap {
    let title: String
    /// The names of the patterns, and for each how many rows of each class follow it.
    let patterns: [(name: String, followers: [Int])]
    /// Rows by class.
    let rows: [Int]

    private static let cell = 44.0
    private static let head = 84.0

    var drawing: String {
        let left = 24 + 7.0 * Double(patterns.map(\.name.count).max() ?? 0)
        let description = patterns.map { pattern in
            let cells = pattern.followers.indices.map { "\($0): \(share(pattern.followers, $0))" }
            return "\(pattern.name): \(cells.joined(separator: ", "))"
        }
        var svg = SVGWriter(
            width: left + Self.cell * Double(rows.count) + 24,
            height: Self.head + Self.cell * Double(patterns.count) + 24,
            title: title, description: description.joined(separator: "; "))
        svg.text(title, x: 16, y: 26, size: 15)
        svg.text("share of the rows of a class, in %", x: 16, y: 46, colour: .grey)
        for label in rows.indices {
            svg.text(String(label), x: left + Self.cell * (Double(label) + 0.5), y: Self.head - 10, anchor: .middle)
        }
        for (index, pattern) in patterns.enumerated() {
            let y = Self.head + Self.cell * Double(index)
            svg.text(pattern.name, x: left - 8, y: y + Self.cell / 2 + 4, anchor: .end)
            for label in rows.indices { draw(pattern, label, x: left + Self.cell * Double(label), y: y, &svg) }
        }
        return svg.document
    }

    private func draw(
        _ pattern: (name: String, followers: [Int]), _ label: Int, x: Double, y: Double, _ svg: inout SVGWriter
    ) {
        let part = rows[label] == 0 ? 0 : Double(pattern.followers[label]) / Double(rows[label])
        svg.rectangle(
            x: x, y: y, width: Self.cell, height: Self.cell, fill: .blue, opacity: part, border: .paleGrey,
            hint: "\(pattern.name), class \(label): \(pattern.followers[label]) of \(rows[label]) rows")
        svg.text(
            share(pattern.followers, label), x: x + Self.cell / 2, y: y + Self.cell / 2 + 4, size: 11, anchor: .middle,
            colour: part > 0.5 ? .white : .black)
    }

    /// In percent: a dot for nothing at all, and nothing is rounded to it.
    private func share(_ followers: [Int], _ label: Int) -> String {
        guard rows[label] > 0 else { return "-" }
        if followers[label] == 0 { return "." }
        let percent = Double(followers[label]) / Double(rows[label]) * 100
        return percent < 0.1 ? "<0.1" : NumberText.fixed(percent, places: 1)
    }
}

extension PatternCheckReport {
    /// The shares of the classes that follow each pattern, as SVG.
    package var drawing: String {
        CoverageHeatMap(
            title: "Who follows which pattern: \(data.name)", patterns: patterns.map { ($0.file, $0.followers) },
            rows: rows
        ).drawing
    }
}

extension MiningReport {
    /// As SVG: who follows whom at one threshold, recall and precision over several.
    package var drawing: String {
        let deltas = patterns.map(\.delta).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        if deltas.count > 1 { return RecallPrecisionCurve(self, deltas: deltas).drawing }
        return CoverageHeatMap(
            title: "Who follows which pattern: \(data.name), delta \(deltas.first ?? "")",
            patterns: patterns.map { ("class \($0.class)", $0.mining.followers) }, rows: rows
        ).drawing
    }
}
