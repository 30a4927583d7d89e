import Contexts
import Exact
import Testing

@testable import DataFiles

@Suite struct CIFARReaderTests {
    private static let record = 3072

    /// Pixel k of the first record is 7k mod 256, of the second 5k mod 256.
    @Test func cifar10() throws {
        let data = try DataSet.cifar(name: "c", at: [Fixtures.path("cifar10.bin")])
        #expect(data.count == 2)
        #expect(data.pointShape == [3, 32, 32])
        #expect([data.label(0), data.label(1)] == [3, 9])
        #expect(try data.point(0) == (0..<3072).map { Rational($0 * 7 % 256) })
        #expect(try data.point(1) == (0..<3072).map { Rational($0 * 5 % 256) })
    }

    /// The fine classes are the labels.
    @Test func cifar100() throws {
        let data = try DataSet.cifar(name: "c", at: [Fixtures.path("cifar100.bin")])
        #expect([data.label(0), data.label(1)] == [77, 99])
        #expect(try data.point(1) == (0..<3072).map { Rational($0 * 5 % 256) })
    }

    @Test func severalFiles() throws {
        let path = Fixtures.path("cifar10.bin")
        let data = try DataSet.cifar(name: "c", at: [path, path], form: PointForm(scale: Rational(1, over: 255)))
        #expect((0..<4).map { data.label($0) } == [3, 9, 3, 9])
        #expect(try data.point(2)[1] == Rational(7, over: 255))
        #expect(throws: DataError.mixedCIFAR(file: Fixtures.path("cifar100.bin"), first: path)) {
            try DataSet.cifar(name: "c", at: [path, Fixtures.path("cifar100.bin")])
        }
    }

    private func read(_ bytes: [UInt8]) throws -> CIFARReader { try CIFARReader([("x", bytes)]) }

    @Test func damaged() {
        #expect(throws: DataError.records(file: "x", bytes: 0)) { try read([]) }
        #expect(throws: DataError.records(file: "x", bytes: 3072)) { try read([UInt8](repeating: 0, count: 3072)) }
        let pixels = [UInt8](repeating: 0, count: Self.record)
        #expect(throws: DataError.impossibleClass(file: "x", record: 1, found: 10, limit: 10)) {
            try read([9] + pixels + [10] + pixels)
        }
        #expect(throws: DataError.impossibleClass(file: "x", record: 0, found: 20, limit: 20)) {
            try read([20, 0] + pixels)
        }
        #expect(throws: DataError.impossibleClass(file: "x", record: 0, found: 100, limit: 100)) {
            try read([19, 100] + pixels)
        }
    }

    /// A size that both kinds of records divide: the class bytes decide. The record after an odd one of CIFAR-100 starts
    /// inside a record of CIFAR-10.
    @Test func ambiguousSize() throws {
        var bytes = [UInt8](repeating: 0, count: 3073 * 3074)
        #expect(try read(bytes).images.shape == [3074, 3, 32, 32])
        bytes[3073] = 200
        #expect(try read(bytes).images.shape == [3073, 3, 32, 32])
        bytes[3074] = 200
        #expect(throws: DataError.impossibleClass(file: "x", record: 1, found: 200, limit: 20)) { try read(bytes) }
    }
}
