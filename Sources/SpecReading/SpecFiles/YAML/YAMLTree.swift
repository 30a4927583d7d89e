import Contexts
import Yams

/// Turns the parser's tree into ``YAMLNode``s: finds out where each text stands, and refuses what spec files have not.
struct YAMLTree {
    /// Deeper nesting is no spec, and would exhaust the stack of whoever walks the tree.
    static let depthLimit = 100

    private let source: SourceText
    private var diagnostics = Diagnostics()
    /// Nodes still allowed: a text of n bytes has at most n, so that only aliases of aliases can use them up.
    private var budget: Int
    /// The last place asked for, and its byte: places come in the order of the text.
    private var last = (line: 0, column: 1, offset: 0)

    private init(_ source: SourceText) {
        self.source = source
        budget = source.text.utf8.count + 100_000
    }

    /// The tree of a text; `nil` when it has none, which has been reported then, or is empty, which has not.
    static func read(_ source: SourceText) -> (node: YAMLNode?, diagnostics: Diagnostics) {
        let layout = YAMLLayout(source)
        var diagnostics = YAMLProfile.faults(source, layout)
        guard !diagnostics.hasErrors else { return (nil, diagnostics) }
        let root: Yams.Node?
        switch YAMLComposer.root(source, layout) {
        case .success(let node): root = node
        case .failure(let failure):
            diagnostics.report(failure.fault, at: failure.span)
            return (nil, diagnostics)
        }
        guard let root else { return (nil, diagnostics) }
        var tree = YAMLTree(source)
        let node = tree.node(root, depth: 0)
        return (tree.diagnostics.hasErrors ? nil : node, tree.diagnostics)
    }

    private mutating func node(_ node: Yams.Node, depth: Int) -> YAMLNode? {
        let mark =
            node.mark.map { SourcePosition(line: $0.line, column: $0.column) } ?? SourcePosition(line: 1, column: 1)
        budget -= 1
        guard budget >= 0, depth <= Self.depthLimit else {
            // One message is enough, and walking on would take as long as the expansion is big.
            if !diagnostics.hasErrors {
                let fault: SpecSyntaxError.YAMLFeature = .aliasExpansion(limit: source.text.utf8.count + 100_000)
                diagnostics.report(.notAllowed(fault), at: span(mark))
            }
            return nil
        }
        let start = skipProperties(mark)
        switch node {
        case .scalar(let scalar):
            let text = self.scalar(scalar, at: start)
            return YAMLNode(content: .scalar(text), span: text.span)
        case .sequence(let sequence):
            return YAMLNode(content: .list(sequence.compactMap { self.node($0, depth: depth + 1) }), span: span(start))
        case .mapping(let mapping): return self.mapping(mapping, at: start, depth: depth)
        case .alias: preconditionFailure("the parser replaces aliases")
        }
    }

    private mutating func mapping(_ mapping: Yams.Node.Mapping, at start: SourcePosition, depth: Int) -> YAMLNode? {
        let isFlow = byte(start) == UInt8(ascii: "{")
        var entries: [YAMLNode.Entry] = []
        for (key, value) in mapping {
            guard let keyNode = node(key, depth: depth + 1), let valueNode = node(value, depth: depth + 1) else {
                continue
            }
            guard case .scalar(let text) = keyNode.content else {
                diagnostics.report(.notAllowed(.complexKey), at: keyNode.span)
                continue
            }
            if text.style == .plain && text.text == "<<" {
                diagnostics.report(.notAllowed(.mergeKey), at: text.span)
                continue
            }
            if isFlow, case .scalar(let value) = valueNode.content, value.isMissing, !isFollowedByColon(text) {
                let meant = entries.last.map { "\($0.value.text ?? ""), \(text.text)" } ?? text.text
                diagnostics.report(.brokenText(mark: ",", text: meant.shown), at: text.span)
                continue
            }
            entries.append(YAMLNode.Entry(key: text, value: valueNode))
        }
        let first = isFlow ? nil : entries.first?.key.span
        return YAMLNode(content: .mapping(entries), span: first ?? span(start))
    }

