import Contexts

/// A spec file in normal form, or the reason why there is none.
package enum FormattedSpec: Sendable {
    case formatted(String)
    case refused(Diagnostics)
}

/// Brings spec files into normal form: two spaces of indentation, list items indented under their key, one space after
/// ':' and '-', no blanks at the end of lines, at most one empty line in a row. Comments, quotes and the order of keys stay.
///
/// Guarantee: the result reads as the same values with the same comments, which is checked before it is given out, and
/// formatting it again changes nothing. A file with errors is refused.
package enum SpecFormatter {
    package static func format(text: [UInt8], file: String) -> FormattedSpec {
        let (root, found) = SpecReader.tree(text: text, file: file)
        guard let root else { return .refused(found) }
        let role: SpecReader.Role = root.hasKey("checks") ? .main : .included
        let diagnostics = SpecReader.read(root, file: file, role: role).diagnostics
        guard !diagnostics.hasErrors, let source = try? SourceText(text, file: file) else {
            return .refused(diagnostics)
        }
        let layout = YAMLLayout(source)
        let lines = SpecIndentation(source, layout).lines
        let result = joined(lines, layout)
        return checked(result, root: root, source: source, layout)
    }

    /// The lines with the empty ones thinned out.
    private static func joined(_ lines: [String], _ layout: YAMLLayout) -> String {
        var result: [String] = []
        for (index, line) in lines.enumerated() {
            if line.isEmpty, isOptional(index, lines, layout), result.last?.isEmpty ?? true { continue }
            result.append(line)
        }
        while result.last?.isEmpty ?? false { result.removeLast() }
        return result.joined(separator: "\n") + "\n"
    }

    /// Whether an empty line is only there to look at: within a text it is part of the text.
    private static func isOptional(_ index: Int, _ lines: [String], _ layout: YAMLLayout) -> Bool {
        guard let next = lines[index...].firstIndex(where: { !$0.isEmpty }) else { return true }
        switch layout.lines[next].kind {
        case .continuation, .blockText: return false
        case .blank, .comment, .marker, .structure: return layout.lines[index].kind != .continuation
        }
    }

    /// The result when it reads as the same values with the same comments.
    private static func checked(
        _ text: String, root: YAMLNode, source: SourceText, _ layout: YAMLLayout
    ) -> FormattedSpec {
        var diagnostics = Diagnostics()
        guard let result = try? SourceText(Array(text.utf8), file: source.file),
            let node = YAMLTree.read(result).node
        else {
            diagnostics.report(.layout, at: root.span)
            return .refused(diagnostics)
        }
        if let difference = root.difference(from: node) {
            diagnostics.report(.layout, at: difference)
            return .refused(diagnostics)
        }
        guard YAMLLayout(result).comments(result) == layout.comments(source) else {
            diagnostics.report(.layout, at: root.span)
            return .refused(diagnostics)
        }
        return .formatted(text)
    }
}

extension YAMLNode {
    fileprivate func hasKey(_ name: String) -> Bool {
        guard case .mapping(let entries) = content else { return false }
        return entries.contains { $0.key.text == name }
    }

    /// The place of the first value here that reads otherwise there; `nil` when the trees are the same.
    fileprivate func difference(from other: YAMLNode) -> Span? {
        switch (content, other.content) {
        case (.scalar(let a), .scalar(let b)): return a.text == b.text ? nil : span
        case (.list(let a), .list(let b)):
            if a.count != b.count { return span }
            return zip(a, b).lazy.compactMap { $0.difference(from: $1) }.first
        case (.mapping(let a), .mapping(let b)):
            if a.map(\.key.text) != b.map(\.key.text) { return span }
            return zip(a, b).lazy.compactMap { $0.value.difference(from: $1.value) }.first
        default: return span
        }
    }
}

extension YAMLLayout {
    /// The texts of all comments.
    fileprivate func comments(_ source: SourceText) -> [String] {
        lines.enumerated().flatMap { index, line in
            line.tokens.filter { $0.kind == .comment }.map { token in
                String(source.line(index + 1).unicodeScalars.dropFirst(token.start)).trimmed
            }
        }
    }
}
