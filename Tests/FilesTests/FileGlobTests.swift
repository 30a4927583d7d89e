import Files
import Foundation
import TestSupport
import Testing

@Suite struct FileGlobTests {
    @Test func patterns() throws {
        let folder = try ScratchFolder()
        for name in ["b.png", "2.png", "10.png", "ä.png", "a.txt", "[x].png"] { _ = try folder.file(name, Data()) }
        func names(_ pattern: String) -> [String] {
            FileGlob.paths(matching: "\(folder.path)/\(pattern)").map { String($0.dropFirst(folder.path.count + 1)) }
        }
        #expect(names("*.png") == ["10.png", "2.png", "[x].png", "b.png", "ä.png"])
        #expect(names("?.png") == ["2.png", "b.png"] || names("?.png") == ["2.png", "b.png", "ä.png"])
        #expect(names("[0-9]*.png") == ["10.png", "2.png"])
        #expect(names("b.png") == ["b.png"])
        #expect(names("*.jpg") == [])
        #expect(names("missing/*.png") == [])
    }
}
