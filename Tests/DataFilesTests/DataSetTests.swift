import Contexts
import Exact
import TestSupport
import Testing

@testable import DataFiles

@Suite struct DataSetTests {
    private func open(_ images: String, _ labels: String? = nil, _ form: PointForm = PointForm()) throws -> DataSet {
        try DataSet.arrays(
            name: "d", images: Fixtures.path(images), labels: labels.map { Fixtures.path($0) }, form: form)
    }

    @Test func scaledExactly() throws {
        let data = try open("uint8.npy", nil, PointForm(scale: Rational(2, over: 255)))
        #expect(data.count == 2)
        #expect(try data.point(1) == [Rational(6, over: 255), Rational(200, over: 255), 2])
        #expect(try data.storedDoubles(1) == [3, 100, 255])
        let floats = try open("float64-little.npy", nil, PointForm(scale: Rational(1, over: 3)))
        #expect(try floats.point(0) == [0, Rational(1, over: 2), Rational(-3, over: 4)])
    }

    /// A row of height 2, width 2 and 3 channels holds 0...11, channels side by side.
    /// What evaluations in floats start from is the exact point, rounded.
    @Test func roundedPoints() throws {
        let folder = try ScratchFolder()
        let table = try folder.file("t.csv", "0.1,1e400,-3\n7,0,255\n")
        for scale in [Rational(1), Rational(1) / Rational(255)] {
            let data = try DataSet.csv(name: "t", at: table, form: PointForm(scale: scale))
            for row in 0..<2 {
                #expect(try data.roundedPoint(row) == data.point(row).map { $0.double(.nearest) })
            }
        }
    }

    @Test func channelsLast() throws {
        let data = try open("images-hwc.npy", nil, PointForm(layout: .channelsLast))
        #expect(data.pointShape == [3, 2, 2])
        #expect(try data.point(0) == [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11])
        #expect(try data.storedDoubles(0) == [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11])
        let reshaped = try open("images-hwc.npy", nil, PointForm(shape: [1, 4, 3], layout: .channelsLast))
        #expect(reshaped.pointShape == [3, 1, 4])
        #expect(throws: DataError.layout(ArraySource(file: Fixtures.path("uint8.npy")), shape: [3])) {
            try open("uint8.npy", nil, PointForm(layout: .channelsLast))
        }
    }

    @Test func reshaped() throws {
        #expect(try open("cube-fortran.npy", nil, PointForm(shape: [1, 12])).pointShape == [1, 12])
        let source = ArraySource(file: Fixtures.path("cube-fortran.npy"))
        for shape in [[13], [], [-3, -4], [Int.max, 2]] {
            #expect(throws: DataError.pointShape(source, asked: shape, elements: 12)) {
                try open("cube-fortran.npy", nil, PointForm(shape: shape))
            }
        }
    }

    @Test(arguments: ["labels.npy", "label-column.npy"]) func labels(_ name: String) throws {
        let data = try open("images-idx3-ubyte", name)
        #expect((0..<3).map { data.label($0) } == [2, 0, 1])
        #expect(data.labelCounts == [0: 1, 1: 1, 2: 1])
    }

    @Test func labelsThatDoNotFit() throws {
        let (images, path) = (ArraySource(file: Fixtures.path("uint8.npy")), Fixtures.path("labels.npy"))
        let count = DataError.labelCount(images: images, points: 2, labels: ArraySource(file: path), found: 3)
        #expect(throws: count) { try open("uint8.npy", "labels.npy") }
        let oneHot = ArraySource(file: Fixtures.path("one-hot.npy"))
        #expect(throws: DataError.labelShape(oneHot, shape: [3, 3])) { try open("images-idx3-ubyte", "one-hot.npy") }
        let halves = ArraySource(file: Fixtures.path("fractional-labels.npy"))
        #expect(throws: DataError.fractionalLabel(halves, row: 1, value: "0.5")) {
            try open("images-idx3-ubyte", "fractional-labels.npy")
        }
        let scalar = ArraySource(file: Fixtures.path("scalar.npy"))
        #expect(throws: DataError.noRows(scalar)) { try open("scalar.npy") }
        #expect(throws: DataError.labelShape(scalar, shape: [])) { try open("uint8.npy", "scalar.npy") }
    }

    /// Found when the row is used, and not before.
    @Test func numbersThatAreNone() throws {
        let data = try open("not-finite.npy")
        let source = ArraySource(file: Fixtures.path("not-finite.npy"))
        #expect(try data.point(0) == [1, 2])
        #expect(throws: DataError.notFinite(source, row: 1, index: 1, value: "nan")) { try data.point(1) }
        #expect(throws: DataError.notFinite(source, row: 2, index: 0, value: "-inf")) { try data.point(2) }
        #expect(try data.extent() == .init(range: 1...4, notFinite: 2))
    }

    @Test func noRows() throws {
        let data = try open("empty.npy")
        #expect(data.count == 0)
        #expect(data.pointShape == [4])
        #expect(try data.extent() == .init(range: nil, notFinite: 0))
    }

    @Test func neitherNPYNorIDX() throws {
        let path = Fixtures.path("stored.npz")
        #expect(throws: DataError.wrongFormat(ArraySource(file: path), .array, start: [0x50, 0x4b, 3, 4])) {
            try open("stored.npz")
        }
    }

    @Test(
        arguments: [
            ("uint8.npy", .npy), ("stored.npz", .npz), ("images-idx3-ubyte", .idx), ("images-idx3-ubyte.gz", .idx),
            ("cifar10.bin", .cifar), ("grey8.png", .png), ("*.anything", .png),
        ] as [(String, DataFormat)])
    func detection(_ name: String, _ format: DataFormat) throws {
        #expect(try DataFormat(ofFileAt: Fixtures.path(name)) == format)
    }

    @Test func unknownFormat() throws {
        let path = Fixtures.path("make_fixtures.py")
        #expect(throws: DataError.unknownFormat(file: path, start: Array("\"\"\"W".utf8))) {
            try DataFormat(ofFileAt: path)
        }
        #expect(try DataFormat(ofFileAt: "\(Fixtures.models)/breast-cancer-scaling.csv") == .csv)
    }
}