    // MARK: Places

    private mutating func scalar(_ scalar: Yams.Node.Scalar, at start: SourcePosition) -> ScalarText {
        let style: ScalarText.Style =
            switch scalar.style {
            case .singleQuoted, .doubleQuoted: .quoted
            case .literal, .folded: .block
            case .plain, .any: .plain
            }
        let text = scalar.string
        if style == .block { return ScalarText(text: text, style: style, span: blockSpan(start), isExact: false) }
        let inside = SourcePosition(line: start.line, column: start.column + (style == .quoted ? 1 : 0))
        let rest = source.lineBytes(start.line)[offset(inside)...]
        let isExact = rest.starts(with: text.utf8) && (style == .plain || hasQuote(rest.dropFirst(text.utf8.count)))
        let length = isExact ? text.unicodeScalars.count : rest.count { $0 & 0xc0 != 0x80 }
        return ScalarText(
            text: text, style: style, span: span(isExact ? inside : start, length: length), isExact: isExact)
    }

    private func hasQuote(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.first == UInt8(ascii: "'") || rest.first == UInt8(ascii: "\"")
    }

    /// The first line of a `|` or `>` text, so that a position inside the text can be told as one in the file.
    private func blockSpan(_ start: SourcePosition) -> Span {
        guard start.line < source.lineCount else { return span(start) }
        let next = source.line(start.line + 1)
        let indent = next.prefix { $0 == " " }.count
        return Span(
            file: source.file, line: start.line + 1, column: indent + 1, length: next.unicodeScalars.count - indent)
    }

    /// Behind an anchor before a value. A tag there is reported.
    private mutating func skipProperties(_ mark: SourcePosition) -> SourcePosition {
        var position = mark
        while let first = byte(position), first == UInt8(ascii: "&") || first == UInt8(ascii: "!") {
            let rest = source.lineBytes(position.line)[offset(position)...]
            let word = rest.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
            let text = String(decoding: word, as: UTF8.self)
            if first == UInt8(ascii: "!") {
                diagnostics.report(
                    .notAllowed(.tag(text.shown)), at: span(position, length: text.unicodeScalars.count))
            }
            let blanks = rest.dropFirst(word.count).prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            position = SourcePosition(
                line: position.line, column: position.column + text.unicodeScalars.count + blanks.count)
            if rest.count == word.count + blanks.count { return mark }
        }
        return position
    }

    private mutating func isFollowedByColon(_ key: ScalarText) -> Bool {
        let end = SourcePosition(line: key.span.line, column: key.span.column + key.span.length)
        guard key.isExact else { return true }
        let rest = source.lineBytes(end.line)[offset(end)...]
        let marks = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") }
        return marks.first == UInt8(ascii: ":")
    }

    private mutating func byte(_ position: SourcePosition) -> UInt8? {
        source.lineBytes(position.line)[offset(position)...].first
    }

    /// The index of a place in the bytes of its line. Cost: the distance from the last place asked for.
    private mutating func offset(_ position: SourcePosition) -> Int {
        let bytes = source.lineBytes(position.line)
        if position.line != last.line || position.column < last.column {
            last = (position.line, 1, bytes.startIndex)
        }
        while last.column < position.column, last.offset < bytes.endIndex {
            last.offset += 1
            while last.offset < bytes.endIndex, bytes[last.offset] & 0xc0 == 0x80 { last.offset += 1 }
            last.column += 1
        }
        return last.offset
    }

    private func span(_ position: SourcePosition, length: Int = 1) -> Span {
        Span(file: source.file, line: position.line, column: position.column, length: length)
    }
}

extension YAMLNode {
    /// The text of a scalar.
    var text: String? {
        if case .scalar(let scalar) = content { return scalar.text }
        return nil
    }
}
