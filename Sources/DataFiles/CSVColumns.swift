import Contexts

/// A column of a table: by its number, counted from 0, or by its name in the first line.
package enum CSVColumn: Hashable, Sendable {
    case index(Int)
    case name(String)

    /// Digits are a number, also where a column has such a name; anything else is a name.
    package init(_ text: String) {
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        self = isNumber ? Int(text).map { .index($0) } ?? .name(text) : .name(text)
    }
}

/// A range of columns, both ends included: `1..784`, `radius..area`.
package struct CSVColumnRange: Hashable, Sendable {
    package let first: CSVColumn
    package let last: CSVColumn

    package init(_ first: CSVColumn, _ last: CSVColumn) {
        self.first = first
        self.last = last
    }

    /// Text with `..` between two columns, or one column. `nil` when an end is missing.
    package init?(_ text: String) {
        let ends = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard !ends.contains("") else { return nil }
        self.init(CSVColumn(ends[0]), CSVColumn(ends[ends.count - 1]))
    }
}

/// How to read a table of numbers as points and labels.
package struct CSVForm: Hashable, Sendable {
    /// Whether the first line holds names. `nil`: it does when none of its cells is a number, so that a line of data is
    /// never taken for names.
    package var hasHeader: Bool?
    /// The column of the class; `nil` when the rows have none.
    package var label: CSVColumn?
    /// The columns of the point; `nil` for all but the label.
    package var features: CSVColumnRange?

    package init(hasHeader: Bool? = nil, label: CSVColumn? = nil, features: CSVColumnRange? = nil) {
        self.hasHeader = hasHeader
        self.label = label
        self.features = features
    }
}

/// The columns of a table, to find them by name.
struct CSVHeader {
    let file: String
    let count: Int
    /// Empty when the table has no line of names.
    let names: [String]

    /// The number of a column. Throws an error of the group D308.
    func index(of column: CSVColumn) throws(DataError) -> Int {
        switch column {
        case .index(let index):
            guard (0..<count).contains(index) else { throw .missingIndex(file: file, index: index, count: count) }
            return index
        case .name(let name):
            let found = names.indices.filter { names[$0] == name }
            guard let first = found.first else { throw .missingColumn(file: file, name: name, known: names) }
            guard found.count == 1 else { throw .ambiguousColumn(file: file, name: name) }
            return first
        }
    }

    /// The number of the label column and the numbers of the feature columns.
    func selection(_ form: CSVForm) throws(DataError) -> (label: Int?, features: [Int]) {
        let label: Int? =
            if let column = form.label { try index(of: column) } else { nil }
        guard let range = form.features else { return (label, (0..<count).filter { $0 != label }) }
        let first = try index(of: range.first)
        let last = try index(of: range.last)
        guard first <= last else { throw .emptyFeatures(file: file, first: first, last: last) }
        if let label, (first...last).contains(label) {
            throw .labelAmongFeatures(file: file, label: label, first: first, last: last)
        }
        return (label, Array(first...last))
    }
}
