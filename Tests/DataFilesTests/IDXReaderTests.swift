import Contexts
import Exact
import Testing

@testable import DataFiles

@Suite struct IDXReaderTests {
    private static let source = ArraySource(file: "x")

    private func array(_ name: String) throws -> NumberArray { try IDXReader.array(at: Fixtures.path(name)) }

    private func read(_ bytes: [UInt8]) throws -> NumberArray { try IDXReader.array(in: bytes, source: Self.source) }

    @Test(arguments: ["images-idx3-ubyte", "images-idx3-ubyte.gz"]) func images(_ name: String) throws {
        let array = try array(name)
        #expect(array.shape == [3, 2, 2])
        #expect(array.type == .uint8)
        #expect(array.elements == (0..<12).map { .integer($0 * 20) })
    }

    @Test func labels() throws {
        #expect(try array("labels-idx1-ubyte").integers() == [7, 0, 9])
    }

    @Test func otherElementTypes() throws {
        #expect(try array("int8-idx").elements == [.integer(-1), .integer(2)])
        #expect(try array("int16-idx").elements == [.integer(-1), .integer(300)])
        #expect(try array("int32-idx").elements == [.integer(-1), .integer(70_000)])
        #expect(try array("float32-idx").point() == [Rational(-1, over: 2), Rational(13_421_773, over: 1 << 27)])
        #expect(try array("float64-idx").elements == [.real(-0.5), .real(0.1)])
    }

    @Test func dataSet() throws {
        let data = try DataSet.arrays(
            name: "test", images: Fixtures.path("images-idx3-ubyte.gz"), labels: Fixtures.path("labels-idx1-ubyte"),
            form: PointForm(scale: Rational(1, over: 255)))
        #expect(data.count == 3)
        #expect(data.pointShape == [2, 2])
        #expect(try data.point(2) == [160, 180, 200, 220].map { Rational($0, over: 255) })
        #expect(data.label(2) == 9)
    }

    @Test func damaged() {
        #expect(throws: DataError.wrongFormat(Self.source, .idx, start: Array("<htm".utf8))) {
            try read(Array("<html>".utf8))
        }
        #expect(throws: DataError.wrongFormat(Self.source, .idx, start: [])) { try read([]) }
        #expect(throws: DataError.cutShort(Self.source)) { try read([0, 0, 8]) }
        #expect(throws: DataError.cutShort(Self.source)) { try read([0, 0, 8, 2, 0, 0, 0, 1]) }
        #expect(throws: DataError.elementType(Self.source, type: "number 10")) { try read([0, 0, 10, 1]) }
        #expect(throws: DataError.header(Self.source, .idx, .noDimension)) { try read([0, 0, 8, 0]) }
        #expect(throws: DataError.header(Self.source, .idx, .rank(65, limit: 64))) { try read([0, 0, 8, 65]) }
        #expect(throws: DataError.size(Self.source, shape: [3], type: "uint8", expected: 3, found: 2)) {
            try read([0, 0, 8, 1, 0, 0, 0, 3, 1, 2])
        }
        let full = [UInt8](repeating: 255, count: 12)
        let side = Int(UInt32.max)
        let error = DataError.size(
            Self.source, shape: [side, side, side], type: "float64", expected: nil, found: 0)
        #expect(throws: error) { try read([0, 0, 14, 3] + full) }
    }
}
