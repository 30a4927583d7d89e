import SpecReading
import Testing

@Suite struct SpecFormatterTests {
    private func formatted(_ text: String) throws -> String {
        switch SpecFormatter.format(text: Array(text.utf8), file: "t") {
        case .formatted(let result): return result
        case .refused(let diagnostics):
            Issue.record("\(MessageFormat.concise.text(diagnostics, sources: [:]))")
            throw UnexpectedTree()
        }
    }

    @Test func normalForm() throws {
        #expect(try formatted(try fixture("format/before.yaml")) == (try fixture("format/after.yaml")))
    }

    @Test func goodFilesStay() throws {
        for name in ["specs/example-1", "specs/example-6", "specs/all-keys", "specs/included", "format/after"] {
            let text = try fixture("\(name).yaml")
            #expect(try formatted(text) == text, "\(name)")
        }
    }

    @Test func formattingTwiceChangesNothing() throws {
        for name in try fixtures(in: "specs", ending: ".yaml") where name != "broken.yaml" {
            let once = try formatted(try fixture("specs/\(name)"))
            #expect(try formatted(once) == once, "\(name)")
        }
    }

    @Test func lineEndsAndMarksBecomePlain() throws {
        let text = "spec: 1\nchecks:\n- {id: a, vnnlib: a.vnnlib}\n"
        let expected = "spec: 1\nchecks:\n  - {id: a, vnnlib: a.vnnlib}\n"
        for variant in [
            text, "\u{feff}" + text, text.replacing("\n", with: "\r\n"), "\n\n" + text + "\n\n", text + "   ",
        ] {
            #expect(try formatted(variant) == expected)
        }
    }

    @Test func filesWithErrorsAreRefused() throws {
        for text in ["spec: 1\nchecks:\n  - {id: a}\n", "spec: 1\nchecks: [\n", "", "\tspec: 1\n", "a: b: c\n"] {
            guard case .refused(let diagnostics) = SpecFormatter.format(text: Array(text.utf8), file: "t") else {
                Issue.record("formatted: \(text)")
                continue
            }
            #expect(diagnostics.hasErrors)
        }
    }
}
