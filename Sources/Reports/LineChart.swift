/// Lines over named places, values from 0 to 100.
struct LineChart {
    private static let colours: [SVGColour] = [.blue, .vermilion, .green, .purple]

    private var drawing: SVGWriter
    private let ticks: [String]
    private var series = 0
    private let left = 60.0
    private let top = 40.0
    private let width = 400.0
    private let height = 240.0

    init(title: String, description: String, horizontal: String, vertical: String, ticks: [String]) {
        self.ticks = ticks
        drawing = SVGWriter(width: 500, height: 360, title: title, description: description)
        drawing.text(title, x: 250, y: 22, size: 14, anchor: .middle)
        for percent in stride(from: 0.0, through: 100, by: 20) {
            let y = level(of: percent)
            drawing.line(from: (left, y), to: (left + width, y), colour: percent == 0 ? .black : .paleGrey)
            drawing.text(NumberText.fixed(percent, places: 0), x: left - 8, y: y + 4, size: 11, anchor: .end)
        }
        for (index, tick) in ticks.enumerated() {
            drawing.text(tick, x: place(index), y: top + height + 18, size: 11, anchor: .middle)
        }
        drawing.text(horizontal, x: left + width / 2, y: top + height + 36, size: 12, anchor: .middle)
        drawing.text(vertical, x: 18, y: top + height / 2, size: 12, anchor: .middle, turned: -90)
    }

    /// Adds a line; lines after the first are dashed too, for those who see no colours. Requires one value per tick.
    mutating func add(_ name: String, _ values: [Double]) {
        precondition(values.count == ticks.count, "values for other ticks")
        let colour = Self.colours[series % Self.colours.count]
        let points = values.enumerated().map { (x: place($0), y: level(of: $1)) }
        drawing.path(points, colour: colour, isDashed: series > 0)
        for (point, value) in zip(points, values) {
            drawing.disc(
                x: point.x, y: point.y, radius: 4, fill: colour,
                hint: "\(name): \(NumberText.fixed(value, places: 2)) %")
        }
        let y = top + height + 62
        let x = left + Double(series) * 200
        drawing.line(from: (x, y - 4), to: (x + 24, y - 4), colour: colour, width: 2, isDashed: series > 0)
        drawing.text(name, x: x + 30, y: y)
        series += 1
    }

    var document: String { drawing.document }

    private func place(_ index: Int) -> Double {
        ticks.count < 2 ? left + width / 2 : left + 10 + (width - 20) * Double(index) / Double(ticks.count - 1)
    }

    private func level(of percent: Double) -> Double { top + height * (1 - percent / 100) }
}
