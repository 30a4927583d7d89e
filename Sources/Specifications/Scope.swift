package import DataFiles
package import Exact
package import SpecReading

/// What a name of `for:` stands for in one case of a check.
package enum BoundValue: Sendable {
    /// A value that was written out.
    case text(Located<String>)
    /// A row of a data set; `nil` when the rows could not be read, which has been reported.
    case row(OpenData, Int?)
    /// A row of a table; the name of the table for people.
    case tableRow(StringTable, Int?)
    case file(String)
    /// A value of a range, or the one that a search tries.
    case number(Rational)
    /// Could not be read; an error has been reported.
    case unknown
}

/// A data set that a spec file defines, opened.
package struct OpenData: Sendable {
    package let name: Located<String>
    package let node: DataNode
    package let set: DataSet

    /// `'test' (8:3)`.
    func text(from span: Span) -> String { "'\(name.value)' (\(name.span.text(from: span)))" }
}

/// The names that one case of a check binds, in the order of the file.
package struct Scope: Sendable {
    package private(set) var names: [String] = []
    package private(set) var values: [BoundValue] = []

    init() {}

    init(names: [String], values: [BoundValue]) {
        self.names = names
        self.values = values
    }

    /// Names are few: a walk is faster than a table.
    subscript(name: String) -> BoundValue? {
        names.firstIndex(of: name).map { values[$0] }
    }

    func binding(_ name: String, to value: BoundValue) -> Scope {
        Scope(names: names + [name], values: values + [value])
    }
}

extension BoundValue {
    /// `test[12]`, `2/255`: for lists and messages.
    package var text: String {
        switch self {
        case .text(let text): text.value
        case .row(let data, let row): "\(data.name.value)[\(row.map(String.init) ?? "?")]"
        case .tableRow(let table, let row): "\(table.file)[\(row.map(String.init) ?? "?")]"
        case .file(let path): path
        case .number(let number): number.text
        case .unknown: "?"
        }
    }
}
