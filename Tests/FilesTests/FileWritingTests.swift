import Contexts
import Files
import Foundation
import TestSupport
import Testing

@Suite struct FileWritingTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func content(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test func newFile() throws {
        let path = folder.path + "/results.txt"
        try FileWriting.checkWritable(path)
        try FileWriting.write("unsat\n", to: path)
        #expect(try content(path) == "unsat\n")
        #expect(try folder.names == ["results.txt"])
    }

    @Test func oldContentIsReplacedWhole() throws {
        let path = try folder.file("results.txt", Data("a longer line than the new one\n".utf8))
        try FileWriting.write("sat\n", to: path)
        #expect(try content(path) == "sat\n")
        #expect(try folder.names == ["results.txt"])
    }

    @Test func bytes() throws {
        let path = folder.path + "/x.npy"
        try FileWriting.write([0x93, 0, 255] as [UInt8], to: path)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([0x93, 0, 255]))
    }

    @Test func missingFolder() {
        let path = folder.path + "/no/results.txt"
        let error = FileError.unwritable(path: path, reason: "the folder \(folder.path)/no does not exist")
        #expect(throws: error) { try FileWriting.checkWritable(path) }
        #expect(throws: error) { try FileWriting.write("sat\n", to: path) }
    }

    @Test func aFolder() throws {
        let path = folder.path
        #expect(throws: FileError.unwritable(path: path, reason: "it is a folder")) {
            try FileWriting.checkWritable(path)
        }
        #expect(throws: FileError.self) { try FileWriting.write("sat\n", to: path) }
        #expect(try folder.names == [])
    }

    /// Root may write everywhere.
    @Test(.disabled(if: geteuid() == 0, "run by root")) func forbiddenFolder() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path) }
        let path = folder.path + "/results.txt"
        let error = FileError.unwritable(path: path, reason: "permission denied or no space left")
        #expect(throws: error) { try FileWriting.checkWritable(path) }
        #expect(throws: error) { try FileWriting.write("sat\n", to: path) }
    }

    @Test func severalFilesOrNone() throws {
        let folder = try ScratchFolder()
        let target = "\(folder.path)/out"
        try FileWriting.write([("a.txt", "1"), ("in/b.txt", "2")], toFolder: target)
        #expect(try folder.names == ["out"])
        #expect(try String(contentsOfFile: "\(target)/in/b.txt", encoding: .utf8) == "2")
        // Other files stay.
        try FileWriting.write([("in/c.txt", "3"), ("a.txt", "4")], toFolder: target)
        #expect(try String(contentsOfFile: "\(target)/a.txt", encoding: .utf8) == "4")
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(target)/in").sorted() == ["b.txt", "c.txt"])
        #expect(throws: FileError.self) {
            try FileWriting.write([("a", "1")], toFolder: "\(folder.path)/none/out")
        }
        // The second name cannot be made, so the first is not there either.
        #expect(throws: FileError.self) {
            try FileWriting.write([("a", "1"), ("a/b", "2")], toFolder: "\(folder.path)/half")
        }
        #expect(try folder.names == ["out"])
    }
}
