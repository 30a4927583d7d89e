/// A place in a text file, counted from 1 as editors do.
package struct SourcePosition: Hashable, Sendable, Comparable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (a: SourcePosition, b: SourcePosition) -> Bool {
        (a.line, a.column) < (b.line, b.column)
    }
}

/// Where an error is: a file, and a position in it when it is text.
package struct Place: Hashable, Sendable {
    package let file: String
    package let position: SourcePosition?

    package init(file: String, position: SourcePosition? = nil) {
        self.file = file
        self.position = position
    }

    /// `file:line:column`, or `file`.
    package var text: String {
        position.map { "\(file):\($0.line):\($0.column)" } ?? file
    }
}

/// An error the user can mend: bad input or bad usage. Cases carry facts; the words are made beside the cases, in the
/// `+Words` files of this target, and nowhere else.
package protocol InputError: Error, Sendable {
    /// Its number in the catalogue of messages, such as `S201`; `nil` for errors outside the catalogue.
    var code: String? { get }
    /// Where it is; `nil` for the command line.
    var place: Place? { get }
    /// What is wrong, one sentence without a full stop.
    var problem: String { get }
    /// What should stand there, in a few words without "expected"; `nil` when `problem` says it. A list of all that may
    /// stand there starts with a colon.
    var expected: String? { get }
    /// What to do about it, one sentence without a full stop.
    var fix: String { get }
}

extension InputError {
    package var code: String? { nil }
    package var expected: String? { nil }

    /// The one line that users see: `file:1:2: error: problem; fix`, and for an error of the catalogue
    /// `file:1:2: error[S304]: problem; expected what; help: fix`.
    package var line: String {
        let start = place.map { "\($0.text): " } ?? ""
        guard let code else { return "\(start)error: \(problem); \(fix)" }
        let demand = demand.map { "; \($0)" } ?? ""
        return "\(start)error[\(code)]: \(problem)\(demand); help: \(fix)"
    }

    /// `expected` as users see it: `expected digits`, `expected: id, for, zip`.
    package var demand: String? {
        expected.map { $0.hasPrefix(":") ? "expected\($0)" : "expected \($0)" }
    }
}
