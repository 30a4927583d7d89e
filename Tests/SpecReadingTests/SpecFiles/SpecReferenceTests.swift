import Foundation
import SpecReading
import Testing

@Suite struct SpecReferenceTests {
    private var path: URL {
        (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
            .appending(path: "docs/spec-reference.md")
    }

    /// `make docs` writes the file.
    @Test func committedReferenceIsThatOfTheTables() throws {
        #expect(try String(contentsOf: path, encoding: .utf8) == SpecReference.text)
    }

    @Test func everyKeyIsExplained() {
        for kind in MappingKind.allCases {
            for key in kind.mapping.keys {
                #expect(key.note.hasSuffix("."), "\(kind.rawValue).\(key.name)")
                #expect(!key.example.isEmpty)
                #expect(SpecReference.text.contains("| `\(key.name)` |"))
            }
        }
    }

    /// Links lead to headings of the same document.
    @Test func linksLeadSomewhere() {
        let text = SpecReference.text
        let headings = Set(
            text.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
                line.drop { $0 == "#" }.dropFirst().lowercased().filter {
                    $0.isLetter || $0.isNumber || $0 == " " || $0 == "-"
                }.replacing(" ", with: "-")
            })
        for link in text.matches(of: /\]\(#([^)]*)\)/) {
            #expect(headings.contains(String(link.1)), "\(link.1)")
        }
    }
}
