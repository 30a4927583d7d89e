import Contexts
import Exact

/// Points from a table of decimal numbers. Every number is exactly the decimal written.
///
/// Opening checks every cell that will be used and keeps the text and the place of each row; numbers are made when a row is
/// asked for. A table of 60,000 rows of 785 cells thus takes the size of its file, and not a hundred bytes per cell.
struct NumericCSV: RowSource {
    let labels: [Int]?
    private let scanner: CSVScanner
    private let rowStarts: [Int]
    private let features: [Int]
    private let columnCount: Int

    /// Reads a file (gzip unpacked). Throws ``DataError`` with the place of the first cell that is wrong.
    init(at path: String, _ form: CSVForm) throws(DataError) {
        try self.init(DataLoading.text(at: path), file: path, form)
    }

    /// Reads the content of a file.
    init(_ text: [UInt8], file: String, _ form: CSVForm) throws(DataError) {
        var scanner = CSVScanner(text, file: file)
        let firstRow = scanner.index
        var cells: [CSVScanner.Cell] = []
        guard try scanner.nextRow(&cells) else { throw .noHeader(file: file) }
        let hasHeader = form.hasHeader ?? cells.allSatisfy { !scanner.isNumber($0) }
        let header = CSVHeader(file: file, count: cells.count, names: hasHeader ? cells.map(scanner.text) : [])
        let (label, features) = try header.selection(form)
        if !hasHeader { scanner.move(to: firstRow) }

        var rowStarts: [Int] = []
        var labels: [Int] = []
        var start = scanner.index
        while try scanner.nextRow(&cells) {
            guard cells.count == header.count else {
                throw .cellCount(scanner.place(of: cells[0]), found: cells.count, expected: header.count)
            }
            for feature in features where !scanner.isNumber(cells[feature]) {
                throw .notANumber(scanner.place(of: cells[feature]), text: scanner.text(cells[feature]))
            }
            if let label { labels.append(try scanner.label(cells[label])) }
            rowStarts.append(start)
            start = scanner.index
        }
        self.scanner = scanner
        self.rowStarts = rowStarts
        self.features = features
        self.labels = label == nil ? nil : labels
        columnCount = header.count
    }

    var source: ArraySource { ArraySource(file: scanner.file) }
    var count: Int { rowStarts.count }
    var rowShape: [Int] { [features.count] }
    var typeName: String { "decimal" }

    func values(ofRow row: Int) throws(DataError) -> RowValues {
        var scanner = scanner
        scanner.move(to: rowStarts[row])
        var cells: [CSVScanner.Cell] = []
        cells.reserveCapacity(columnCount)
        guard try scanner.nextRow(&cells) else { preconditionFailure("row \(row) of \(scanner.file) has moved") }
        return .numbers(try features.map { feature throws(DataError) in try scanner.number(cells[feature]) })
    }
}

extension CSVScanner {
    /// Whether the cell holds a decimal number. Short ones are decided without making it.
    fileprivate func isNumber(_ cell: Cell) -> Bool {
        integer(cell) != nil || Rational(decimalBytes: bytes[cell.range]) != nil
    }

    /// The number in a cell.
    fileprivate func number(_ cell: Cell) throws(DataError) -> StoredNumber {
        if let integer = integer(cell) { return .integer(integer) }
        guard let value = Rational(decimalBytes: bytes[cell.range]) else {
            throw .notANumber(place(of: cell), text: text(cell))
        }
        return .decimal(value)
    }

    /// The class in a cell: a whole number, also as `3.0`.
    fileprivate func label(_ cell: Cell) throws(DataError) -> Int {
        guard isNumber(cell), let label = try number(cell).integer else {
            throw .notALabel(place(of: cell), text: text(cell))
        }
        return label
    }

    /// A cell of at most 18 digits and nothing else: most cells of most tables.
    private func integer(_ cell: Cell) -> Int? {
        guard (1...18).contains(cell.range.count) else { return nil }
        var value = 0
        for byte in bytes[cell.range] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}
