import Contexts
import TestSupport
import Testing

@testable import DataFiles

/// Thousands of damaged files: every one gives a value or a ``DataError``, and none ends the program.
@Suite struct MalformedFileTests {
    private static let mutations = 2_500

    /// Damages `file` in up to three places: bits, bytes, cuts, insertions, repetitions.
    private static func damaged(_ file: [UInt8], _ numbers: inout SeededNumbers) -> [UInt8] {
        var file = file
        for _ in 0..<Int.random(in: 1...3, using: &numbers) where !file.isEmpty {
            let index = Int.random(in: 0..<file.count, using: &numbers)
            switch Int.random(in: 0..<7, using: &numbers) {
            case 0: file[index] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            case 1: file[index] = UInt8.random(in: 0...255, using: &numbers)
            case 2: file[index] = [0, 1, 0x7f, 0x80, 0xff].randomElement(using: &numbers) ?? 0
            case 3: file.removeSubrange(index...)
            case 4: file.insert(UInt8.random(in: 0...255, using: &numbers), at: index)
            case 5: file.remove(at: index)
            default:
                let end = min(file.count, index + Int.random(in: 1...16, using: &numbers))
                file.insert(contentsOf: file[index..<end], at: Int.random(in: 0...file.count, using: &numbers))
            }
        }
        return file
    }

    /// Runs `read` on mutations of `file`; returns how many were read and how many refused.
    private func outcomes(
        _ file: [UInt8], seed: Int, count: Int = mutations, prepare: ([UInt8]) -> [UInt8] = { $0 },
        read: ([UInt8]) throws -> Void
    ) throws -> (read: Int, refused: Int) {
        var numbers = SeededNumbers(seed: seed)
        var outcome = (read: 0, refused: 0)
        for _ in 0..<count {
            do {
                try read(prepare(Self.damaged(file, &numbers)))
                outcome.read += 1
            } catch let error as DataError {
                #expect(error.code?.hasPrefix("D3") == true)
                outcome.refused += 1
            }
        }
        return outcome
    }

    /// Reads every row, as a search would.
    private static func use(_ data: DataSet) throws {
        for row in 0..<min(data.count, 20) {
            _ = data.label(row)
            _ = try data.point(row)
        }
    }

    private static let source = ArraySource(file: "x")

    @Test(arguments: ["float32-little.npy", "float32-fortran.npy", "uint64-big.npy", "version2.npy"])
    func npy(_ name: String) throws {
        let outcome = try outcomes(try Fixtures.bytes(name), seed: 1) { bytes in
            let array = try NPYReader.array(in: bytes, source: Self.source)
            try Self.use(DataSet(name: "x", rows: ArrayRows(array), labels: nil, form: PointForm()))
        }
        #expect(outcome.read > 20 && outcome.refused > 1_000)
    }

    @Test(arguments: ["stored.npz", "deflated.npz"]) func npz(_ name: String) throws {
        let outcome = try outcomes(try Fixtures.bytes(name), seed: 2) { bytes in
            let archive = try NPZReader(bytes, path: "x")
            for key in archive.keys { _ = try archive.array(key).point() }
        }
        #expect(outcome.read > 50 && outcome.refused > 1_000)
    }

    @Test(arguments: ["images-idx3-ubyte", "float32-idx"]) func idx(_ name: String) throws {
        let outcome = try outcomes(try Fixtures.bytes(name), seed: 3) { bytes in
            let array = try IDXReader.array(in: bytes, source: Self.source)
            try Self.use(DataSet(name: "x", rows: ArrayRows(array), labels: nil, form: PointForm()))
        }
        #expect(outcome.read > 50 && outcome.refused > 1_000)
    }

    @Test(arguments: ["cifar10.bin", "cifar100.bin"]) func cifar(_ name: String) throws {
        let outcome = try outcomes(try Fixtures.bytes(name), seed: 4) { bytes in
            _ = try CIFARReader([("x", bytes)]).images.row(0)
        }
        #expect(outcome.read > 50 && outcome.refused > 1_000)
    }

    @Test func numericCSV() throws {
        let text = "class,a,\"b, c\"\n1,0.5,-2e-3\r\n\"2\",\"7\", 8\n3,123456789012345678901,.5\n"
        let outcome = try outcomes(Array(text.utf8), seed: 5) { bytes in
            let rows = try NumericCSV(bytes, file: "x", CSVForm(label: .index(0)))
            try Self.use(DataSet(name: "x", rows: rows, labels: rows.labels, form: PointForm()))
        }
        #expect(outcome.read > 50 && outcome.refused > 1_000)
    }

    @Test func stringTable() throws {
        let text = "id,net\n\"a, \"\"b\"\"\",x.onnx\r\nb,y.onnx\n"
        let outcome = try outcomes(Array(text.utf8), seed: 6) { bytes in
            let table = try StringTable(bytes, file: "x")
            for row in table.rows.indices { _ = table.place(row: row, column: 0) }
        }
        #expect(outcome.read > 50 && outcome.refused > 500)
    }

    @Test(arguments: ["rgb8.png", "grey16.png", "palette.png", "interlaced.png"]) func png(_ name: String) throws {
        let outcome = try outcomes(try Fixtures.bytes(name), seed: 7) { bytes in
            _ = try PNGReader.array(in: bytes, file: "x").point()
        }
        #expect(outcome.refused > 1_000)
    }

    /// With the checksums of the chunks put right again, so that the damage reaches what is behind them.
    @Test(arguments: ["rgb8.png", "grey16.png", "palette.png", "interlaced.png"])
    func pngWithGoodChecksums(_ name: String) throws {
        let outcome = try outcomes(try Fixtures.bytes(name), seed: 8, prepare: Self.withChecksums) { bytes in
            _ = try PNGReader.array(in: bytes, file: "x").point()
        }
        #expect(outcome.read > 20 && outcome.refused > 1_000)
    }

    private static func withChecksums(_ file: [UInt8]) -> [UInt8] {
        var file = file
        var index = 8
        while index + 12 <= file.count {
            let length = file[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
            let end = index + 8 + length
            guard end + 4 <= file.count else { break }
            let sum = checksum(file[(index + 4)..<end])
            for i in 0..<4 { file[end + i] = UInt8(truncatingIfNeeded: sum >> (24 - 8 * i)) }
            index = end + 4
        }
        return file
    }

    /// CRC-32 as PNG defines it.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~0 as UInt32) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
        }
    }

    /// Random bytes behind each signature.
    @Test(arguments: [NPYReader.magic, Array("PK".utf8), [0, 0], PNGHeader.signature, []])
    func noise(_ start: [UInt8]) throws {
        var numbers = SeededNumbers(seed: 9)
        for _ in 0..<400 {
            let count = Int.random(in: 0..<80, using: &numbers)
            let bytes = start + (0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) }
            #expect(throws: DataError.self) { try NPYReader.array(in: bytes, source: Self.source) }
            #expect(throws: DataError.self) { try NPZReader(bytes, path: "x") }
            #expect(throws: DataError.self) { try PNGReader.array(in: bytes, file: "x") }
        }
    }
}
