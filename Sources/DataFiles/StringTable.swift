package import Contexts

/// A small table of text with names in its first line: jobs, labels of pictures.
package struct StringTable: Sendable {
    package let file: String
    /// The names of the columns.
    package let columns: [String]
    /// The cells, row by row, each row as long as ``columns``.
    package let rows: [[String]]
    private let scanner: CSVScanner
    private let cells: [[CSVScanner.Cell]]

    /// Reads a file (gzip unpacked). Throws ``DataError`` of the group D306, or D301.
    package init(at path: String) throws(DataError) {
        try self.init(DataLoading.text(at: path), file: path)
    }

    /// Reads the content of a file.
    init(_ text: [UInt8], file: String) throws(DataError) {
        var scanner = CSVScanner(text, file: file)
        var row: [CSVScanner.Cell] = []
        guard try scanner.nextRow(&row) else { throw .noHeader(file: file) }
        columns = row.map(scanner.text)
        var cells: [[CSVScanner.Cell]] = []
        while try scanner.nextRow(&row) {
            guard row.count == columns.count else {
                throw .cellCount(scanner.place(of: row[0]), found: row.count, expected: columns.count)
            }
            cells.append(row)
        }
        self.file = file
        self.scanner = scanner
        self.cells = cells
        rows = cells.map { $0.map(scanner.text) }
    }

    /// The number of the column of this name. Throws ``DataError/missingColumn(file:name:known:)``, which lists those
    /// there, or ``DataError/ambiguousColumn(file:name:)``.
    package func column(named name: String) throws(DataError) -> Int {
        try CSVHeader(file: file, count: columns.count, names: columns).index(of: .name(name))
    }

    /// Where a cell stands, for messages about its meaning. Cost: linear in the text before it.
    package func place(row: Int, column: Int) -> Place { scanner.place(of: cells[row][column]) }
}
