import Contexts
import Exact
import Testing

@testable import DataFiles

/// Data sets as `--images` and `--labels` name them.
@Suite struct DataSetNamingTests {
    private let archive = Fixtures.path("deflated.npz")

    @Test(arguments: ["labels.npy", "label-column.npy"]) func filesOfTheirOwn(_ labels: String) throws {
        let data = try DataSet.named(
            Fixtures.path("images-idx3-ubyte"), labels: Fixtures.path(labels),
            form: PointForm(scale: Rational(1, over: 255)))
        #expect((0..<3).map { data.label($0) } == [2, 0, 1])
        #expect(data.scale == Rational(1, over: 255))
    }

    @Test func withoutLabels() throws {
        #expect(try !DataSet.named(Fixtures.path("images-idx3-ubyte")).isLabelled)
    }

    @Test func keysOfAnArchive() throws {
        let keys = try NPZReader(at: archive).keys
        let key = try #require(keys.first)
        let data = try DataSet.named("\(archive):\(key)")
        #expect(data.source == ArraySource(file: archive, key: key))
        #expect(throws: DataError.missingKey(file: archive, key: "weights", known: keys)) {
            try DataSet.named("\(archive):weights")
        }
        #expect(throws: DataError.missingKey(file: archive, key: "classes", known: keys)) {
            try DataSet.named("\(archive):\(key)", labels: "classes")
        }
    }

    @Test func recordsHoldTheirOwnLabels() throws {
        #expect(try DataSet.named(Fixtures.path("cifar10.bin")).isLabelled)
    }

    @Test func notADataFile() {
        #expect(throws: DataError.self) { try DataSet.named(Fixtures.path("no-such-file.npy")) }
    }
}
