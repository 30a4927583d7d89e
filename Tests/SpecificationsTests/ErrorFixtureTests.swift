import Foundation
import Specifications
import Testing

/// Every file `Fixtures/errors/NAME.yaml` gives exactly the messages of `NAME.txt`. The files refer to the stand-ins of
/// ``Workshop``; `NAME-….inc.yaml` and other files of the folder are included or read by them.
@Suite struct ErrorFixtureTests {
    static var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                $0.hasSuffix(".yaml") && !$0.hasSuffix(".inc.yaml")
            }.sorted()
        }
    }

    static var folder: String { "\(Bundle.module.bundlePath)/Fixtures/errors" }

    @Test(arguments: try ErrorFixtureTests.names)
    func messages(_ name: String) throws {
        let workshop = try Workshop()
        for file in try FileManager.default.contentsOfDirectory(atPath: Self.folder) where !file.hasSuffix(".txt") {
            try workshop.folder.write(file, try String(contentsOfFile: "\(Self.folder)/\(file)", encoding: .utf8))
        }
        let text = try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
        let found = workshop.lines(try workshop.specification(text, name: name, limit: 1_000))
        let golden = "\(Self.folder)/\(name.dropLast(".yaml".count)).txt"
        let expected = try String(contentsOfFile: golden, encoding: .utf8)
        #expect(found.map { "\($0)\n" }.joined() == expected)
    }

    /// Fixtures for the numbers of the catalogue that this part of the program gives.
    @Test func everyNumberHasItsFixture() throws {
        let texts = try Self.names.map { name in
            try String(contentsOfFile: "\(Self.folder)/\(name.dropLast(".yaml".count)).txt", encoding: .utf8)
        }.joined()
        let codes = [
            "S102", "S110", "S111", "S115", "S120", "S121", "S122", "S123", "S201", "S202", "S203", "S204", "S205",
            "S220", "S221", "S230", "S240", "S241", "S304", "S305", "S306", "S310", "S320", "S321", "S322", "S330",
            "S331", "S332", "S333", "S334", "S335", "N401", "N402", "N403", "N404", "N405", "N406", "N407", "N408",
            "N409",
            "D301",
            "D304", "D310", "V501", "V502", "V503", "V504", "V509",
        ]
        for code in codes { #expect(texts.contains("error[\(code)]"), "no fixture for \(code)") }
    }
}
