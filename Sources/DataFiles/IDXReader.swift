package import Contexts

/// Reads IDX files, the format of MNIST: big-endian arrays of all element types the format has.
///
/// Reference: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", file formats.
package enum IDXReader {
    /// The array in a file (gzip unpacked). Throws ``DataError``.
    package static func array(at path: String) throws(DataError) -> NumberArray {
        try array(in: DataLoading.bytes(at: path), source: ArraySource(file: path))
    }

    /// The array in the content of a file. Throws ``DataError``.
    package static func array(in bytes: [UInt8], source: ArraySource) throws(DataError) -> NumberArray {
        guard isIDX(bytes) else { throw .wrongFormat(source, .idx, start: Array(bytes.prefix(4))) }
        var cursor = ByteCursor(bytes)
        guard cursor.take(2) != nil, let code = cursor.number(bytes: 1, isBigEndian: true),
            let rank = cursor.number(bytes: 1, isBigEndian: true)
        else { throw .cutShort(source) }
        guard let type = types[code] else { throw .elementType(source, type: "number \(code)") }
        guard rank > 0 else { throw .header(source, .idx, .noDimension) }
        guard rank <= NumberArray.rankLimit else {
            throw .header(source, .idx, .rank(rank, limit: NumberArray.rankLimit))
        }
        var shape: [Int] = []
        for _ in 0..<rank {
            guard let size = cursor.number(bytes: 4, isBigEndian: true) else { throw .cutShort(source) }
            shape.append(size)
        }
        return try NumberArray(
            source: source, shape: shape, type: type, isBigEndian: true, bytes: bytes, start: cursor.index)
    }

    /// Whether the content starts as IDX files do.
    static func isIDX(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0, 0]) }

    private static let types: [Int: StoredType] = [
        0x08: .uint8, 0x09: .int8, 0x0b: .int16, 0x0c: .int32, 0x0d: .float32, 0x0e: .float64,
    ]
}
