import Contexts
import Yams

/// Calls libYAML, and says in plain words what it objects to.
enum YAMLComposer {
    struct Failure: Error {
        let fault: SpecSyntaxError.Fault
        let span: Span
    }

    /// The parser's tree; `nil` for a text without content.
    static func root(_ source: SourceText, _ layout: YAMLLayout) -> Result<Yams.Node?, Failure> {
        do {
            let parser = try Yams.Parser(yaml: source.text, resolver: .basic, encoding: .utf8)
            return .success(try parser.singleRoot())
        } catch {
            let reader = Objection(source: source, layout: layout)
            return .failure(reader.failure(error))
        }
    }
}

/// Finds the words and the place for an error of the parser.
private struct Objection {
    let source: SourceText
    let layout: YAMLLayout

    func failure(_ error: any Error) -> YAMLComposer.Failure {
        guard let error = error as? YamlError else { return at(SourcePosition(line: 1, column: 1), .other("\(error)")) }
        switch error {
        case .scanner(let context, let problem, let mark, _):
            return scanner(problem, position(mark), context.map { position($0.mark) })
        case .parser(let context, let problem, let mark, _):
            return parser(problem, position(mark), context.map { position($0.mark) })
        case .composer(_, let problem, let mark, _):
            let fault: SpecSyntaxError.Fault =
                switch problem {
                case "found undefined alias": .notYAML(.unknownAlias)
                case "but found another document": .notAllowed(.secondDocument)
                default: .notYAML(.other(problem))
                }
            return at(position(mark), fault)
        case .duplicatedKeysInMapping(let keys, let context):
            return duplicate(keys.first ?? "", position(context.mark))
        default: return at(SourcePosition(line: 1, column: 1), .other("\(error)"))
        }
    }

    private func scanner(
        _ problem: String, _ place: SourcePosition, _ start: SourcePosition?
    ) -> YAMLComposer.Failure {
        switch problem {
        case "found unexpected end of stream", "found unexpected document indicator":
            return at(start ?? place, .unclosedQuote(opened: start ?? place))
        case "mapping values are not allowed in this context", "found unexpected ':'":
            return at(place, .unexpectedColon)
        case "could not find expected ':'": return at(start ?? place, .keyWithoutColon)
        case "block sequence entries are not allowed in this context": return at(place, .unexpectedDash)
        case "found character that cannot start any token":
            return at(place, character(place).map { .unstartable($0) } ?? .other(problem))
        case "did not find expected alphabetic or numeric character":
            return at(start ?? place, .anchorWithoutName(character(start ?? place) ?? "*"))
        case "did not find expected comment or line break":
            return at(start ?? place, .blockHeader(character(start ?? place) ?? ">"))
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return at(place, SpecSyntaxError.Fault.tabIndentation)
        case "found unknown escape character", "did not find expected hexdecimal number",
            "found invalid Unicode character escape code":
            return at(place, .badEscape)
        default: return at(place, .other(problem))
        }
    }

    private func parser(
        _ problem: String, _ place: SourcePosition, _ start: SourcePosition?
    ) -> YAMLComposer.Failure {
        switch problem {
        case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
            return brackets(place, start ?? place)
        case "did not find expected key": return outside(place, .outsideMapping(start ?? place))
        case "did not find expected '-' indicator":
            guard let start, start.column == place.column else { return outside(place, .outsideList(start ?? place)) }
            return at(place, .outsideList(start))
        case "did not find expected node content":
            if character(place) == nil, let opener = unclosedBracket {
                return at(opener, .unclosedBracket(character(opener) ?? "{", opened: opener))
            }
            return at(place, .missingContent)
        case "did not find expected <document start>": return at(place, .notAllowed(.secondDocument))
        case _ where problem.hasPrefix("Maximum nesting level"):
            return at(place, .tooDeep(limit: YAMLTree.depthLimit))
        default: return at(place, .other(problem))
        }
    }

    /// Between brackets: a text broken by a bracket, a surplus word, or no closing bracket.
    private func brackets(_ place: SourcePosition, _ start: SourcePosition) -> YAMLComposer.Failure {
        let opener = character(start) ?? "{"
        guard let found = character(place) else {
            return at(start, .unclosedBracket(opener, opened: start))
        }
        let before = Array(source.line(place.line).unicodeScalars.prefix(place.column - 1))
        if found == "[" || found == "{", let last = before.last, !" \t,:[{".unicodeScalars.contains(last) {
            return at(place, .brokenText(mark: found, text: brokenText(place).shown))
        }
        if place.line == start.line {
            return at(place, .unexpectedInBrackets(word(place), opener: opener, opened: start))
        }
        return at(place, .unclosedBracket(opener, opened: start))
    }

