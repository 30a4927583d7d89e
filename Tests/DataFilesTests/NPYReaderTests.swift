import Contexts
import Exact
import TestSupport
import Testing

@testable import DataFiles

@Suite struct NPYReaderTests {
    private static let unsigned = [0, 1, 2, 3, 100, 255]
    private static let signed = [0, 1, 2, -3, 100, -128]

    private func array(_ name: String) throws -> NumberArray { try NPYReader.array(at: Fixtures.path("\(name).npy")) }

    private func error(_ name: String) throws -> DataError? {
        #expect(throws: DataError.self) { try array(name) }
    }

    @Test(arguments: [
        "uint8", "uint16-little", "uint16-big", "uint32-little", "uint32-big", "uint64-little", "uint64-big",
    ])
    func unsignedIntegers(_ name: String) throws {
        let array = try array(name)
        #expect(array.shape == [2, 3])
        #expect(array.type.rawValue == name.split(separator: "-").first.map(String.init))
        #expect(array.elements == Self.unsigned.map { .integer($0) })
    }

    @Test(arguments: ["int8", "int16-little", "int16-big", "int32-little", "int32-big", "int64-little", "int64-big"])
    func signedIntegers(_ name: String) throws {
        let array = try array(name)
        #expect(array.shape == [2, 3])
        #expect(array.type.rawValue == name.split(separator: "-").first.map(String.init))
        #expect(array.elements == Self.signed.map { .integer($0) })
    }

    /// 0.1 in float32 is 13421773 / 2^27.
    @Test(arguments: ["float32-little", "float32-big", "float32-fortran"]) func singles(_ name: String) throws {
        let array = try array(name)
        #expect(array.type == .float32)
        #expect(array.exact(at: 1) == Rational(3, over: 2))
        #expect(array.exact(at: 2) == Rational(-9, over: 4))
        #expect(array.exact(at: 3) == Rational(13_421_773, over: 1 << 27))
        #expect(array.elements[5] == .real(Double(Float(0.001))))
    }

    /// 0.1 in float64 is 3602879701896397 / 2^55.
    @Test(arguments: ["float64-little", "float64-big"]) func doubles(_ name: String) throws {
        let array = try array(name)
        #expect(array.type == .float64)
        #expect(array.elements.map(\.double) == [0, 1.5, -2.25, 0.1, 3, 0.001])
        #expect(array.exact(at: 3) == Rational(3_602_879_701_896_397, over: 1 << 55))
    }

    @Test func booleans() throws {
        let array = try array("bool")
        #expect(array.type == .bool)
        #expect(array.elements == [1, 0, 1, 0, 0, 1].map { .integer($0) })
    }

    @Test func integersOfAllSizes() throws {
        let unsigned = try array("uint64-extremes")
        #expect(unsigned.elements == [.large(.max), .large(1 << 63), .integer(0)])
        #expect(unsigned.exact(at: 0) == Rational(Int.max) * 2 + 1)
        #expect(unsigned.exact(at: 1) == Rational(Int.max) + 1)
        #expect(try array("int64-extremes").elements == [.integer(.min), .integer(.max)])
    }

    /// Fortran order is the same array.
    @Test func fortranOrder() throws {
        #expect(try array("uint8-fortran").elements == Self.unsigned.map { .integer($0) })
        let cube = try array("cube-fortran")
        #expect(cube.shape == [2, 3, 4])
        #expect(cube.elements == (0..<24).map { .integer($0) })
        let data = try DataSet.arrays(name: "cube", images: Fixtures.path("cube-fortran.npy"))
        #expect(try data.point(1) == (12..<24).map { Rational($0) })
    }

    @Test(arguments: ["version2", "version3"]) func laterVersions(_ name: String) throws {
        #expect(try array(name).elements == Self.unsigned.map { .integer($0) })
    }

    @Test func scalarAndEmpty() throws {
        #expect(try array("scalar").shape == [])
        #expect(try array("scalar").point() == [7])
        #expect(try array("empty").shape == [0, 4])
        #expect(try array("empty").elements == [])
    }

