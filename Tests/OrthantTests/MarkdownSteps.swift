import Foundation

/// What a reader of a Markdown document does, one step after the other: writes the spec files that it shows, runs the
/// commands of its code blocks.
///
/// A block of YAML that starts with `spec: 1` is a spec file; the text in front of it names it, or nothing does. In other
/// blocks, a line after `$ ` is a command and what follows it is output; without `$`, lines that start with `orthant` or
/// `make` are commands. `$ echo $?` states the exit code of the command before.
enum MarkdownStep {
    case file(name: String?, text: String, line: Int)
    case command(Command)

    struct Command {
        let text: String
        let line: Int
        var output: [String] = []
        var exitCode: Int32?
    }

    /// The steps of a document, in order.
    static func steps(of document: String) -> [MarkdownStep] {
        MarkdownBlock.blocks(of: document).flatMap(\.steps)
    }
}

/// A block of code, and the paragraph in front of it.
private struct MarkdownBlock {
    var language: String?
    var lines: [String] = []
    let paragraph: String
    /// The number of its first line.
    let line: Int

    var steps: [MarkdownStep] {
        if language == "yaml" {
            guard lines.first == "spec: 1" else { return [] }
            return [.file(name: fileName, text: lines.joined(separator: "\n") + "\n", line: line)]
        }
        return commands.map { .command($0) }
    }

    /// The last name of a spec file in the paragraph.
    private var fileName: String? {
        paragraph.split(separator: "`").map(String.init).last { $0.hasSuffix(".yaml") && !$0.contains(" ") }
    }

    private var commands: [MarkdownStep.Command] {
        var commands: [MarkdownStep.Command] = []
        let withPrompt = lines.contains { $0.hasPrefix("$ ") }
        for (offset, text) in lines.enumerated() {
            if withPrompt, !text.hasPrefix("$ ") {
                guard let last = commands.indices.last else { continue }
                commands[last].output.append(text)
                continue
            }
            let command = withPrompt ? String(text.dropFirst(2)) : text
            guard withPrompt || Self.startsCommand(command) else { continue }
            commands.append(.init(text: command, line: line + offset))
        }
        return Self.withExitCodes(commands)
    }

    private static func startsCommand(_ text: String) -> Bool {
        ["orthant ", ".build/release/orthant ", "make "].contains { text.hasPrefix($0) }
    }

    /// Every `echo $?` goes into the command before it.
    private static func withExitCodes(_ commands: [MarkdownStep.Command]) -> [MarkdownStep.Command] {
        commands.reduce(into: []) { result, command in
            guard command.text == "echo $?", let last = result.indices.last else { return result.append(command) }
            result[last].exitCode = command.output.first.flatMap { Int32($0) }
        }
    }

    static func blocks(of document: String) -> [MarkdownBlock] {
        var blocks: [MarkdownBlock] = []
        var reader = Reader()
        for (index, line) in document.components(separatedBy: "\n").enumerated() {
            if let block = reader.take(line, number: index + 1) { blocks.append(block) }
        }
        if let block = reader.end() { blocks.append(block) }
        return blocks
    }

    /// Goes through lines and hands out a block when it has ended.
    private struct Reader {
        private var fenced: MarkdownBlock?
        private var indented: MarkdownBlock?
        private var paragraph = ""
        private var afterBlank = true

        mutating func take(_ line: String, number: Int) -> MarkdownBlock? {
            if var block = fenced {
                if line.hasPrefix("```") { return endFenced() }
                block.lines.append(line)
                fenced = block
                return nil
            }
            if line.hasPrefix("```") {
                let ended = endIndented()
                fenced = MarkdownBlock(
                    language: String(line.dropFirst(3)), paragraph: paragraph, line: number + 1)
                return ended
            }
            if line.hasPrefix("    "), afterBlank || indented != nil {
                if indented == nil { indented = MarkdownBlock(paragraph: paragraph, line: number) }
                indented?.lines.append(String(line.dropFirst(4)))
                return nil
            }
            return takeText(line)
        }

        mutating func end() -> MarkdownBlock? { fenced == nil ? endIndented() : endFenced() }

        private mutating func takeText(_ line: String) -> MarkdownBlock? {
            let blank = line.allSatisfy(\.isWhitespace)
            if blank, indented != nil {
                indented?.lines.append("")
                return nil
            }
            paragraph = blank || !afterBlank ? paragraph : ""
            paragraph += blank ? "" : line + "\n"
            afterBlank = blank
            return endIndented()
        }

        private mutating func endFenced() -> MarkdownBlock? {
            defer { fenced = nil }
            return fenced
        }

        private mutating func endIndented() -> MarkdownBlock? {
            defer { indented = nil }
            return indented
        }
    }
}
