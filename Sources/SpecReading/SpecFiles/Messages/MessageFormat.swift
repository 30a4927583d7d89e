import Contexts
import Foundation

/// How messages about spec files are printed.
package enum MessageFormat: String, CaseIterable, Sendable {
    /// One line for each message.
    case concise
    /// The message, the source line, carets under the place with what was expected there, and help.
    case full
    /// One JSON object for each message, one per line.
    case json
    /// Workflow commands that GitHub shows beside the changed lines.
    case github

    /// People read no more messages at once; programs get them all.
    package static let limit = 50

    /// The messages as text, errors before warnings, sorted by place; empty when there are none, and without a line break
    /// at the end.
    ///
    /// - Parameters:
    ///   - sources: the texts of the files by the names in the spans; a file that is missing here has no source lines.
    ///   - limit: how many messages `concise` and `full` show before they only count.
    package func text(
        _ diagnostics: Diagnostics, sources: [String: String], limit: Int = MessageFormat.limit
    ) -> String {
        let all = diagnostics.sorted
        switch self {
        case .json: return all.map(\.json).joined(separator: "\n")
        case .github: return all.map(\.workflowCommand).joined(separator: "\n")
        case .concise, .full: break
        }
        let lines = sources.mapValues(SourceLines.init)
        var blocks = all.prefix(limit).map { self == .full ? $0.block(lines[$0.span.file]) : $0.line }
        let more = all.count - blocks.count
        if more > 0 { blocks.append("... and \(more) more \(more == 1 ? "message" : "messages")") }
        return blocks.joined(separator: self == .full ? "\n\n" : "\n")
    }
}

/// A text cut into lines as ``Span`` counts them.
private struct SourceLines {
    private let lines: [Substring.UnicodeScalarView]

    init(_ text: String) {
        let scalars = text.hasPrefix("\u{feff}") ? text.unicodeScalars.dropFirst() : text.unicodeScalars[...]
        var lines: [Substring.UnicodeScalarView] = []
        var start = scalars.startIndex
        var index = start
        while index < scalars.endIndex {
            let next = scalars.index(after: index)
            let isBreak =
                scalars[index] == "\n" || scalars[index] == "\r" && (next == scalars.endIndex || scalars[next] != "\n")
            if isBreak {
                lines.append(scalars[start..<index])
                start = next
            }
            index = next
        }
        lines.append(scalars[start...])
        self.lines = lines
    }

    /// A line without its break; `nil` beyond the last one.
    func line(_ number: Int) -> String? {
        guard lines.indices.contains(number - 1) else { return nil }
        let line = lines[number - 1]
        return String(line.last == "\r" ? line.dropLast() : line)
    }
}

extension Diagnostic {
    private var label: String { content.code.map { "\(severity.rawValue)[\($0)]" } ?? severity.rawValue }

    private var header: String { "\(span.file):\(span.line):\(span.column): \(label): \(content.problem)" }

    fileprivate var line: String {
        header + (content.demand.map { "; \($0)" } ?? "") + "; help: \(content.fix)"
    }

    fileprivate func block(_ source: SourceLines?) -> String {
        let number = "\(span.line)"
        let gutter = String(repeating: " ", count: number.count + 1)
        let help = "\(gutter)= help: \(content.fix)"
        guard let line = source?.line(span.line) else {
            return ([header] + [content.demand.map { "\(gutter)= \($0)" }].compactMap(\.self) + [help])
                .joined(separator: "\n")
        }
        let excerpt = SourceExcerpt(line: line, column: span.column, length: span.length)
        let demand = content.demand.map { " \($0)" } ?? ""
        let sourceLine = excerpt.line.isEmpty ? "\(number) |" : "\(number) | \(excerpt.line)"
        return [header, "\(gutter)|", sourceLine, "\(gutter)| \(excerpt.carets)\(demand)", help]
            .joined(separator: "\n")
    }

    // MARK: For programs

    private struct Document: Encodable {
        let file: String
        let line: Int
        let column: Int
        let length: Int
        let severity: String
        let code: String?
        let problem: String
        let expected: String?
        let help: String
    }

    /// One line; keys are sorted, and those without a value are left out.
    fileprivate var json: String {
        let document = Document(
            file: span.file, line: span.line, column: span.column, length: span.length, severity: severity.rawValue,
            code: content.code, problem: content.problem, expected: content.expected.map(\.withoutLeadingColon),
            help: content.fix)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(document) else {
            preconditionFailure("texts and numbers always have a JSON form")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// `::error file=F,line=L,col=C,title=CODE::message`.
    fileprivate var workflowCommand: String {
        let message = content.problem + (content.demand.map { "; \($0)" } ?? "") + "; help: \(content.fix)"
        let title = content.code ?? "orthant"
        return "::\(severity.rawValue) file=\(span.file.escapedProperty),line=\(span.line),col=\(span.column),"
            + "title=\(title.escapedProperty)::\(message.escapedMessage)"
    }
}

extension String {
    fileprivate var withoutLeadingColon: String { hasPrefix(": ") ? String(dropFirst(2)) : self }

    fileprivate var escapedMessage: String {
        replacingOccurrences(of: "%", with: "%25").replacingOccurrences(of: "\r", with: "%0D")
            .replacingOccurrences(of: "\n", with: "%0A")
    }

    fileprivate var escapedProperty: String {
        escapedMessage.replacingOccurrences(of: ":", with: "%3A").replacingOccurrences(of: ",", with: "%2C")
    }
}
