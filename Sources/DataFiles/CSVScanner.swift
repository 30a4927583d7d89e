import Contexts

/// Splits CSV text into rows of cells, without copying: cells are ranges of the bytes.
///
/// Cells are separated by commas and rows by line ends (LF, CR LF or CR). A cell in double quotes may hold commas and line
/// ends, and a quote written twice. Blanks around a cell do not belong to it; inside quotes they do. Rows without any text
/// are skipped, and so is a byte order mark.
///
/// Reference: RFC 4180, section 2.
struct CSVScanner {
    struct Cell {
        /// The text of the cell, without its quotes.
        let range: Range<Int>
        let isQuoted: Bool
        /// Where the cell begins, its opening quote included.
        let start: Int
    }

    let bytes: [UInt8]
    let file: String
    private(set) var index: Int

    init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
        index = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    }

    /// Goes on at the first byte of a row.
    mutating func move(to index: Int) { self.index = index }

    /// Puts the cells of the next row with any text into `cells`; false at the end. Throws an error with its place for a
    /// quote out of place.
    mutating func nextRow(_ cells: inout [Cell]) throws(DataError) -> Bool {
        while index < bytes.count {
            cells.removeAll(keepingCapacity: true)
            repeat { cells.append(try cell()) } while skip(Self.comma)
            skipLineEnd()
            if cells.count > 1 || cells[0].isQuoted || !cells[0].range.isEmpty { return true }
        }
        return false
    }

    /// The text of a cell; doubled quotes become one.
    func text(_ cell: Cell) -> String {
        let text = String(decoding: bytes[cell.range], as: UTF8.self)
        return cell.isQuoted ? text.replacing("\"\"", with: "\"") : text
    }

    /// Line and column, counted from 1 in characters as editors do. Cost: linear in the text before.
    func place(of cell: Cell) -> Place { place(at: cell.start) }

    private func place(at index: Int) -> Place {
        let before = bytes[..<min(index, bytes.count)]
        let lineStart = (before.lastIndex { $0 == Self.lineFeed || $0 == Self.carriageReturn }).map { $0 + 1 } ?? 0
        var line = 1
        for (i, byte) in before[..<lineStart].enumerated() {
            let isPair = byte == Self.carriageReturn && i + 1 < lineStart && before[i + 1] == Self.lineFeed
            if !isPair, byte == Self.lineFeed || byte == Self.carriageReturn { line += 1 }
        }
        let characters = String(decoding: before[lineStart...], as: UTF8.self).unicodeScalars
        let column = characters.count { $0 != "\u{FEFF}" } + 1
        return Place(file: file, position: SourcePosition(line: line, column: column))
    }

    // MARK: Cells

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func cell() throws(DataError) -> Cell {
        skipBlanks()
        let start = index
        if skip(Self.quote) { return try quotedCell(start) }
        while index < bytes.count, !isEnd(bytes[index]) { index += 1 }
        var end = index
        while end > start, isBlank(bytes[end - 1]) { end -= 1 }
        return Cell(range: start..<end, isQuoted: false, start: start)
    }

    private mutating func quotedCell(_ start: Int) throws(DataError) -> Cell {
        let first = index
        while true {
            guard let byte = next else { throw .unclosedQuote(place(at: start)) }
            index += 1
            if byte != Self.quote { continue }
            if !skip(Self.quote) { break }
        }
        let range = first..<(index - 1)
        skipBlanks()
        if let byte = next, !isEnd(byte) { throw .textAfterQuote(place(at: index)) }
        return Cell(range: range, isQuoted: true, start: start)
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, isBlank(byte) { index += 1 }
    }

    private mutating func skipLineEnd() {
        let isCarriageReturn = skip(Self.carriageReturn)
        let isLineFeed = skip(Self.lineFeed)
        precondition(isCarriageReturn || isLineFeed || index == bytes.count, "a row ends inside a line")
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == Self.comma || byte == Self.lineFeed || byte == Self.carriageReturn
    }
}
