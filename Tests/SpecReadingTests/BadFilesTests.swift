import Contexts
import Foundation
import SpecReading
import Testing

/// Every file in `Fixtures/bad` must give exactly its line in `expected.txt`.
@Suite struct BadFilesTests {
    private func folder() throws -> URL {
        try #require(Bundle.module.resourceURL).appending(path: "Fixtures/bad")
    }

    @Test func everyFileGivesItsError() throws {
        let folder = try folder()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".vnnlib") }
        let expected = try String(contentsOf: folder.appending(path: "expected.txt"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
        var lineOf: [String: String] = [:]
        for line in expected { lineOf[String(line.prefix { $0 != ":" })] = line }
        #expect(lineOf.count == expected.count)
        #expect(Set(names) == Set(lineOf.keys))
        for name in names {
            let text = try [UInt8](Data(contentsOf: folder.appending(path: name)))
            do {
                _ = try VNNLIBReader.read(text, file: name)
                Issue.record("\(name) reads without an error")
            } catch {
                #expect(error.line == lineOf[name])
            }
        }
    }
}
