import Contexts
import SpecReading
import Testing

@Suite struct MessageFormatTests {
    private struct Note: InputError {
        var code: String? = "W101"
        var place: Place?
        var problem = "100% of it, at: once"
        var expected: String? = ": a, b"
        var fix = "line one\nline two"
    }

    private func diagnostics(_ line: Int, _ column: Int, length: Int = 1, file: String = "t") -> Diagnostics {
        var diagnostics = Diagnostics()
        diagnostics.report(
            .error, SpecSyntaxError(.tabIndentation, at: Place(file: file)),
            at: Span(file: file, line: line, column: column, length: length))
        return diagnostics
    }

    @Test func gutterFollowsTheLineNumber() {
        let source = String(repeating: "x\n", count: 120)
        #expect(
            MessageFormat.full.text(diagnostics(112, 1), sources: ["t": source])
                == """
                t:112:1: error[S002]: a tab is used for indentation
                    |
                112 | x
                    | ^ expected spaces
                    = help: replace the tab by spaces
                """)
    }

    @Test func wideCharactersTakeTwoColumns() {
        let text = MessageFormat.full.text(diagnostics(1, 4, length: 2), sources: ["t": "入e\u{301}力x: 1"])
        #expect(text.split(separator: "\n")[3] == "  |    ^^^ expected spaces")
    }

    @Test func tabsKeepTheirWidth() {
        let text = MessageFormat.full.text(diagnostics(1, 3), sources: ["t": "a\tb"])
        #expect(text.split(separator: "\n")[3] == "  |  \t^ expected spaces")
    }

    @Test func longLinesAreCut() {
        let source = String(repeating: "a", count: 300) + "B" + String(repeating: "c", count: 300)
        let lines = MessageFormat.full.text(diagnostics(1, 301), sources: ["t": source]).split(separator: "\n")
        #expect(lines[2].count <= 175 && lines[2].hasPrefix("1 | ...a") && lines[2].hasSuffix("c..."))
        let caret = lines[3].firstIndex(of: "^").map { lines[3].distance(from: lines[3].startIndex, to: $0) }
        let letter = lines[2].firstIndex(of: "B").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
        #expect(caret == letter && caret != nil)
    }

    @Test func controlCharactersAreNotPrinted() {
        let text = MessageFormat.full.text(diagnostics(1, 1), sources: ["t": "a\u{1b}[31mb"])
        #expect(!text.contains("\u{1b}") && text.contains("a\u{fffd}[31mb"))
    }

    @Test func withoutSource() {
        #expect(
            MessageFormat.full.text(diagnostics(3, 1), sources: [:])
                == """
                t:3:1: error[S002]: a tab is used for indentation
                  = expected spaces
                  = help: replace the tab by spaces
                """)
        let beyond = MessageFormat.full.text(diagnostics(9, 1), sources: ["t": "one line"])
        #expect(!beyond.contains("|"))
    }

    @Test func warningsComeAfterErrors() {
        var all = Diagnostics()
        all.report(.warning, Note(), at: Span(file: "t", line: 1, column: 1))
        all.add(diagnostics(9, 1))
        all.add(diagnostics(2, 7))
        all.add(diagnostics(2, 7))
        let lines = MessageFormat.concise.text(all, sources: [:]).replacing("line one\nline two", with: "fix")
        #expect(
            lines
                == """
                t:2:7: error[S002]: a tab is used for indentation; expected spaces; help: replace the tab by spaces
                t:9:1: error[S002]: a tab is used for indentation; expected spaces; help: replace the tab by spaces
                t:1:1: warning[W101]: 100% of it, at: once; expected: a, b; help: fix
                """)
    }

    @Test func filesComeInTheOrderOfTheirFirstMessage() {
        var all = diagnostics(5, 1, file: "b")
        all.add(diagnostics(1, 1, file: "a"))
        all.add(diagnostics(2, 1, file: "b"))
        #expect(all.sorted.map { "\($0.span.file):\($0.span.line)" } == ["b:2", "b:5", "a:1"])
    }

    @Test func fiftyAreEnough() {
        var all = Diagnostics()
        for line in 1...53 { all.add(diagnostics(line, 1)) }
        let lines = MessageFormat.concise.text(all, sources: [:]).split(separator: "\n")
        #expect(lines.count == 51 && lines[50] == "... and 3 more messages")
        #expect(MessageFormat.json.text(all, sources: [:]).split(separator: "\n").count == 53)
        #expect(MessageFormat.full.text(all, sources: [:], limit: 52).hasSuffix("\n\n... and 1 more message"))
    }

    @Test func json() {
        var all = Diagnostics()
        all.report(.warning, Note(), at: Span(file: "a/b.yaml", line: 4, column: 2, length: 3))
        #expect(
            MessageFormat.json.text(all, sources: [:])
                == """
                {"code":"W101","column":2,"expected":"a, b","file":"a/b.yaml","help":"line one\\nline two","length":3,\
                "line":4,"problem":"100% of it, at: once","severity":"warning"}
                """)
    }

    @Test func github() {
        var all = Diagnostics()
        all.report(.warning, Note(), at: Span(file: "a,b:c.yaml", line: 4, column: 2))
        #expect(
            MessageFormat.github.text(all, sources: [:])
                == """
                ::warning file=a%2Cb%3Ac.yaml,line=4,col=2,title=W101::100%25 of it, at: once; expected: a, b; help: line \
                one%0Aline two
                """)
    }

    @Test func nothingToSay() {
        for format in MessageFormat.allCases { #expect(format.text(Diagnostics(), sources: [:]) == "") }
    }
}
