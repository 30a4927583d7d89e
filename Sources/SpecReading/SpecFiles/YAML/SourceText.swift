import Contexts

/// The text of a spec file, cut into lines. Lines and columns count from 1; a column is a Unicode scalar, as in YAML's
/// marks.
struct SourceText: Sendable {
    let file: String
    /// The text without a byte order mark.
    let text: String
    private let bytes: [UInt8]
    /// Where each line starts in `bytes`.
    private let starts: [Int]

    /// Takes the bytes of a file. Throws when they are not UTF-8, or hold a character that YAML cannot.
    init(_ content: [UInt8], file: String) throws(SpecSyntaxError) {
        let bytes = content.starts(with: [0xef, 0xbb, 0xbf]) ? Array(content.dropFirst(3)) : content
        let starts = Self.lineStarts(bytes)
        self.file = file
        self.bytes = bytes
        self.starts = starts
        guard var text = String(validating: bytes, as: UTF8.self) else {
            let valid = Self.validPrefix(bytes)
            throw SpecSyntaxError(
                .notYAML(.notUTF8), at: Place(file: file, position: Self.position(valid, bytes, starts)))
        }
        text.makeContiguousUTF8()
        self.text = text
        var offset = 0
        for scalar in text.unicodeScalars {
            guard Self.isAllowed(scalar) else {
                throw SpecSyntaxError(
                    .notYAML(.controlCharacter(scalar.value)),
                    at: Place(file: file, position: Self.position(offset, bytes, starts)))
            }
            offset += UTF8.width(scalar)
        }
    }

    var lineCount: Int { starts.count }

    /// A line without its break; empty beyond the last one.
    func line(_ number: Int) -> String { String(decoding: lineBytes(number), as: UTF8.self) }

    func lineBytes(_ number: Int) -> ArraySlice<UInt8> {
        guard starts.indices.contains(number - 1) else { return [] }
        let start = starts[number - 1]
        var end = number < starts.count ? starts[number] : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return bytes[start..<end]
    }

    /// The place of a byte.
    private static func position(_ offset: Int, _ bytes: [UInt8], _ starts: [Int]) -> SourcePosition {
        let line = starts.lastIndex { $0 <= offset } ?? 0
        let column = bytes[starts[line]..<offset].count { $0 & 0xc0 != 0x80 }
        return SourcePosition(line: line + 1, column: column + 1)
    }

    private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
        var starts = [0]
        for (index, byte) in bytes.enumerated() {
            let isLoneReturn =
                byte == UInt8(ascii: "\r") && (index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n"))
            if byte == UInt8(ascii: "\n") || isLoneReturn { starts.append(index + 1) }
        }
        return starts
    }

    /// The number of bytes before the first one that is not UTF-8.
    private static func validPrefix(_ bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var count = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { count += UTF8.width(scalar) }
        return min(count, bytes.count)
    }

    /// The characters of YAML, but for the line breaks U+0085, U+2028 and U+2029: editors do not count them as lines.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0a, 0x0d, 0x20...0x7e, 0xa0...0x2027, 0x202a...0xd7ff, 0xe000...0xfefe, 0xff00...0xfffd,
            0x10000...0x10ffff:
            true
        default: false
        }
    }
}
