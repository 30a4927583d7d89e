import Contexts
import DataFiles
import Exact
import Networks
import Reports
import TestSupport
import Testing

@Suite struct CounterexampleFilesTests {
    private func files(
        _ input: [Double], _ original: [Double]?, _ shape: [Int], type: ElementType = .float32,
        range: ClosedRange<Double> = 0...1
    ) -> CounterexampleFiles {
        CounterexampleFiles(input: input, original: original, shape: TensorShape(shape), type: type, range: range)
    }

    @Test func arrayHasTypeAndShapeOfTheInput() throws {
        let single = try NPYReader.array(in: files([0.5, 0.25], nil, [1, 2]).array, source: .init(file: "x"))
        #expect(single.type == .float32)
        #expect(single.shape == [1, 2])
        #expect(try single.point() == [Rational(1) / 2, Rational(1) / 4])
        let double = files([0.1], nil, [1], type: .float64)
        #expect(try NPYReader.array(in: double.array, source: .init(file: "x"))[0] == .real(0.1))
        #expect(double.picture == nil)
    }

    /// A 4 x 4 image is enlarged 48 times: panels of 192 x 192 with 4 white pixels between.
    @Test func threePanels() throws {
        var original = [Double](repeating: 0, count: 16)
        var input = original
        (original[0], original[1]) = (1, 0.5)
        (input[0], input[1], input[2]) = (1, 0.4375, 0.03125)
        let picture = try #require(files(input, original, [1, 16]).picture)
        // The largest change is 1/16: a gain of 5 keeps it inside half the range, 10 would not.
        #expect(picture.gain == 5)
        let array = try PNGReader.array(in: picture.file, file: "x.png")
        #expect(array.shape == [1, 192, 584])
        let line = try (0..<584).map { try #require(array[$0].integer) }
        let panels = [line[0..<192], line[196..<388], line[392..<584]]
        #expect(line[192..<196].allSatisfy { $0 == 255 } && line[388..<392].allSatisfy { $0 == 255 })
        let pixels = panels.map { panel in (0..<4).map { panel[panel.startIndex + 48 * $0 + 47] } }
        #expect(pixels[0] == [255, 128, 0, 0])
        #expect(pixels[1] == [255, 112, 8, 0])
        // 127.5 plus 5 * 255 times -1/16 and 1/32; no change is middle grey.
        #expect(pixels[2] == [128, 48, 167, 128])
    }

    @Test func colourPanels() throws {
        let original = [Double](repeating: 0.5, count: 48)
        var input = original
        input[16] = 1
        let picture = try #require(files(input, original, [1, 3, 4, 4]).picture)
        #expect(picture.gain == 1)
        let array = try PNGReader.array(in: picture.file, file: "x.png")
        #expect(array.shape == [3, 192, 584])
        let middle = 392
        let channel = 192 * 584
        #expect([0, 1, 2].map { array[$0 * channel + middle].integer } == [128, 255, 128])
        #expect([0, 1, 2].map { array[$0 * channel + 196].integer } == [128, 255, 128])
    }

    @Test(arguments: [(0.001, 500.0), (0.5, 1.0), (0.24, 2.0), (0.1, 5.0), (1.0, 0.5), (1e-9, 1e6), (0.0, 1.0)])
    func gains(_ change: Double, _ gain: Double) throws {
        var input = [Double](repeating: 0, count: 16)
        input[3] = change
        let picture = try #require(files(input, [Double](repeating: 0, count: 16), [16]).picture)
        #expect(picture.gain == gain)
    }

    @Test func withoutAnOriginal() throws {
        let picture = try #require(files([Double](repeating: 0.2, count: 784), nil, [784]).picture)
        #expect(picture.gain == nil)
        let array = try PNGReader.array(in: picture.file, file: "x.png")
        #expect(array.shape == [1, 168, 168])
        #expect(array[0] == .integer(51))
    }

    @Test func flatRange() throws {
        let values = [Double](repeating: 3, count: 16)
        let picture = try #require(files(values, values, [16], range: 3...3).picture)
        #expect(picture.gain == 1)
    }

    @Test func written() throws {
        let folder = try ScratchFolder()
        let stem = "\(folder.path)/cex"
        let image = files([Double](repeating: 0.5, count: 16), nil, [16])
        #expect(try image.write(stem: stem) == ["\(stem).npy", "\(stem).png"])
        #expect(try folder.names == ["cex.npy", "cex.png"])
        #expect(try NPYReader.array(at: "\(stem).npy").shape == [16])
        #expect(try PNGReader.array(at: "\(stem).png").shape == [1, 192, 192])
        #expect(try files([1], nil, [1]).write(stem: "\(folder.path)/flat") == ["\(folder.path)/flat.npy"])
        #expect(throws: FileError.self) { try image.write(stem: "\(folder.path)/no/cex") }
    }
}
