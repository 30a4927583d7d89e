/// A YAML value with its place. Nothing is typed: `no`, `010` and `2/255` are texts, and the field decides what they mean.
struct YAMLNode: Sendable {
    enum Content: Sendable {
        case scalar(ScalarText)
        case list([YAMLNode])
        case mapping([Entry])
    }

    struct Entry: Sendable {
        let key: ScalarText
        let value: YAMLNode
    }

    let content: Content
    /// The text of a scalar; the first character of a collection, or its first key.
    let span: Span
}

/// The text of a scalar and where it stands.
struct ScalarText: Sendable {
    enum Style: Sendable { case plain, quoted, block }

    let text: String
    let style: Style
    /// The text without its quotation marks; of a text over several lines the part on the first.
    let span: Span
    /// Whether the source has one character for each of the text, on one line.
    let isExact: Bool

    /// Nothing at all, as after `key:`.
    var isMissing: Bool { style == .plain && text.isEmpty }

    /// A part of the text, in Unicode scalars from 0. Where the source spells the text differently: the whole of it.
    func span(_ range: Range<Int>) -> Span {
        guard isExact else { return span }
        return Span(file: span.file, line: span.line, column: span.column + range.lowerBound, length: range.count)
    }

    /// The text fit for a message: one line, not too long, nothing unprintable.
    var shown: String { text.shown }
}

extension String {
    /// The text fit for a message: one line, not too long, nothing unprintable.
    var shown: String {
        let limit = 60
        let scalars = unicodeScalars.prefix(limit + 1)
        let body = scalars.prefix(limit).map { $0.value < 32 || $0.value == 127 ? " " : String($0) }.joined()
        return scalars.count > limit ? body + "..." : body
    }
}
