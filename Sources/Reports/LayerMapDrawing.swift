extension PatternMap {
    private static let square = 10.0
    private static let perRow = 64
    private static let left = 24.0

    /// The pattern as SVG: a square per neuron, crossed where the original decides the neuron and the pattern does not.
    package var drawing: String {
        let rowCounts = layers.map { max(1, ($0.neurons + Self.perRow - 1) / Self.perRow) }
        let height = 80 + rowCounts.reduce(0) { $0 + 40 + Self.square * Double($1) }
        let title = "\(file), size \(size) of \(neurons)"
        let description = layers.map {
            "\($0.name): \($0.active) active, \($0.inactive) inactive of \($0.neurons), \($0.dropped) taken out"
        }
        var svg = SVGWriter(
            width: Self.left * 2 + Self.square * Double(Self.perRow), height: height, title: title,
            description: description.joined(separator: "; "))
        svg.text(title, x: Self.left, y: 26, size: 15)
        drawLegend(&svg)
        var y = 72.0
        for (layer, rows) in zip(layers, rowCounts) {
            svg.text("\(layer.name), \(layer.tensor)", x: Self.left, y: y + 12)
            for (index, phase) in layer.phases.enumerated() {
                let (row, column) = index.quotientAndRemainder(dividingBy: Self.perRow)
                draw(
                    phase, x: Self.left + Self.square * Double(column), y: y + 20 + Self.square * Double(row),
                    hint: "\(layer.name) \(index)", &svg)
            }
            y += 40 + Self.square * Double(rows)
        }
        return svg.document
    }

    private func drawLegend(_ svg: inout SVGWriter) {
        var x = Self.left
        var entries: [(Character, String)] = [("A", "active"), ("I", "inactive"), ("-", "any")]
        if originalSize != nil { entries += [("a", "active in the original"), ("i", "inactive in the original")] }
        for (phase, name) in entries {
            draw(phase, x: x, y: 42, hint: name, &svg)
            svg.text(name, x: x + 16, y: 51, size: 11)
            x += 40 + 6.5 * Double(name.count)
        }
    }

    private func draw(_ phase: Character, x: Double, y: Double, hint: String, _ svg: inout SVGWriter) {
        let colour: SVGColour =
            switch phase {
            case "A", "a": .orange
            case "I", "i": .blue
            default: .paleGrey
            }
        let isDropped = phase == "a" || phase == "i"
        svg.rectangle(
            x: x, y: y, width: Self.square, height: Self.square, fill: isDropped ? .white : colour, border: .white,
            hint: hint)
        guard isDropped else { return }
        for offset in [0.0, 0.5] {
            let (a, b) = (Self.square * offset, Self.square * (1 - offset))
            svg.line(from: (x, y + b), to: (x + b, y), colour: colour)
            if offset > 0 { svg.line(from: (x + a, y + Self.square), to: (x + Self.square, y + a), colour: colour) }
        }
    }
}
