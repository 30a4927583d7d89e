import Contexts

/// Names, and texts with `$name` or `$name.field` in them.
enum TemplateText {
    enum Piece: Hashable, Sendable {
        case text(String)
        /// `offset` counts Unicode scalars from the start of the whole text, the `$` included in `length`.
        case reference(Reference, offset: Int, length: Int)
    }

    /// Words that mean something wherever a name may stand.
    static let reserved: Set<String> = ["x", "y", "X", "Y", "sum", "mean", "relu", "pre", "domain", "empty", "all"]

    /// A letter, then letters, digits and `_`.
    static func isName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        return first.isLetter && text.unicodeScalars.allSatisfy(\.isWord)
    }

    /// The name that a text was meant to be; `nil` when nothing is left of it.
    static func suggestion(for text: String) -> String? {
        var scalars = text.unicodeScalars.map { $0.isWord ? $0 : "_" }
        while let first = scalars.first, !first.isLetter || first == "_" { scalars.removeFirst() }
        return scalars.isEmpty ? nil : String(scalars)
    }

    /// `$name` or `$name.field` and nothing else; `nil` when the text does not start with `$`.
    static func reference(_ text: String) throws(ScalarFault) -> Reference? {
        guard text.hasPrefix("$") else { return nil }
        let pieces = try pieces(text)
        let count = text.unicodeScalars.count
        guard case .reference(let reference, _, let length) = pieces[0], length == count else {
            if case .reference(let reference, _, _) = pieces[0], reference.field != nil, pieces.count == 2,
                case .text(let rest) = pieces[1], rest.hasPrefix(".")
            {
                throw ScalarFault(fault: .name(text.shown, .field(reference.text)), range: 0..<count)
            }
            throw ScalarFault(fault: .name(text.shown, .characters(suggestion: nil)), range: 0..<count)
        }
        return reference
    }

    /// The text cut at its references. Throws when no name follows a `$`.
    static func pieces(_ text: String) throws(ScalarFault) -> [Piece] {
        let scalars = Array(text.unicodeScalars)
        var pieces: [Piece] = []
        var index = 0
        var start = 0
        while index < scalars.count {
            guard scalars[index] == "$" else {
                index += 1
                continue
            }
            if index > start { pieces.append(.text(String(scalars[start..<index]))) }
            start = index
            guard let name = word(scalars, at: index + 1) else {
                throw ScalarFault(fault: .name(text.shown, .looseDollar), range: index..<(index + 1))
            }
            index += 1 + name.unicodeScalars.count
            var field: String?
            if index < scalars.count, scalars[index] == ".", let found = word(scalars, at: index + 1) {
                field = found
                index += 1 + found.unicodeScalars.count
            }
            pieces.append(
                .reference(Reference(name: name, field: field), offset: start, length: index - start))
            start = index
        }
        if start < scalars.count { pieces.append(.text(String(scalars[start...]))) }
        return pieces
    }

    private static func word(_ scalars: [Unicode.Scalar], at start: Int) -> String? {
        guard start < scalars.count, scalars[start].isLetter else { return nil }
        return String(scalars[start...].prefix(while: \.isWord))
    }
}

extension Reference {
    /// As it is written: `$img.label`.
    package var text: String { field.map { "$\(name).\($0)" } ?? "$\(name)" }
}

extension Located where Value == String {
    /// One part of a template: text, or a reference with its own place.
    package enum TemplatePiece: Sendable {
        case text(String)
        case reference(Located<Reference>)
    }

    /// The template cut at its `$name` and `$name.field`. Requires a template that the decoder has accepted.
    package var templatePieces: [TemplatePiece] {
        guard let pieces = try? TemplateText.pieces(value) else {
            preconditionFailure("a template that the decoder did not check: \(value)")
        }
        let isExact = span.length == value.unicodeScalars.count
        return pieces.map { piece in
            switch piece {
            case .text(let text): return .text(text)
            case .reference(let reference, let offset, let length):
                guard isExact else { return .reference(Located<Reference>(reference, at: span)) }
                let place = Span(file: span.file, line: span.line, column: span.column + offset, length: length)
                return .reference(Located<Reference>(reference, at: place))
            }
        }
    }
}
