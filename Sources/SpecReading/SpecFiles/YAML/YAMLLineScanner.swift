/// Cuts one line of YAML into tokens.
struct YAMLLineScanner {
    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    var count: Int { scalars.count }
    var spaces: Int { scalars.prefix { $0 == " " }.count }
    var isBlank: Bool { firstNonBlank == nil }

    var firstNonBlank: (index: Int, scalar: Unicode.Scalar)? {
        scalars.firstIndex { !$0.isYAMLBlank }.map { ($0, scalars[$0]) }
    }

    func firstTab(before end: Int) -> Int? { scalars[..<end].firstIndex(of: "\t") }

    /// `---` or `...` at the start of the line, or a directive.
    var isMarker: Bool {
        if scalars.first == "%" { return true }
        guard scalars.count >= 3, scalars[0] == "-" || scalars[0] == ".", scalars[1] == scalars[0],
            scalars[2] == scalars[0]
        else { return false }
        return scalars.count == 3 || scalars[3].isYAMLBlank
    }

    /// The tokens of a line that goes on with unquoted text.
    func plainLine(from start: Int) -> [YAMLLayout.Token] {
        let comment = (start..<count).first { scalars[$0] == "#" && $0 > 0 && scalars[$0 - 1].isYAMLBlank }
        var tokens = [YAMLLayout.Token(kind: .plain, start: start, end: trimmed(comment ?? count))]
        if let comment { tokens.append(YAMLLayout.Token(kind: .comment, start: comment, end: count)) }
        return tokens
    }

    /// All tokens. `depth` counts the open brackets and `quote` is the open quotation mark, before and after.
    mutating func tokens(depth: inout Int, quote: inout Unicode.Scalar?) -> [YAMLLayout.Token] {
        var tokens: [YAMLLayout.Token] = []
        if let open = quote {
            quote = skipQuoted(open) ? nil : open
            tokens.append(YAMLLayout.Token(kind: .quoted, start: 0, end: index))
        }
        while index < count {
            if scalars[index].isYAMLBlank {
                index += 1
                continue
            }
            let start = index
            let kind = next(&depth, &quote, after: tokens.last)
            tokens.append(YAMLLayout.Token(kind: kind, start: start, end: kind == .plain ? trimmed(index) : index))
        }
        return tokens
    }

    private mutating func next(
        _ depth: inout Int, _ quote: inout Unicode.Scalar?, after last: YAMLLayout.Token?
    ) -> YAMLLayout.Token.Kind {
        let scalar = scalars[index]
        let isFollowedByBlank = index + 1 == count || scalars[index + 1].isYAMLBlank
        switch scalar {
        case "#" where index == 0 || scalars[index - 1].isYAMLBlank:
            index = count
            return .comment
        case "[", "{":
            depth += 1
            return single(.open)
        case "]", "}":
            depth = max(0, depth - 1)
            return single(.close)
        case "," where depth > 0: return single(.comma)
        case ":" where isFollowedByBlank || depth > 0 && endsFlowKey(last): return single(.colon)
        case "-" where isFollowedByBlank && depth == 0: return single(.dash)
        case "?" where isFollowedByBlank: return single(.question)
        case "'", "\"":
            index += 1
            if !skipQuoted(scalar) { quote = scalar }
            return .quoted
        case "&", "*":
            index += 1
            while index < count, scalars[index].isYAMLWord { index += 1 }
            return scalar == "&" ? .anchor : .alias
        case "!":
            while index < count, !scalars[index].isYAMLBlank { index += 1 }
            return .tag
        case "|", ">":
            guard depth == 0 else { break }
            while index < count, !scalars[index].isYAMLBlank { index += 1 }
            return .blockHeader
        default: break
        }
        skipPlain(depth: depth)
        return .plain
    }

    private mutating func single(_ kind: YAMLLayout.Token.Kind) -> YAMLLayout.Token.Kind {
        index += 1
        return kind
    }

    /// Between brackets a ':' is an indicator without a blank when it follows a quoted key or comes before a bracket.
    private func endsFlowKey(_ last: YAMLLayout.Token?) -> Bool {
        if let last, last.end == index, last.kind == .quoted || last.kind == .close { return true }
        return scalars[index + 1].isFlowIndicator
    }

    /// Goes behind the closing quotation mark; false when the line has none.
    private mutating func skipQuoted(_ mark: Unicode.Scalar) -> Bool {
        while index < count {
            let scalar = scalars[index]
            index += 1
            if mark == "\"", scalar == "\\" {
                index = min(count, index + 1)
            } else if scalar == mark {
                guard mark == "'", index < count, scalars[index] == "'" else { return true }
                index += 1
            }
        }
        return false
    }

    private mutating func skipPlain(depth: Int) {
        // The first character is part of the text, whatever it is.
        index += 1
        while index < count {
            let scalar = scalars[index]
            let next = index + 1 < count ? scalars[index + 1] : " "
            if scalar == ":" && (next.isYAMLBlank || depth > 0 && next.isFlowIndicator) { return }
            if scalar == "#" && scalars[index - 1].isYAMLBlank { return }
            if depth > 0 && scalar.isFlowIndicator { return }
            index += 1
        }
    }

    /// `end` without the blanks before it.
    private func trimmed(_ end: Int) -> Int {
        var end = end
        while end > 0, scalars[end - 1].isYAMLBlank { end -= 1 }
        return end
    }
}

extension Unicode.Scalar {
    var isYAMLBlank: Bool { self == " " || self == "\t" }

    fileprivate var isFlowIndicator: Bool {
        switch self {
        case "[", "]", "{", "}", ",": true
        default: false
        }
    }

    /// A character of a name after `&` or `*`.
    var isYAMLWord: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
        default: false
        }
    }
}
