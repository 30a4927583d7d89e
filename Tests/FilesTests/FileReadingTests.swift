import Contexts
import Files
import Foundation
import TestSupport
import Testing

@Suite struct FileReadingTests {
    private let folder: ScratchFolder

    /// "orthant\n" and "verifies\n", packed.
    private static let first = packed("H4sIAAAAAAACA8svKslIzCvhAgCH/LpECAAAAA==")
    private static let second = packed("H4sIAAAAAAACAytLLcpMy0wt5gIAOm8wUwkAAAA=")

    private static func packed(_ base64: String) -> Data { Data(base64Encoded: base64) ?? Data() }

    init() throws { folder = try ScratchFolder() }

    private func read(_ content: Data, name: String = "file") throws -> String {
        String(decoding: try FileReading.data(at: try folder.file(name, content)), as: UTF8.self)
    }

    @Test func plain() throws {
        #expect(try read(Data("orthant\n".utf8)) == "orthant\n")
        #expect(try read(Data()) == "")
    }

    /// The content decides, not the name.
    @Test(arguments: ["file.gz", "file.onnx"]) func packedFile(name: String) throws {
        #expect(try read(Self.first, name: name) == "orthant\n")
    }

    @Test func plainFileWithPackedName() throws {
        #expect(try read(Data("orthant\n".utf8), name: "file.gz") == "orthant\n")
    }

    @Test func severalMembers() throws {
        #expect(try read(Self.first + Self.second + Self.first) == "orthant\nverifies\northant\n")
    }

    /// Tapes and some tools pad the end with zeros.
    @Test func paddingAfterTheEnd() throws {
        #expect(try read(Self.first + Data(count: 40)) == "orthant\n")
    }

    /// Content longer than one buffer of the reader.
    @Test func longContent() throws {
        let path = try folder.file("long", Data(repeating: 97, count: 900_000))
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        gzip.arguments = ["gzip", path]
        try gzip.run()
        gzip.waitUntilExit()
        #expect(gzip.terminationStatus == 0)
        #expect(try FileReading.data(at: path + ".gz") == Data(repeating: 97, count: 900_000))
    }

    /// Unpacking looks at the clock and at the memory; plain bytes are there already.
    @Test func unpackingIsStopped() throws {
        let path = try folder.file("packed.gz", Self.first)
        let over = Limits(deadline: .now)
        #expect(throws: FileError.stopped(path: path, .timeout)) { try FileReading.data(at: path, limits: over) }
        let small = Limits(memory: 1)
        #expect(throws: FileError.stopped(path: path, .memory)) { try FileReading.data(at: path, limits: small) }
        #expect(try !FileReading.data(at: path).isEmpty)
    }

    @Test(arguments: 2..<28) func cutShort(length: Int) throws {
        let path = try folder.file("cut.gz", Self.first.prefix(length))
        #expect(throws: FileError.corruptGzip(path: path)) { try FileReading.data(at: path) }
    }

    @Test func secondMemberCutShort() throws {
        let path = try folder.file("cut.gz", Self.first + Self.second.prefix(15))
        #expect(throws: FileError.corruptGzip(path: path)) { try FileReading.data(at: path) }
    }

    /// The last eight bytes are a checksum and a length.
    @Test func wrongChecksum() throws {
        var damaged = Self.first
        damaged[damaged.count - 8] ^= 1
        let path = try folder.file("damaged.gz", damaged)
        #expect(throws: FileError.corruptGzip(path: path)) { try FileReading.data(at: path) }
    }

    @Test func missing() {
        let path = folder.path + "/nowhere"
        #expect(throws: FileError.unreadable(path: path, reason: "no such file")) { try FileReading.data(at: path) }
    }

    @Test func aFolder() {
        let path = folder.path
        #expect(throws: FileError.unreadable(path: path, reason: "it is a folder")) { try FileReading.data(at: path) }
    }

    /// Root may read everything.
    @Test(.disabled(if: geteuid() == 0, "run by root")) func forbidden() throws {
        let path = try folder.file("secret", Data("x".utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        #expect(throws: FileError.unreadable(path: path, reason: "permission denied")) {
            try FileReading.data(at: path)
        }
    }

    @Test func text() throws {
        #expect(try FileReading.text(at: try folder.file("packed", Self.first)) == Array("orthant\n".utf8))
        let path = try folder.file("latin1", Data([0x63, 0x61, 0x66, 0xe9]))
        #expect(throws: FileError.notText(path: path)) { try FileReading.text(at: path) }
    }
}
