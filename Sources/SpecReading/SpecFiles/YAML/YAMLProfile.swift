import Contexts

/// What is refused before the parser sees it: tabs in indentation, and what would make the parser's tree expensive or deep.
enum YAMLProfile {
    /// More aliases are no spec.
    static let aliasLimit = 1_000

    static func faults(_ source: SourceText, _ layout: YAMLLayout) -> Diagnostics {
        var diagnostics = Diagnostics()
        var aliases = 0
        var nesting = Nesting()
        var hasContent = false
        for (index, line) in layout.lines.enumerated() {
            func span(_ start: Int, _ length: Int = 1) -> Span {
                Span(file: source.file, line: index + 1, column: start + 1, length: length)
            }
            if line.kind == .marker {
                let isDirective = source.lineBytes(index + 1).first == UInt8(ascii: "%")
                if isDirective {
                    diagnostics.report(.notAllowed(.directive), at: span(0))
                } else if hasContent, source.lineBytes(index + 1).first == UInt8(ascii: "-") {
                    diagnostics.report(.notAllowed(.secondDocument), at: span(0, 3))
                    return diagnostics
                }
                continue
            }
            if let tab = line.tab { diagnostics.report(.tabIndentation, at: span(tab)) }
            hasContent = hasContent || line.kind == .structure
            for (place, token) in line.tokens.enumerated() {
                let next = place + 1 < line.tokens.count ? line.tokens[place + 1] : nil
                switch token.kind {
                case .question: diagnostics.report(.notAllowed(.complexKey), at: span(token.start))
                case .close where next?.kind == .colon && !line.hasBrokenText:
                    diagnostics.report(.notAllowed(.complexKey), at: span(token.start))
                case .alias:
                    aliases += 1
                    if next?.kind == .colon {
                        diagnostics.report(.notAllowed(.aliasAsKey), at: span(token.start, token.end - token.start))
                    }
                    if aliases == aliasLimit + 1 {
                        diagnostics.report(.notAllowed(.tooManyAliases(limit: aliasLimit)), at: span(token.start))
                    }
                default: break
                }
            }
            if let start = nesting.excess(line) {
                diagnostics.report(.notYAML(.tooDeep(limit: YAMLTree.depthLimit)), at: span(start))
                return diagnostics
            }
        }
        return diagnostics
    }
}

/// How deep collections are nested.
private struct Nesting {
    /// The columns of the open block collections.
    private var columns: [Int] = []

    /// Where a line goes too deep.
    mutating func excess(_ line: YAMLLayout.Line) -> Int? {
        var depth = line.depth
        for (index, token) in line.tokens.enumerated() {
            switch token.kind {
            case .open: depth += 1
            case .close: depth = max(0, depth - 1)
            case .dash: push(token.start)
            case .plain, .quoted: if line.depth == 0, line.isKey(index) { push(token.start) }
            default: break
            }
            if columns.count + depth > YAMLTree.depthLimit { return token.start }
        }
        return nil
    }

    private mutating func push(_ column: Int) {
        while let last = columns.last, last >= column { columns.removeLast() }
        columns.append(column)
    }
}

extension YAMLLayout.Line {
    /// Whether a bracket follows unquoted text directly, as in `{relu[0]: ...}`.
    fileprivate var hasBrokenText: Bool {
        zip(tokens, tokens.dropFirst()).contains { $0.kind == .plain && $1.kind == .open && $0.end == $1.start }
    }
}
