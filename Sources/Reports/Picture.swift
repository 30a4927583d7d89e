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
        self.init(values) { Self.shade($0, range) }
    }

    /// Brightness of an image of any form, RGB as luminance, for a picture that stands alone: at most 72 characters wide,
    /// larger images with the mean of each block of pixels. Requires as many values as the image has.
    package init(shades values: [Double], of image: ImageShape, range: ClosedRange<Double>) {
        let columns = 72
        let block = min((image.width + columns - 1) / columns, image.height)
        let small = image.shrunk(image.luminance(values), by: block)
        let width = image.width / block
        self.init(small, width: width, repeats: width * 2 <= columns ? 2 : 1) { Self.shade($0, range) }
    }

    private static func shade(_ value: Double, _ range: ClosedRange<Double>) -> Character {
        guard value.isFinite else { return "?" }
        let width = range.upperBound - range.lowerBound
        guard width > 0 else { return ramp[0] }
        // Ends far apart overflow; their halves do not.
        let part = (value / 2 - range.lowerBound / 2) / (range.upperBound / 2 - range.lowerBound / 2)
        return ramp[min(max(Int(min(max(part, 0), 1) * Double(ramp.count)), 0), ramp.count - 1)]
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
        // Where there is room for three abreast.
        self.init(values, width: side, repeats: side <= 16 ? 2 : 1, character: character)
    }

    /// Lines of `width` pixels. A character is about twice as high as wide; two abreast make a square pixel.
    private init(_ values: [Double], width: Int, repeats: Int, character: (Double) -> Character) {
        let edge = "+" + String(repeating: "-", count: width * repeats) + "+"
        let body = stride(from: 0, to: values.count, by: width).map { start in
            let pixels = values[start..<(start + width)].map { String(repeating: character($0), count: repeats) }
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