    /// A line with an indentation that fits nothing: most often it is one or two columns off.
    private func outside(_ place: SourcePosition, _ fault: SpecSyntaxError.YAMLFault) -> YAMLComposer.Failure {
        let isItem = layout.lines[place.line - 1].tokens.first?.kind == .dash
        for number in stride(from: place.line - 1, to: 0, by: -1) {
            let line = layout.lines[number - 1]
            guard line.kind == .structure, let first = line.tokens.first(where: { ($0.kind == .dash) == isItem }) else {
                continue
            }
            let column = first.start + 1
            guard column != place.column, abs(column - place.column) <= 2 else { break }
            return at(place, .indentation(neighbour: SourcePosition(line: number, column: column)))
        }
        return at(place, fault)
    }

    /// The word that starts at a place.
    private func word(_ place: SourcePosition) -> String {
        let rest = source.line(place.line).unicodeScalars.dropFirst(place.column - 1)
        let word = rest.prefix { !" \t:,[]{}".unicodeScalars.contains($0) }
        return "'\(word.isEmpty ? String(rest.prefix(1)) : String(word))'".shown
    }

    /// The text around a bracket that broke it: from the indicator before it to the end of the item.
    private func brokenText(_ place: SourcePosition) -> String {
        let line = Array(source.line(place.line).unicodeScalars)
        var start = place.column - 1
        while start > 0, !",[{".unicodeScalars.contains(line[start - 1]),
            !(line[start - 1] == " " && start > 1 && line[start - 2] == ":")
        { start -= 1 }
        var end = place.column - 1
        var depth = 0
        while end < line.count {
            if "[{".unicodeScalars.contains(line[end]) { depth += 1 }
            if "]}".unicodeScalars.contains(line[end]) {
                if depth == 0 { break }
                depth -= 1
            }
            let endsKey = line[end] == ":" && (end + 1 == line.count || line[end + 1] == " ")
            if depth == 0, line[end] == "," || endsKey { break }
            end += 1
        }
        let text = String(String.UnicodeScalarView(line[start..<end]))
        return text.trimmed
    }

    /// The second of two equal keys. The parser tells the place of the first only.
    private func duplicate(_ key: String, _ first: SourcePosition) -> YAMLComposer.Failure {
        let fault = SpecSyntaxError.YAMLFault.duplicateKey(key.shown, first: first)
        let second = secondKey(key, after: first)
        return at(second ?? first, .notYAML(fault), length: key.unicodeScalars.count)
    }

    private func secondKey(_ key: String, after first: SourcePosition) -> SourcePosition? {
        var depth: Int?
        var level = 0
        for number in first.line...max(first.line, layout.lines.count) {
            let line = layout.lines[number - 1]
            guard line.kind == .structure || line.kind == .continuation else { continue }
            level = line.depth
            let source = Array(self.source.line(number).unicodeScalars)
            if let depth, depth == 0, line.kind == .structure, line.indent < first.column - 1 { return nil }
            for (index, token) in line.tokens.enumerated() {
                if token.kind == .open { level += 1 }
                if token.kind == .close { level -= 1 }
                if let depth, level < depth { return nil }
                guard line.isKey(index), level == depth ?? level else { continue }
                if number == first.line, token.start == first.column - 1 {
                    depth = level
                    continue
                }
                guard depth != nil, level > 0 || token.start == first.column - 1 else { continue }
                let text = String(String.UnicodeScalarView(source[token.start..<token.end]))
                if text == key || text.dropFirst().dropLast() == key {
                    return SourcePosition(line: number, column: token.start + 1)
                }
            }
        }
        return nil
    }

    /// The last bracket that is open at the end of the text.
    private var unclosedBracket: SourcePosition? {
        var open: [SourcePosition] = []
        for (index, line) in layout.lines.enumerated() {
            for token in line.tokens {
                if token.kind == .open { open.append(SourcePosition(line: index + 1, column: token.start + 1)) }
                if token.kind == .close { _ = open.popLast() }
            }
        }
        return open.last
    }

    private func character(_ place: SourcePosition) -> Character? {
        source.line(place.line).unicodeScalars.dropFirst(place.column - 1).first.map(Character.init)
    }

    private func position(_ mark: Yams.Mark) -> SourcePosition { SourcePosition(line: mark.line, column: mark.column) }

    private func at(_ place: SourcePosition, _ fault: SpecSyntaxError.YAMLFault) -> YAMLComposer.Failure {
        at(place, .notYAML(fault))
    }

    private func at(
        _ place: SourcePosition, _ fault: SpecSyntaxError.Fault, length: Int = 1
    ) -> YAMLComposer.Failure {
        // The end of the text may be told as the start of the line after the last one.
        let isBeyond = place.line > source.lineCount
        let line = isBeyond ? source.lineCount : place.line
        let column = isBeyond ? source.line(line).unicodeScalars.count + 1 : place.column
        return YAMLComposer.Failure(
            fault: fault, span: Span(file: source.file, line: line, column: column, length: length))
    }
}

extension StringProtocol {
    /// The text without the blanks at both ends.
    var trimmed: String {
        let start = drop { $0 == " " || $0 == "\t" }
        guard let end = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(start[...end])
    }
}
