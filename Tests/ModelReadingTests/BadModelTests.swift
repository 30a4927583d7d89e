import Contexts
import Foundation
import ModelReading
import Testing

/// Every bad fixture gives exactly the error that `Fixtures/bad/expected.txt` has for it.
@Suite struct BadModelTests {
    /// The error lines, without the folder, in the order of the file names.
    private static let expected: [String: Substring] = {
        let text = (try? String(contentsOfFile: Fixtures.path("bad/expected.txt"), encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n").map { (String($0.prefix { $0 != ":" }), $0) }
        return Dictionary(uniqueKeysWithValues: lines)
    }()

    @Test(arguments: Fixtures.badModels)
    func errorIsTheExpectedLine(model: String) throws {
        let error = try #require(throws: (any Error).self) {
            try ModelReading.network(at: Fixtures.path("bad/\(model)"))
        }
        let line = try #require(error as? any InputError).line
        #expect(line.replacing("\(Fixtures.folder)/bad/", with: "") == Self.expected[model] ?? "")
    }

    @Test func everyExpectedLineHasItsModel() {
        #expect(Self.expected.keys.sorted() == Fixtures.badModels)
    }
}
