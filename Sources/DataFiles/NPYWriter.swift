/// Writes NPY files, version 1.0, little-endian and in C order.
package enum NPYWriter {
    /// The file of a float32 array. Requires as many values as the shape has elements.
    package static func file(_ values: [Float], shape: [Int]) -> [UInt8] {
        header("<f4", shape, count: values.count) + values.flatMap { littleEndian($0.bitPattern, width: 4) }
    }

    /// The file of a float64 array. Requires as many values as the shape has elements.
    package static func file(_ values: [Double], shape: [Int]) -> [UInt8] {
        header("<f8", shape, count: values.count) + values.flatMap { littleEndian($0.bitPattern, width: 8) }
    }

    /// Everything before the elements: a multiple of 64 bytes, as the format asks.
    private static func header(_ descriptor: String, _ shape: [Int], count: Int) -> [UInt8] {
        precondition(NumberArray.count(of: shape) == count, "\(count) values in an array of shape \(shape)")
        // A tuple of one keeps its comma.
        let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        let dictionary = "{'descr': '\(descriptor)', 'fortran_order': False, 'shape': (\(sizes)), }"
        let start = NPYReader.magic + [1, 0]
        let unpadded = start.count + 2 + dictionary.utf8.count + 1
        let padding = (64 - unpadded % 64) % 64
        let text = dictionary + String(repeating: " ", count: padding) + "\n"
        return start + littleEndian(text.utf8.count, width: 2) + Array(text.utf8)
    }

    private static func littleEndian(_ bits: some BinaryInteger, width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: bits >> ($0 * 8)) }
    }
}
