/// A square image in characters, for inputs that are images.
package struct Picture: Sendable, Hashable {
    /// One string per row, all of the same width.
    package let rows: [String]

    /// From dark to bright.
    private static let ramp = Array(" .:-=+*#%@")
    /// Smaller squares are hardly images, larger ones do not fit a terminal three abreast.
    private static let sides = 4...32

    /// The side of the square that `count` elements fill; `nil` when they are not worth a picture.
    package static func side(of count: Int) -> Int? {
        sides.first { $0 * $0 == count }
    }

    /// Brightness on a ramp over `range`. `nil` when the values are not a square.
    package init?(shades values: [Double], range: ClosedRange<Double>) {
        let width = range.upperBound - range.lowerBound
        self.init(values) { value in
            guard width > 0 else { return Self.ramp[0] }
            let level = (value - range.lowerBound) / width * Double(Self.ramp.count)
            return Self.ramp[min(max(Int(level), 0), Self.ramp.count - 1)]
        }
    }

    /// Signs of differences, blank for less than a twentieth of the largest. `nil` when the values are not a square.
    package init?(differences values: [Double]) {
        let largest = values.reduce(0) { max($0, $1.magnitude) }
        self.init(values) { value in
            if value.magnitude <= largest / 20 { return " " }
            return value > 0 ? "+" : "-"
        }
    }

    private init?(_ values: [Double], character: (Double) -> Character) {
        guard let side = Self.side(of: values.count) else { return nil }
        // A character is about twice as high as wide; two abreast make a square pixel where there is room.
        let repeats = side <= 16 ? 2 : 1
        let edge = "+" + String(repeating: "-", count: side * repeats) + "+"
        let body = (0..<side).map { row in
            let pixels = values[(row * side)..<((row + 1) * side)].map {
                String(repeating: character($0), count: repeats)
            }
            return "|" + pixels.joined() + "|"
        }
        rows = [edge] + body + [edge]
    }

    /// Pictures of one size next to each other, each under its title.
    package static func abreast(_ pictures: [(title: String, picture: Picture)]) -> String {
        guard let height = pictures.map(\.picture.rows.count).min() else { return "" }
        let widths = pictures.map { max($0.title.count, $0.picture.rows[0].count) }
        let lines = [pictures.map(\.title)] + (0..<height).map { row in pictures.map { $0.picture.rows[row] } }
        return lines.map { line in
            var text = ""
            for (cell, width) in zip(line, widths) {
                text += cell + String(repeating: " ", count: width - cell.count + 3)
            }
            while text.last == " " { text.removeLast() }
            return text
        }.joined(separator: "\n")
    }
}
