import Contexts

/// Walks over the lines of a `.nnet` file: comma-separated numbers, a trailing comma allowed.
struct NNetScanner {
    /// One number with the place where it stands.
    struct Field {
        let value: Double
        let column: Int
    }

    private let text: [UInt8]
    private let file: String
    /// Where the next line starts.
    private var next = 0
    /// The number of the last line read, counted from 1.
    private var line = 0

    init(_ text: [UInt8], file: String) {
        self.text = text
        self.file = file
    }

    /// The numbers on the next line that is neither blank nor a `//` comment. Throws unless there are `count`; `what`
    /// names the line in messages.
    mutating func fields(_ count: Int, _ what: String) throws(ModelError) -> [Field] {
        guard let row = nextRow() else {
            line += 1
            throw error("the file ends where \(what) should stand", column: 1)
        }
        var result: [Field] = []
        for range in ranges(of: row) {
            let column = range.lowerBound - row.lowerBound + 1
            guard result.count < count else {
                throw error("\(what): more than \(Self.counted(count))", column: column)
            }
            guard let value = Self.number(text[range]) else {
                throw error("'\(String(decoding: text[range], as: UTF8.self))' is not a finite number", column: column)
            }
            result.append(Field(value: value, column: column))
        }
        guard result.count == count else {
            throw error("\(what): \(Self.counted(result.count)) where \(count) should stand", column: row.count + 1)
        }
        return result
    }

    /// As ``fields(_:_:)``, the values only.
    mutating func numbers(_ count: Int, _ what: String) throws(ModelError) -> [Double] {
        try fields(count, what).map(\.value)
    }

    /// Throws when anything but blank lines and comments is left.
    mutating func expectEnd() throws(ModelError) {
        if nextRow() != nil { throw error("more lines than the layers have", column: 1) }
    }

    /// An error on the last line read.
    func error(_ problem: String, column: Int) -> ModelError {
        .nnetSyntax(Place(file: file, position: SourcePosition(line: line, column: column)), problem: problem)
    }
}

// MARK: Lines and fields

extension NNetScanner {
    /// The next line with content, without its end; `nil` at the end of the file.
    private mutating func nextRow() -> Range<Int>? {
        while next < text.count {
            let start = next
            let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
            next = end + 1
            line += 1
            let content = text[start..<end].drop(while: \.isSpace)
            if !content.isEmpty && !content.starts(with: "//".utf8) { return start..<end }
        }
        return nil
    }

    /// The parts between commas, without the space around them. Nothing after a last comma is no field.
    private func ranges(of row: Range<Int>) -> [Range<Int>] {
        var result = text[row].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { part in
            let head = part.drop(while: \.isSpace)
            let length = head.lastIndex { !$0.isSpace }.map { $0 + 1 - head.startIndex } ?? 0
            return head.startIndex..<head.startIndex + length
        }
        if result.last?.isEmpty == true { result.removeLast() }
        return result
    }

    /// The Double nearest to decimal text. Only decimals: `inf`, `nan` and hexadecimal floats are no weights.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Double? {
        guard bytes.allSatisfy(\.isDecimal) else { return nil }
        guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    private static func counted(_ count: Int) -> String { count == 1 ? "1 number" : "\(count) numbers" }
}

extension UInt8 {
    fileprivate var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0d }

    /// Whether the byte may stand in a decimal number.
    fileprivate var isDecimal: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
