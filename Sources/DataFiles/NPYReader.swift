package import Contexts

/// Reads NPY files, versions 1 to 3: numeric element types of both byte orders, C and Fortran order.
///
/// The header is a Python dictionary with `descr`, `fortran_order` and `shape`; the elements follow it to the end of the
/// file. Element types are bool, integers of 1 to 8 bytes, float32 and float64; complex numbers, halves, strings, records
/// and objects are refused by name.
///
/// Reference: numpy, `numpy/lib/format.py`, "NPY format".
package enum NPYReader {
    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

    /// The array in a file (gzip unpacked). Throws ``DataError``.
    package static func array(at path: String) throws(DataError) -> NumberArray {
        try array(in: DataLoading.bytes(at: path), source: ArraySource(file: path))
    }

    /// The array in the content of a file. Throws ``DataError``.
    package static func array(in bytes: [UInt8], source: ArraySource) throws(DataError) -> NumberArray {
        guard bytes.starts(with: magic) else { throw .wrongFormat(source, .npy, start: Array(bytes.prefix(4))) }
        var cursor = ByteCursor(bytes)
        guard cursor.take(magic.count) != nil, let major = cursor.number(bytes: 1, isBigEndian: false),
            let minor = cursor.number(bytes: 1, isBigEndian: false)
        else { throw .cutShort(source) }
        guard (1...3).contains(major), minor == 0 else { throw .header(source, .npy, .version(major, minor)) }
        guard let length = cursor.number(bytes: major == 1 ? 2 : 4, isBigEndian: false),
            let text = cursor.take(length)
        else { throw .cutShort(source) }
        let header = try Header(text, source)
        return try NumberArray(
            source: source, shape: header.shape, type: header.type, isBigEndian: header.isBigEndian,
            isFortranOrder: header.isFortranOrder, bytes: bytes, start: cursor.index)
    }

    private struct Header {
        let type: StoredType
        let isBigEndian: Bool
        let isFortranOrder: Bool
        let shape: [Int]

        init(_ text: ArraySlice<UInt8>, _ source: ArraySource) throws(DataError) {
            guard case .dictionary(let entries) = PythonLiteral(text) else {
                throw .header(source, .npy, .notADictionary)
            }
            guard case .boolean(let isFortranOrder) = entries["fortran_order"] else {
                throw .header(source, .npy, .missingEntry("fortran_order"))
            }
            guard let descriptor = entries["descr"] else { throw .header(source, .npy, .missingEntry("descr")) }
            guard let shape = entries["shape"] else { throw .header(source, .npy, .missingEntry("shape")) }
            self.isFortranOrder = isFortranOrder
            (type, isBigEndian) = try Self.elementType(descriptor, source)
            self.shape = try Self.shape(shape, source)
        }

        private static func elementType(
            _ descriptor: PythonLiteral, _ source: ArraySource
        ) throws(DataError) -> (StoredType, isBigEndian: Bool) {
            guard case .string(let text) = descriptor else { throw .elementType(source, type: "record") }
            guard let order = text.first, let type = types[String(text.dropFirst())],
                order == "<" || order == ">" || (order == "|" && type.width == 1)
            else { throw .elementType(source, type: text) }
            return (type, order == ">")
        }

        private static func shape(_ literal: PythonLiteral, _ source: ArraySource) throws(DataError) -> [Int] {
            guard case .sequence(let elements) = literal else { throw .header(source, .npy, .badShape) }
            let sizes = elements.compactMap { element -> Int? in
                guard case .integer(let size) = element, size >= 0 else { return nil }
                return size
            }
            guard sizes.count == elements.count else { throw .header(source, .npy, .badShape) }
            guard sizes.count <= NumberArray.rankLimit else {
                throw .header(source, .npy, .rank(sizes.count, limit: NumberArray.rankLimit))
            }
            return sizes
        }

        private static let types: [String: StoredType] = [
            "b1": .bool, "u1": .uint8, "u2": .uint16, "u4": .uint32, "u8": .uint64, "i1": .int8, "i2": .int16,
            "i4": .int32, "i8": .int64, "f4": .float32, "f8": .float64,
        ]
    }
}
