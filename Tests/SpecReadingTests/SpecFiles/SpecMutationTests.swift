import Contexts
import SpecReading
import TestSupport
import Testing

/// Damaged spec files are read or refused with a place; nothing else happens.
@Suite struct SpecMutationTests {
    private static let fragments = [
        "[", "]", "{", "}", ",", ":", ": ", "- ", "? ", "#", " #", "'", "\"", "&a ", "*a", "!!x ", "|", ">", "%", "@",
        "`",
        "\n", "\r", "\t", "\0", "\u{85}", "\u{2028}", "\u{feff}", "é", "入", "~", "<<: *a", "---\n", "...\n", "  ", "$",
        "$img", "$img.label", "1/0", "1e9999", "-1", "0..", "99999999999999999999", "<=", ">=", "==", "x[0]", "y[",
        "relu[0]",
        "sum(", "*", "checks:\n", "spec: 2\n", "{box: [0, 1]}", "\\", "\\u", "\u{1b}",
    ].map { Array($0.utf8) }

    @Test(arguments: 1...6)
    func mutations(_ number: Int) throws {
        let original = Array(try fixture("specs/example-\(number).yaml").utf8)
        var random = SeededNumbers(seed: 40 + number)
        var refused = 0
        for round in 0..<350 {
            var text = original
            for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&text, &random) }
            if inspect(text, "round \(round)") { refused += 1 }
        }
        #expect(refused > 200)
    }

    /// Checks what must be true of any text; whether it was refused.
    private func inspect(_ text: [UInt8], _ comment: Comment) -> Bool {
        let (file, diagnostics) = SpecReader.read(text: text, file: "m")
        let lineCount = text.count { $0 == 10 || $0 == 13 } + 1
        for diagnostic in diagnostics.sorted {
            let span = diagnostic.span
            #expect(diagnostic.content.code != nil, comment)
            #expect((1...lineCount).contains(span.line) && span.column >= 1, comment)
            #expect(!diagnostic.content.line.contains("\n"), comment)
            let place = Place(file: "m", position: SourcePosition(line: span.line, column: span.column))
            #expect(diagnostic.content.place == place, comment)
        }
        #expect(file != nil || diagnostics.hasErrors, comment)
        let sources = ["m": String(decoding: text, as: UTF8.self)]
        for format in MessageFormat.allCases {
            #expect(format.text(diagnostics, sources: sources).isEmpty == diagnostics.isEmpty, comment)
        }
        if case .formatted(let once) = SpecFormatter.format(text: text, file: "m") {
            guard case .formatted(let twice) = SpecFormatter.format(text: Array(once.utf8), file: "m") else {
                Issue.record("the normal form is refused: \(comment)")
                return false
            }
            #expect(once == twice, comment)
        }
        return diagnostics.hasErrors
    }

    private func mutate(_ text: inout [UInt8], _ random: inout SeededNumbers) {
        guard !text.isEmpty else { return }
        let index = Int.random(in: 0..<text.count, using: &random)
        let end = min(text.count, index + Int.random(in: 1...20, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0: text.remove(at: index)
        case 1: text[index] = UInt8.random(in: 0...255, using: &random)
        case 2, 3:
            text.insert(contentsOf: Self.fragments[Int.random(in: 0..<Self.fragments.count, using: &random)], at: index)
        case 4: text.removeSubrange(index..<end)
        case 5: text.insert(contentsOf: text[index..<end], at: Int.random(in: 0...text.count, using: &random))
        default: if Int.random(in: 0..<4, using: &random) == 0 { text.removeSubrange(index...) }
        }
    }
}
