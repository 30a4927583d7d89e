import Contexts

/// A piece of a constraint.
struct ConstraintToken {
    enum Kind: Hashable {
        /// Starts with a digit or a point; what it says is found out where it is used.
        case number
        /// `$name` or `$name.field`.
        case reference
        case name
        case relation(Constraint.Relation)
        /// Any other single character.
        case symbol(Unicode.Scalar)
        case end
    }

    let kind: Kind
    let text: String
    /// In Unicode scalars from the start of the constraint.
    let range: Range<Int>

    func isSymbol(_ scalar: Unicode.Scalar) -> Bool { kind == .symbol(scalar) }
}

/// Cuts a constraint into tokens.
enum ConstraintTokens {
    /// All tokens, the last of them `end`. Throws for signs of comparison that there are not.
    static func of(_ text: String) throws(ScalarFault) -> [ConstraintToken] {
        let scalars = Array(text.unicodeScalars)
        var tokens: [ConstraintToken] = []
        var index = 0
        while index < scalars.count {
            if scalars[index] == " " || scalars[index] == "\t" {
                index += 1
                continue
            }
            let start = index
            let kind = try next(scalars, &index)
            tokens.append(ConstraintToken(kind: kind, text: String(scalars[start..<index]), range: start..<index))
        }
        tokens.append(ConstraintToken(kind: .end, text: "", range: scalars.count..<scalars.count))
        return tokens
    }

    private static func next(
        _ scalars: [Unicode.Scalar], _ index: inout Int
    ) throws(ScalarFault) -> ConstraintToken.Kind {
        let first = scalars[index]
        if first.isLetter {
            index += scalars[index...].prefix(while: \.isWord).count
            return .name
        }
        if first.isDigit || first == "." {
            skipNumber(scalars, &index)
            return .number
        }
        if first == "$" {
            index += 1 + scalars[(index + 1)...].prefix(while: \.isWord).count
            if index + 1 < scalars.count, scalars[index] == ".", scalars[index + 1].isLetter {
                index += 1 + scalars[(index + 1)...].prefix(while: \.isWord).count
            }
            return .reference
        }
        if first.isComparison { return .relation(try relation(scalars, &index)) }
        index += 1
        return .symbol(first)
    }

    /// All that could belong to a number, so that `2/25S` is one misspelt number.
    private static func skipNumber(_ scalars: [Unicode.Scalar], _ index: inout Int) {
        while index < scalars.count {
            let scalar = scalars[index]
            let isExponentSign =
                (scalar == "-" || scalar == "+") && (scalars[index - 1] == "e" || scalars[index - 1] == "E")
                && index + 1 < scalars.count && scalars[index + 1].isDigit
            guard scalar.isWord || scalar == "." || scalar == "/" || isExponentSign else { return }
            index += 1
        }
    }

    private static func relation(
        _ scalars: [Unicode.Scalar], _ index: inout Int
    ) throws(ScalarFault) -> Constraint.Relation {
        let start = index
        while index < scalars.count, scalars[index].isComparison { index += 1 }
        let text = String(scalars[start..<index])
        if let relation = Constraint.Relation(rawValue: text) { return relation }
        let meant: [String: String] = [
            "=": "==", "=<": "<=", "=>": ">=", "\u{2264}": "<=", "\u{2265}": ">=", "<<": "<", ">>": ">", "===": "==",
        ]
        throw ScalarFault(
            fault: .constraint(.unknownRelation(text.shown, suggestion: meant[text] ?? "<= or >=")),
            range: start..<index)
    }
}

extension Unicode.Scalar {
    /// A character of a sign of comparison, right or wrong.
    fileprivate var isComparison: Bool {
        switch self {
        case "<", ">", "=", "!", "\u{2264}", "\u{2265}", "\u{2260}": true
        default: false
        }
    }
}
