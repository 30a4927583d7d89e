/// Aligned columns of text, printed row by row: widths are fixed before the first row, so that a row can be shown as soon
/// as it is known.
package struct TextTable: Sendable {
    package struct Column: Sendable {
        let title: String
        let width: Int
        let isRightAligned: Bool

        /// As wide as the title and the widest of `texts`.
        package init(_ title: String, fitting texts: [String], isRightAligned: Bool = false) {
            self.title = title
            self.isRightAligned = isRightAligned
            width = texts.reduce(title.count) { max($0, $1.count) }
        }
    }

    private let columns: [Column]

    package init(_ columns: [Column]) {
        self.columns = columns
    }

    /// A whole table at once. The columns named in `rightAligned` hold numbers.
    package static func text(titles: [String], rows: [[String]], rightAligned: Set<Int> = []) -> String {
        let table = TextTable(
            titles.indices.map { i in
                Column(titles[i], fitting: rows.map { $0[i] }, isRightAligned: rightAligned.contains(i))
            })
        return (table.heading + rows.map { table.row($0) }).joined(separator: "\n")
    }

    /// The titles and a rule under them.
    package var heading: [String] {
        [row(columns.map(\.title)), row(columns.map { String(repeating: "-", count: $0.width) })]
    }

    /// One row; `style` is applied to each cell after padding, since colour codes have no width.
    package func row(_ cells: [String], style: (_ column: Int, _ padded: String) -> String = { $1 }) -> String {
        var line = ""
        for (i, (column, cell)) in zip(columns, cells).enumerated() {
            let padding = String(repeating: " ", count: max(0, column.width - cell.count))
            let isLast = i == columns.count - 1
            let padded = column.isRightAligned ? padding + cell : (isLast ? cell : cell + padding)
            line += (i == 0 ? "" : "  ") + style(i, padded)
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
