/// The form of a tensor that is an image: grey or RGB, channels first.
package struct ImageShape: Hashable, Sendable {
    /// 1 or 3.
    package let channels: Int
    package let height: Int
    package let width: Int

    /// Smaller ones are hardly images.
    private static let leastSide = 4

    /// Reads H x W, 3 x H x W, and a flat vector whose size is a square, each with any number of ones before it. `nil` for
    /// any other shape and for sides below 4.
    package init?(_ shape: [Int]) {
        let shape = Array(shape.drop { $0 == 1 })
        switch shape.count {
        case 1:
            let side = Int(Double(shape[0]).squareRoot().rounded())
            guard side * side == shape[0] else { return nil }
            (channels, height, width) = (1, side, side)
        case 2: (channels, height, width) = (1, shape[0], shape[1])
        case 3 where shape[0] == 3: (channels, height, width) = (3, shape[1], shape[2])
        default: return nil
        }
        guard min(height, width) >= Self.leastSide else { return nil }
    }

    package var pixels: Int { height * width }

    /// One brightness per pixel. RGB is weighted as ITU-R BT.709 does. Requires `channels * pixels` values.
    package func luminance(_ values: [Double]) -> [Double] {
        precondition(values.count == channels * pixels, "\(values.count) values in \(self)")
        guard channels == 3 else { return values }
        return (0..<pixels).map { pixel in
            0.2126 * values[pixel] + 0.7152 * values[pixels + pixel] + 0.0722 * values[2 * pixels + pixel]
        }
    }

    /// The means of square blocks; pixels left over at the right and at the bottom are left out. Requires one value per
    /// pixel and a block inside the image.
    func shrunk(_ values: [Double], by block: Int) -> [Double] {
        guard block > 1 else { return values }
        return (0..<(height / block)).flatMap { row in
            (0..<(width / block)).map { column in
                let sum = (0..<(block * block)).reduce(0.0) { sum, i in
                    sum + values[(row * block + i / block) * width + column * block + i % block]
                }
                return sum / Double(block * block)
            }
        }
    }
}
