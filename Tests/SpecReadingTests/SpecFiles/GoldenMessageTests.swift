import Contexts
import Foundation
import SpecReading
import Testing

/// Every file in `Fixtures/errors` gives exactly the messages beside it, in full form.
@Suite struct GoldenMessageTests {
    private static let names = (try? fixtures(in: "errors", ending: ".yaml")) ?? []

    @Test(arguments: names)
    func message(_ name: String) throws {
        let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/errors")
        let content = try [UInt8](Data(contentsOf: folder.appending(path: name)))
        let diagnostics = SpecReader.read(text: content, file: name).diagnostics
        let source = String(decoding: content, as: UTF8.self)
        let expected = try String(
            contentsOf: folder.appending(path: name.replacing(".yaml", with: ".txt")), encoding: .utf8)
        #expect(MessageFormat.full.text(diagnostics, sources: [name: source]) + "\n" == expected)
        let code = String(name.prefix { $0.isLetter || $0.isNumber })
        #expect(diagnostics.sorted.allSatisfy { $0.content.code == code && $0.severity == .error })
    }

    @Test func everyCodeIsCovered() {
        let codes = Set(Self.names.map { String($0.prefix(4)) })
        let expected =
            ["S001", "S002", "S003", "S101", "S102", "S103", "S104", "S105"] + (110...116).map { "S\($0)" }
            + ["S210", "S211"]
        #expect(codes == Set(expected))
        #expect(Self.names.count >= 60)
    }
}