    @Test func wholeArrayAsOnePoint() throws {
        #expect(try array("uint8").point(scale: Rational(1, over: 255))[5] == 1)
        #expect(try array("uint8").point(scale: Rational(1, over: 255))[2] == Rational(2, over: 255))
        let source = ArraySource(file: Fixtures.path("not-finite.npy"))
        #expect(throws: DataError.notFinite(source, row: nil, index: 3, value: "nan")) {
            try array("not-finite").point()
        }
    }

    @Test(arguments: [("complex", "<c16"), ("half", "<f2"), ("text", "<U2"), ("record", "record")])
    func otherElementTypes(_ name: String, _ type: String) throws {
        let source = ArraySource(file: Fixtures.path("\(name).npy"))
        #expect(try error(name) == .elementType(source, type: type))
    }

    // MARK: Damaged files

    private static let source = ArraySource(file: "x.npy")

    private func read(_ header: String, _ content: [UInt8] = [], version: UInt8 = 1) throws -> NumberArray {
        let text = Array(header.utf8)
        let length = [UInt8(text.count & 0xff), UInt8(text.count >> 8)] + (version == 1 ? [] : [0, 0])
        let bytes = NPYReader.magic + [version, 0] + length + text + content
        return try NPYReader.array(in: bytes, source: Self.source)
    }

    @Test func oddButValidHeaders() throws {
        let text = "{\"shape\" : ( 2L ,) ,'descr':'|u1', \"fortran_order\":False}\n"
        #expect(try read(text, [5, 6]).point() == [5, 6])
        #expect(try read("{'descr': '<u1', 'fortran_order': True, 'shape': [2, 1]}", [5, 6]).shape == [2, 1])
    }

    @Test(
        arguments: [
            ("", .notADictionary), ("[]", .notADictionary), ("{'descr': '<f4'", .notADictionary),
            ("{'descr': '<f4', 'descr': '<f4'}", .notADictionary), ("{} {}", .notADictionary),
            ("{'descr': f()}", .notADictionary), (String(repeating: "(", count: 60_000), .notADictionary),
            ("{}", .missingEntry("fortran_order")),
            ("{'fortran_order': 0, 'descr': '<f4', 'shape': ()}", .missingEntry("fortran_order")),
            ("{'fortran_order': False}", .missingEntry("descr")),
            ("{'fortran_order': False, 'descr': '<f4'}", .missingEntry("shape")),
            ("{'fortran_order': False, 'descr': '<f4', 'shape': 3}", .badShape),
            ("{'fortran_order': False, 'descr': '<f4', 'shape': (-3,)}", .badShape),
            ("{'fortran_order': False, 'descr': '<f4', 'shape': (None,)}", .badShape),
            (
                "{'fortran_order': False, 'descr': '<f4', 'shape': (\(String(repeating: "1,", count: 65)))}",
                .rank(65, limit: 64)
            ),
        ] as [(String, DataError.HeaderDefect)])
    func badHeaders(_ text: String, _ defect: DataError.HeaderDefect) {
        #expect(throws: DataError.header(Self.source, .npy, defect)) { try read(text) }
    }

    @Test func sizesThatDoNotFit() {
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}"
        for found in [0, 23, 25] {
            let error = DataError.size(Self.source, shape: [2, 3], type: "float32", expected: 24, found: found)
            #expect(throws: error) { try read(header, [UInt8](repeating: 0, count: found)) }
        }
        let huge = "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 3)}"
        let shape = [Int.max, 3]
        #expect(throws: DataError.size(Self.source, shape: shape, type: "float32", expected: nil, found: 0)) {
            try read(huge)
        }
        // No rows of a size that cannot be counted.
        let noRows = "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 9223372036854775807, 3)}"
        #expect(throws: DataError.header(Self.source, .array, .badShape)) { try ArrayRows(try read(noRows)) }
    }

    @Test func cutShortAndForeign() throws {
        let whole = try Fixtures.bytes("uint8.npy")
        for length in 6..<128 {
            #expect(throws: DataError.cutShort(Self.source)) {
                try NPYReader.array(in: Array(whole.prefix(length)), source: Self.source)
            }
        }
        #expect(throws: DataError.wrongFormat(Self.source, .npy, start: [0x93, 0x4e])) {
            try NPYReader.array(in: [0x93, 0x4e], source: Self.source)
        }
        #expect(throws: DataError.header(Self.source, .npy, .version(4, 0))) { try read("", version: 4) }
        let gone = Fixtures.path("gone.npy")
        #expect(throws: DataError.unreadable(file: gone, reason: "no such file")) { try NPYReader.array(at: gone) }
    }
}
