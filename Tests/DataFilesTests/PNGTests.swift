import Contexts
import Exact
import Foundation
import TestSupport
import Testing

@testable import DataFiles

@Suite struct PNGReaderTests {
    private func elements(_ name: String) throws -> [Int] { try PNGReader.array(at: Fixtures.path(name)).integers() }

    /// A gamma chunk changes nothing: the stored numbers count.
    @Test(arguments: ["grey8.png", "grey8-gamma.png"]) func grey(_ name: String) throws {
        #expect(try PNGReader.array(at: Fixtures.path(name)).shape == [1, 2, 3])
        #expect(try elements(name) == [0, 1, 128, 200, 254, 255])
    }

    /// Stored pixel by pixel: ff0000 008000 / 000007 010203.
    @Test func colours() throws {
        #expect(try PNGReader.array(at: Fixtures.path("rgb8.png")).shape == [3, 2, 2])
        #expect(try elements("rgb8.png") == [255, 0, 0, 1, 0, 128, 0, 2, 0, 0, 7, 3])
    }

    @Test func sixteenBits() throws {
        #expect(try PNGReader.array(at: Fixtures.path("grey16.png")).type == .uint16)
        #expect(try elements("grey16.png") == [0, 1, 32768, 65535])
        #expect(try elements("rgb16.png") == [1, 2, 256, 3, 65535, 4])
    }

    /// No table of libpng bends any value.
    @Test func allValues() throws {
        #expect(try elements("all-bytes.png") == Array(0..<256))
        #expect(try elements("many-words.png") == (0..<3840).map { $0 * 17 })
    }

    @Test func otherForms() throws {
        #expect(
            try elements("grey1.png")
                == [255, 0, 255, 0, 255, 0, 255, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255])
        #expect(try elements("palette.png") == [40, 10, 50, 20, 60, 30])
        #expect(try elements("interlaced.png") == (0..<64).map { $0 * 3 })
    }

    @Test(arguments: ["rgba.png", "grey-alpha.png", "palette-transparent.png"]) func transparency(_ name: String) {
        let path = Fixtures.path(name)
        #expect(throws: DataError.transparency(file: path)) { try PNGReader.array(at: path) }
    }

    @Test func damaged() throws {
        let whole = try Fixtures.bytes("grey8.png")
        let source = ArraySource(file: "x.png")
        func read(_ bytes: [UInt8]) throws -> NumberArray { try PNGReader.array(in: bytes, file: "x.png") }
        #expect(throws: DataError.wrongFormat(source, .png, start: [0x89, 0x50])) { try read([0x89, 0x50]) }
        #expect(throws: DataError.cutShort(source)) { try read(Array(whole.prefix(32))) }
        for length in 33..<whole.count {
            #expect(throws: DataError.damaged(source, .picture("it is cut short"))) {
                try read(Array(whole.prefix(length)))
            }
        }
        // A byte of the pixels: the checksum of the chunk notices.
        var flipped = whole
        flipped[45] ^= 1
        #expect(throws: DataError.self) { try read(flipped) }
        var huge = whole
        huge.replaceSubrange(16..<24, with: [UInt8](repeating: 255, count: 8))
        let side = Int(UInt32.max)
        #expect(throws: DataError.pictureTooLarge(file: "x.png", width: side, height: side, limit: 1 << 26)) {
            try read(huge)
        }
        var noColour = whole
        noColour[25] = 5
        #expect(throws: DataError.header(source, .png, .pictureHeader)) { try read(noColour) }
    }
}

@Suite struct PictureFilesTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        for (name, shade) in [("b.png", 20), ("a.png", 10), ("10.png", 0), ("2.png", 5)] {
            let file = PNGWriter.file(
                pixels: [UInt8(shade), UInt8(shade + 1)], width: 2, height: 1, .grey)
            _ = try folder.file(name, Data(file))
        }
    }

    private func open(_ labels: String? = nil) throws -> DataSet {
        let path = try labels.map { try folder.file("labels.csv", $0) }
        return try DataSet.png(
            name: "p", matching: "\(folder.path)/*.png", labels: path, form: PointForm(scale: Rational(1, over: 255)))
    }

    @Test func sortedByName() throws {
        let data = try open()
        #expect(data.count == 4)
        #expect(data.pointShape == [1, 1, 2])
        #expect(!data.isLabelled)
        #expect(try (0..<4).map { try data.point($0)[0] * 255 } == [0, 5, 10, 20])
        #expect(try data.point(3)[1] == Rational(21, over: 255))
    }

    @Test func labels() throws {
        let data = try open("label,name\n7,b.png\n1,2.png\n2,a.png\n3,10.png\n4,unused.png\n")
        #expect((0..<4).map { data.label($0) } == [3, 1, 2, 7])
        let path = "\(folder.path)/labels.csv"
        #expect(throws: DataError.unlabelledPicture(file: path, picture: "10.png")) {
            try open("label,name\n7,b.png\n")
        }
        #expect(throws: DataError.missingColumn(file: path, name: "name", known: ["b.png", "7"])) {
            try open("b.png,7\n")
        }
        let twice = Place(file: path, position: SourcePosition(line: 3, column: 1))
        #expect(throws: DataError.labelledTwice(twice, picture: "b.png")) { try open("name,label\nb.png,7\nb.png,7\n") }
        let word = Place(file: path, position: SourcePosition(line: 2, column: 7))
        #expect(throws: DataError.notALabel(word, text: "cat")) { try open("name,label\nb.png,cat\n") }
    }

    @Test func unequalPictures() throws {
        let first = "\(folder.path)/10.png"
        let other = try folder.file("c.png", Data(PNGWriter.file(pixels: [1, 2], width: 1, height: 2, .grey)))
        let error = DataError.pictureSize(file: other, found: [1, 2, 1], first: first, expected: [1, 1, 2])
        #expect(throws: error) { try open() }
        _ = try folder.file("c.png", Data(try Fixtures.bytes("grey16.png")))
        #expect(throws: DataError.self) { try open() }
        let none = "\(folder.path)/*.jpg"
        #expect(throws: DataError.noMatch(pattern: none)) { try DataSet.png(name: "p", matching: none) }
    }
}

@Suite struct PNGWriterTests {
    @Test func greyRoundTrip() throws {
        var numbers = SeededNumbers(seed: 1)
        for (width, height) in [(1, 1), (3, 5), (300, 200)] {
            let pixels = (0..<(width * height)).map { _ in UInt8.random(in: 0...255, using: &numbers) }
            let file = PNGWriter.file(pixels: pixels, width: width, height: height, .grey)
            let array = try PNGReader.array(in: file, file: "x.png")
            #expect(array.shape == [1, height, width])
            #expect(try array.integers() == pixels.map { Int($0) })
        }
    }

    /// Channels side by side when written, one after the other when read.
    @Test func colourRoundTrip() throws {
        let file = PNGWriter.file(pixels: [1, 2, 3, 4, 5, 6], width: 2, height: 1, .rgb)
        let array = try PNGReader.array(in: file, file: "x.png")
        #expect(array.shape == [3, 1, 2])
        #expect(try array.integers() == [1, 4, 2, 5, 3, 6])
        #expect(file == PNGWriter.file(pixels: [1, 2, 3, 4, 5, 6], width: 2, height: 1, .rgb))
    }
}
