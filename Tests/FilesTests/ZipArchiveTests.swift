import Contexts
import Files
import Testing

/// Archives made by hand; the packed ones of numpy are among the tests of the data files.
@Suite struct ZipArchiveTests {
    private static let source = ArraySource(file: "x.zip")
    /// CRC-32 of "orthant\n" (as `gzip -lv` prints it).
    private static let checksum: [UInt8] = [0x87, 0xfc, 0xba, 0x44]
    private static let content = Array("orthant\n".utf8)

    /// An archive with one stored entry; `change` damages its parts first.
    private func archive(
        comment: String = "", entries: UInt8 = 1,
        change: (_ local: inout [UInt8], _ entry: inout [UInt8]) -> Void = { _, _ in }
    ) -> [UInt8] {
        let name = Array("a.txt".utf8)
        let facts: [UInt8] = Self.checksum + [8, 0, 0, 0, 8, 0, 0, 0, 5, 0]
        var local: [UInt8] = [0x50, 0x4b, 3, 4, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0] + facts + [2, 0] + name + [9, 9]
        var entry: [UInt8] = [0x50, 0x4b, 1, 2, 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0] + facts
        entry += [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + name
        change(&local, &entry)
        let start = UInt8(local.count + Self.content.count)
        let end: [UInt8] = [
            0x50, 0x4b, 5, 6, 0, 0, 0, 0, entries, 0, entries, 0, UInt8(entry.count), 0, 0, 0, start, 0, 0, 0,
        ]
        return local + Self.content + entry + end + [UInt8(comment.utf8.count), 0] + Array(comment.utf8)
    }

    private func read(_ bytes: [UInt8]) throws -> [UInt8]? {
        try ZipArchive(bytes, path: "x.zip").content(of: "a.txt")
    }

    @Test func stored() throws {
        #expect(try ZipArchive(archive(), path: "x.zip").names == ["a.txt"])
        #expect(try read(archive()) == Self.content)
        #expect(try read(archive(comment: "PK\u{5}\u{6} in a comment")) == Self.content)
        #expect(try ZipArchive(archive(), path: "x.zip").content(of: "b.txt") == nil)
    }

    @Test func noDirectory() {
        for bytes in [[], Array("PK".utf8), archive().dropLast(), archive(comment: "cut").dropLast()] as [[UInt8]] {
            #expect(throws: DataError.damaged(Self.source, .noDirectory)) { try read(bytes) }
        }
    }

    @Test func damage() {
        #expect(throws: DataError.damaged(Self.source, .directory)) { try read(archive(entries: 2)) }
        let cases: [(Int, UInt8, DataError.Damage)] = [
            (0, 0, .directory), (8, 1, .encrypted("a.txt")), (10, 9, .method("a.txt", 9)),
            (16, 0, .checksum("a.txt")), (20, 9, .entry("a.txt")), (20, 200, .entry("a.txt")),
            (24, 9, .entry("a.txt")), (28, 200, .directory), (42, 1, .entry("a.txt")), (42, 250, .entry("a.txt")),
        ]
        for (index, value, damage) in cases {
            #expect(throws: DataError.damaged(Self.source, damage)) { try read(archive { $1[index] = value }) }
        }
        let size: DataError.Damage = .oversize("a.txt")
        #expect(throws: DataError.damaged(Self.source, size)) {
            try read(archive { for i in 24..<28 { $1[i] = 255 } })
        }
        #expect(throws: DataError.damaged(Self.source, .entry("a.txt"))) {
            try read(archive { local, _ in local[0] = 0 })
        }
    }

    /// The stored text is no deflate stream, and a promise of more than deflate can keep is not believed.
    @Test func notDeflated() {
        #expect(throws: DataError.damaged(Self.source, .entry("a.txt"))) { try read(archive { $1[10] = 8 }) }
        #expect(throws: DataError.damaged(Self.source, .entry("a.txt"))) {
            try read(
                archive {
                    $1[10] = 8; $1[27] = 200
                })
        }
    }

    @Test func sameNameTwice() {
        let bytes = archive(entries: 2) { $1 += $1 }
        #expect(throws: DataError.damaged(Self.source, .twice("a.txt"))) { try read(bytes) }
    }
}
