package import Contexts

/// One message about a spec file.
package struct Diagnostic: Sendable {
    package enum Severity: String, Sendable { case error, warning }

    package let severity: Severity
    package let span: Span
    /// Code, problem, expectation and help. Its own `place` agrees with `span`.
    package let content: any InputError
}

/// The messages of one run over a spec file and what it includes. A reader reports and goes on: users see all mistakes at
/// once.
package struct Diagnostics: Sendable {
    private var items: [Diagnostic] = []

    package init() {}

    package var hasErrors: Bool { items.contains { $0.severity == .error } }
    package var isEmpty: Bool { items.isEmpty }
    var errorCount: Int { items.count { $0.severity == .error } }

    package mutating func report(_ severity: Diagnostic.Severity = .error, _ content: any InputError, at span: Span) {
        items.append(Diagnostic(severity: severity, span: span, content: content))
    }

    package mutating func add(_ other: Diagnostics) {
        items += other.items
    }

    /// Errors before warnings, each by file (in the order of their first message), line and column. What would read the
    /// same, as from a value that is used twice through an alias, is there once.
    package var sorted: [Diagnostic] {
        var fileOrder: [String: Int] = [:]
        for item in items where fileOrder[item.span.file] == nil { fileOrder[item.span.file] = fileOrder.count }
        func key(_ item: Diagnostic) -> (Int, Int, Int, Int) {
            (item.severity == .error ? 0 : 1, fileOrder[item.span.file] ?? 0, item.span.line, item.span.column)
        }
        var seen: Set<String> = []
        let items = items.filter { seen.insert("\($0.severity) \($0.span) \($0.content.line)").inserted }
        return items.enumerated().sorted { a, b in
            let (x, y) = (key(a.element), key(b.element))
            return x == y ? a.offset < b.offset : x < y
        }.map(\.element)
    }
}

extension Diagnostics {
    /// Reports a mistake in the text of a spec file.
    mutating func report(_ fault: SpecSyntaxError.Fault, at span: Span) {
        let place = Place(file: span.file, position: SourcePosition(line: span.line, column: span.column))
        report(.error, SpecSyntaxError(fault, at: place), at: span)
    }
}
