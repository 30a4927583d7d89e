import DataFiles

/// A PNG picture with panels side by side: the original, the counterexample and what changed.
package struct ComparisonPicture: Hashable, Sendable {
    /// The PNG file: grey or RGB as the image is, small images enlarged by a whole number.
    package let file: [UInt8]
    /// What the difference was multiplied by before it was drawn around middle grey, from 1, 2 or 5 times a power of ten;
    /// `nil` when there is no original, and the picture is the counterexample alone.
    package let gain: Double?

    /// The height that small images are enlarged to, about.
    private static let goodSide = 192
    /// White pixels between panels.
    private static let gap = 4

    init(input: [Double], original: [Double]?, image: ImageShape, range: ClosedRange<Double>) {
        var panels: [[UInt8]] = []
        if let original {
            let difference = zip(input, original).map { $0 - $1 }
            let gain = Self.gain(for: difference, range)
            panels.append(original.map { Self.shade($0, range) })
            panels.append(input.map { Self.shade($0, range) })
            let half = (range.upperBound - range.lowerBound) / 2
            panels.append(difference.map { Self.shade($0 * gain, -half...half) })
            self.gain = gain
        } else {
            panels.append(input.map { Self.shade($0, range) })
            gain = nil
        }
        file = Self.file(panels, image)
    }

    /// The greatest gain of a readable size that keeps the largest change inside the range.
    private static func gain(for difference: [Double], _ range: ClosedRange<Double>) -> Double {
        let largest = difference.reduce(0) { max($0, $1.magnitude) }
        let width = range.upperBound - range.lowerBound
        guard largest > 0, width > 0 else { return 1 }
        let limit = min(width / 2 / largest, 1e6)
        var power = 1.0
        while power * 10 <= limit { power *= 10 }
        while power > limit { power /= 10 }
        return [5, 2].map { $0 * power }.first { $0 <= limit } ?? power
    }

    private static func shade(_ value: Double, _ range: ClosedRange<Double>) -> UInt8 {
        let width = range.upperBound - range.lowerBound
        guard width > 0, value.isFinite else { return 0 }
        return UInt8((min(max((value - range.lowerBound) / width, 0), 1) * 255).rounded())
    }

    private static func file(_ panels: [[UInt8]], _ image: ImageShape) -> [UInt8] {
        let factor = max(1, goodSide / max(image.height, image.width))
        let panelWidth = image.width * factor
        let width = panels.count * (panelWidth + gap) - gap
        let white = [UInt8](repeating: 255, count: gap * image.channels)
        let pixels = (0..<image.height).flatMap { row in
            let line = Array(panels.map { enlarged($0, row: row, image, factor) }.joined(separator: white))
            return (0..<factor).flatMap { _ in line }
        }
        return PNGWriter.file(
            pixels: pixels, width: width, height: image.height * factor, image.channels == 3 ? .rgb : .grey)
    }

    /// One line of a panel, the channels of a pixel side by side.
    private static func enlarged(_ panel: [UInt8], row: Int, _ image: ImageShape, _ factor: Int) -> [UInt8] {
        (0..<image.width).flatMap { column in
            let pixel = (0..<image.channels).map { panel[$0 * image.pixels + row * image.width + column] }
            return (0..<factor).flatMap { _ in pixel }
        }
    }
}
