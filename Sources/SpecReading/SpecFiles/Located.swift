/// A stretch of one line of a spec file, counted from 1. Columns count Unicode scalars, as YAML's marks do.
package struct Span: Hashable, Sendable {
    package let file: String
    package let line: Int
    package let column: Int
    /// Unicode scalars; at least 1.
    package let length: Int

    package init(file: String, line: Int, column: Int, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
    }
}

/// A value and the place where it was written.
package struct Located<Value> {
    package let value: Value
    package let span: Span

    package init(_ value: Value, at span: Span) {
        self.value = value
        self.span = span
    }

    /// Another value at the same place.
    package func map<Other>(_ transform: (Value) throws -> Other) rethrows -> Located<Other> {
        Located<Other>(try transform(value), at: span)
    }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
