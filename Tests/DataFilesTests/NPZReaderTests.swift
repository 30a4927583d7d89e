import Contexts
import Exact
import Testing

@testable import DataFiles

@Suite struct NPZReaderTests {
    @Test(arguments: ["stored.npz", "deflated.npz"]) func archives(_ name: String) throws {
        let archive = try NPZReader(at: Fixtures.path(name))
        #expect(archive.keys == ["images", "labels"])
        #expect(try archive.array("images").shape == [4, 2, 2])
        #expect(try archive.array("images").elements == (0..<16).map { .integer($0) })
        #expect(try archive.array("labels").integers() == [0, 1, 1, 2])
        #expect(try archive.array("labels").source == ArraySource(file: Fixtures.path(name), key: "labels"))
    }

    @Test func missingKey() throws {
        let path = Fixtures.path("stored.npz")
        let archive = try NPZReader(at: path)
        #expect(throws: DataError.missingKey(file: path, key: "x", known: ["images", "labels"])) {
            try archive.array("x")
        }
    }

    @Test func foreign() {
        #expect(throws: DataError.wrongFormat(ArraySource(file: "x"), .npz, start: [1, 2, 3])) {
            try NPZReader([1, 2, 3], path: "x")
        }
    }

    @Test func otherPacking() throws {
        let path = Fixtures.path("bzip2.npz")
        let archive = try NPZReader(at: path)
        #expect(throws: DataError.damaged(ArraySource(file: path), .method("images.npy", 12))) {
            try archive.array("images")
        }
    }

    /// The pixels of the digits are multiples of 1/16; the first row of `models/digits-test.npz` by numpy.
    @Test func digitsOfTheRepository() throws {
        let data = try DataSet.npz(
            name: "digits", at: "\(Fixtures.models)/digits-test.npz", images: "images", labels: "labels")
        #expect(data.count == 360)
        #expect(data.pointShape == [64])
        #expect(data.elementType == "float32")
        let sixteenths = try data.point(0).map { $0 * 16 }
        #expect(sixteenths == Self.firstDigit.map { Rational($0) })
        #expect((0..<5).map { data.label($0) } == Self.firstLabels)
        let counts = try #require(data.labelCounts)
        #expect(counts.count == 10)
        #expect(counts.values.reduce(0, +) == 360)
    }

    @Test func breastCancerOfTheRepository() throws {
        let data = try DataSet.npz(
            name: "cancer", at: "\(Fixtures.models)/breast-cancer-test.npz", images: "images", labels: "labels")
        #expect(data.pointShape == [30])
        #expect(data.labelCounts == [0: 43, 1: 71])
        for row in 0..<data.count {
            // Multiples of 1/1024 in [0, 1].
            for value in try data.point(row) {
                let scaled = value * 1024
                #expect(scaled.fraction.denominator == 1 && (0...1024).contains(scaled))
            }
        }
        #expect(try data.extent() == .init(range: 0...1, notFinite: 0))
    }

    private static let firstDigit = [
        0, 0, 2, 13, 16, 9, 0, 0, 0, 0, 12, 12, 7, 16, 3, 0,
        0, 1, 14, 3, 0, 16, 4, 0, 0, 0, 0, 4, 10, 16, 6, 0,
        0, 0, 0, 13, 16, 16, 9, 0, 0, 0, 0, 5, 13, 1, 0, 0,
        0, 0, 0, 11, 9, 0, 0, 0, 0, 0, 1, 16, 4, 0, 0, 0,
    ]
    private static let firstLabels = [7, 6, 3, 7, 7]
}
