import SpecReading

/// Text with `$name`, `$name.field`, `${name}` or `${name.field}` in it; `$$` is a dollar sign.
struct Template {
    enum Piece: Equatable {
        case text(String)
        /// `offset` and `length` count Unicode scalars of the whole text.
        case reference(Reference, offset: Int, length: Int)
    }

    let pieces: [Piece]

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        var pieces: [Piece] = []
        var plain = ""
        var i = 0
        while i < scalars.count {
            guard scalars[i] == "$" else {
                plain.unicodeScalars.append(scalars[i])
                i += 1
                continue
            }
            if i + 1 < scalars.count, scalars[i + 1] == "$" {
                plain += "$"
                i += 2
            } else if let (reference, end) = Self.reference(scalars, at: i) {
                if !plain.isEmpty { pieces.append(.text(plain)) }
                plain = ""
                pieces.append(.reference(reference, offset: i, length: end - i))
                i = end
            } else {
                plain += "$"
                i += 1
            }
        }
        if !plain.isEmpty { pieces.append(.text(plain)) }
        self.pieces = pieces
    }

    var isConstant: Bool {
        pieces.allSatisfy { if case .text = $0 { true } else { false } }
    }

    var references: [Reference] {
        pieces.compactMap { if case .reference(let reference, _, _) = $0 { reference } else { nil } }
    }

    /// The reference that starts with the dollar at `start`, and the index behind it.
    private static func reference(_ scalars: [Unicode.Scalar], at start: Int) -> (Reference, end: Int)? {
        let isBraced = start + 1 < scalars.count && scalars[start + 1] == "{"
        var i = isBraced ? start + 2 : start + 1
        let name = word(scalars, &i)
        guard !name.isEmpty else { return nil }
        var field: String?
        if i + 1 < scalars.count, scalars[i] == "." {
            var end = i + 1
            let word = word(scalars, &end)
            if !word.isEmpty { (field, i) = (word, end) }
        }
        if isBraced {
            guard i < scalars.count, scalars[i] == "}" else { return nil }
            i += 1
        }
        return (Reference(name: name, field: field), i)
    }

    private static func word(_ scalars: [Unicode.Scalar], _ i: inout Int) -> String {
        var word = ""
        while i < scalars.count, isNamePart(scalars[i], isFirst: word.isEmpty) {
            word.unicodeScalars.append(scalars[i])
            i += 1
        }
        return word
    }

    private static func isNamePart(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || (!isFirst && ("0"..."9").contains(scalar))
    }
}
