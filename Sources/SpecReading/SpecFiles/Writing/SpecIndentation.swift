/// The lines of a YAML text with normal indentation and spacing. Works line by line on a ``YAMLLayout``.
struct SpecIndentation {
    /// An open block collection: where its keys or dashes stand, and where they are to stand.
    private struct Block {
        let old: Int
        let new: Int
        let isList: Bool
    }

    private let source: SourceText
    private let layout: YAMLLayout
    private var blocks: [Block] = []
    /// How far the content of the last structural line moves; what goes on with it moves as far.
    private var shift = 0
    /// How far the open brackets have moved, the innermost last.
    private var bracketShifts: [Int] = []
    /// Where a text after `|` or `>` is to start; `nil` when its header says how far it is indented.
    private var textIndent: Int?
    /// The indentation of the first line of such a text, as it was, and how far the text moves.
    private var text: (indent: Int, shift: Int)?
    private(set) var lines: [String] = []

    init(_ source: SourceText, _ layout: YAMLLayout) {
        self.source = source
        self.layout = layout
        var pending: [Int] = []
        for (index, line) in layout.lines.enumerated() {
            if line.kind != .blockText { text = nil }
            switch line.kind {
            case .blank: lines.append("")
            case .marker: lines.append(source.line(index + 1).trimmedAtEnd)
            case .comment:
                if line.depth == 0 { pending.append(index) }
                lines.append(line.depth == 0 ? "" : moved(index))
            case .continuation: lines.append(line.isInQuotes ? moved(index) : moved(index, spaced: true))
            case .blockText: lines.append(blockText(index))
            case .structure:
                let before = blocks
                lines.append(structure(index))
                for comment in pending { place(comment, before: index, blocks: before) }
                pending = []
            }
        }
        for comment in pending { place(comment, before: nil, blocks: blocks) }
    }

    // MARK: Lines of structure

    private mutating func structure(_ index: Int) -> String {
        let line = layout.lines[index]
        let scalars = Array(source.line(index + 1).unicodeScalars)
        guard let first = line.tokens.first else { return "" }
        open(column: first.start, isList: first.kind == .dash)
        var indent = blocks.last?.new ?? 0
        var result = String(repeating: " ", count: indent)
        var place = 0
        while place < line.tokens.count, line.tokens[place].kind == .dash {
            result += "- "
            place += 1
            guard place < line.tokens.count, line.tokens[place].kind != .comment else { continue }
            indent += 2
            blocks.append(
                Block(old: line.tokens[place].start, new: indent, isList: line.tokens[place].kind == .dash))
        }
        let content = line.tokens[place...]
        shift = indent - (content.first?.start ?? first.start)
        bracketShifts = []
        textIndent = content.first?.kind == .blockHeader ? indent : indent + 2
        if let header = content.first(where: { $0.kind == .blockHeader }),
            scalars[header.start..<header.end].contains(where: \.isDigit)
        {
            textIndent = nil
        }
        return spaced(scalars, content, after: result).trimmedAtEnd
    }

    /// Closes the blocks that end before a line that starts in `column`, and opens a new one when it starts one.
    private mutating func open(column: Int, isList: Bool) {
        while let last = blocks.last, last.old > column || last.old == column && last.isList && !isList {
            blocks.removeLast()
        }
        guard let last = blocks.last else {
            blocks.append(Block(old: column, new: 0, isList: isList))
            return
        }
        // A list may stand in the column of its key.
        if last.old < column || isList && !last.isList {
            blocks.append(Block(old: column, new: last.new + 2, isList: isList))
        }
    }

    /// The tokens behind `start` with one space after each ':'; all other blanks between them stay.
    private mutating func spaced(
        _ scalars: [Unicode.Scalar], _ tokens: ArraySlice<YAMLLayout.Token>, after start: String
    ) -> String {
        var result = start
        for (index, token) in zip(tokens.indices, tokens) {
            if index > tokens.startIndex {
                let last = tokens[index - 1]
                let isValue = last.kind == .colon && token.kind != .comment
                result += isValue ? " " : String(scalars[last.end..<token.start])
            }
            if token.kind == .open { bracketShifts.append(result.unicodeScalars.count - token.start) }
            if token.kind == .close { _ = bracketShifts.popLast() }
            result += String(scalars[token.start..<token.end])
        }
        return result
    }

    // MARK: Other lines

    /// A line that goes on with the last structural one: it moves as far as the bracket it stands in, or else as far as
    /// that line's content.
    private mutating func moved(_ index: Int, spaced: Bool = false) -> String {
        let line = layout.lines[index]
        let scalars = Array(source.line(index + 1).unicodeScalars)
        guard let start = scalars.firstIndex(where: { !$0.isYAMLBlank }) else { return "" }
        let indent = String(repeating: " ", count: max(0, start + (bracketShifts.last ?? shift)))
        let text = spaced ? self.spaced(scalars, line.tokens[...], after: indent) : indent + String(scalars[start...])
        return text.trimmedAtEnd
    }

    /// A line of a text after `|` or `>`: everything behind its indentation is part of the text.
    private mutating func blockText(_ index: Int) -> String {
        let scalars = Array(source.line(index + 1).unicodeScalars)
        let spaces = layout.lines[index].indent
        let isBlank = spaces == scalars.count
        if !isBlank, text == nil { text = (spaces, textIndent.map { $0 - spaces } ?? shift) }
        guard let text, !isBlank || spaces > text.indent else { return "" }
        return String(repeating: " ", count: max(0, spaces + text.shift)) + String(scalars[spaces...])
    }

    /// A comment goes with the next line when it stands in the same column, else with the block in whose column it
    /// stands, else with the next line.
    private mutating func place(_ index: Int, before next: Int?, blocks: [Block]) {
        let column = layout.lines[index].indent
        let nextIndent = next.map { lines[$0].prefix { $0 == " " }.count }
        let indent: Int
        if let next, layout.lines[next].indent == column {
            indent = nextIndent ?? 0
        } else if let block = blocks.last(where: { $0.old == column }) {
            indent = block.new
        } else {
            indent = nextIndent ?? blocks.last { $0.old < column }?.new ?? 0
        }
        let comment = source.line(index + 1).trimmed
        lines[index] = String(repeating: " ", count: indent) + comment
    }

}

extension String {
    var trimmedAtEnd: String {
        guard let end = lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(self[...end])
    }
}
