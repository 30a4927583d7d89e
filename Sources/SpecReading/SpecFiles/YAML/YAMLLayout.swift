/// The indicators of a YAML text, line by line: what a parser's tree does not tell. Exact on valid YAML; on anything else
/// it is some list of tokens, which decides nothing but the wording and the place of an error.
struct YAMLLayout {
    struct Token {
        enum Kind {
            case dash, question, colon, comma, open, close, plain, quoted, anchor, alias, tag, blockHeader, comment
        }

        let kind: Kind
        /// From 0, in Unicode scalars.
        let start: Int
        var end: Int
    }

    enum LineKind {
        case blank, comment
        /// `---`, `...` or a directive.
        case marker
        /// The first line of what stands on it.
        case structure
        /// Goes on with a flow collection or a scalar of the lines above.
        case continuation
        /// A line of a `|` or `>` text.
        case blockText
    }

    struct Line {
        var kind = LineKind.blank
        /// Leading spaces.
        var indent = 0
        /// The first tab among the leading blanks, from 0, when something other than a comment follows them.
        var tab: Int?
        var tokens: [Token] = []
        /// Open brackets at the start of the line.
        var depth = 0
        /// Whether the line starts inside a quoted text.
        var isInQuotes = false
    }

    private(set) var lines: [Line] = []

    // The state between lines.
    private var depth = 0
    private var quote: Unicode.Scalar?
    /// Lines that are indented by more than this belong to the text begun by `|` or `>`.
    private var blockTextParent: Int?
    /// Lines that are indented by more than this go on with unquoted text.
    private var plainParent: Int?

    init(_ source: SourceText) {
        lines.reserveCapacity(source.lineCount)
        for number in 1...source.lineCount {
            var scanner = YAMLLineScanner(Array(source.line(number).unicodeScalars))
            lines.append(next(&scanner))
        }
    }

    private mutating func next(_ scanner: inout YAMLLineScanner) -> Line {
        var line = Line()
        line.indent = scanner.spaces
        line.depth = depth
        line.isInQuotes = quote != nil
        if let parent = blockTextParent {
            if scanner.isBlank || line.indent > parent {
                line.kind = .blockText
                return line
            }
            blockTextParent = nil
        }
        if quote != nil {
            line.kind = .continuation
            scan(&scanner, &line)
            return line
        }
        guard let first = scanner.firstNonBlank else { return line }
        if first.scalar == "#" {
            line.kind = .comment
            line.tokens = [Token(kind: .comment, start: first.index, end: scanner.count)]
            return line
        }
        if scanner.isMarker {
            line.kind = .marker
            (depth, plainParent) = (0, nil)
            return line
        }
        line.tab = scanner.firstTab(before: first.index)
        line.kind = .structure
        if depth > 0 {
            line.kind = .continuation
        } else if let parent = plainParent, line.indent > parent {
            line.kind = .continuation
            line.tokens = scanner.plainLine(from: first.index)
            if line.tokens.last?.kind == .comment { plainParent = nil }
            return line
        }
        scan(&scanner, &line)
        return line
    }

    private mutating func scan(_ scanner: inout YAMLLineScanner, _ line: inout Line) {
        line.tokens = scanner.tokens(depth: &depth, quote: &quote)
        plainParent = nil
        guard depth == 0, quote == nil, let last = line.tokens.last else { return }
        if last.kind == .blockHeader || last.kind == .comment && line.tokens.dropLast().last?.kind == .blockHeader {
            blockTextParent = line.valueParent
        }
        if last.kind == .plain { plainParent = line.valueParent }
    }
}

extension YAMLLayout.Line {
    /// The column of the collection whose value ends this line: a text that goes on is indented by more.
    fileprivate var valueParent: Int {
        guard kind == .structure else { return indent - 1 }
        let dashes = tokens.prefix { $0.kind == .dash }
        let content = tokens[dashes.count...]
        if content.contains(where: { $0.kind == .colon }), let key = content.first { return key.start }
        return dashes.last?.start ?? indent - 1
    }

    /// Whether the token at `index` is a key.
    func isKey(_ index: Int) -> Bool {
        index + 1 < tokens.count && tokens[index + 1].kind == .colon
            && (tokens[index].kind == .plain || tokens[index].kind == .quoted)
    }
}
