import Reports
import Testing

@Suite struct PictureTests {
    @Test func shadesOfARamp() throws {
        let values = (0..<16).map { Double($0) / 15 }
        let picture = try #require(Picture(shades: values, range: 0...1))
        #expect(
            picture.rows == [
                "+--------+",
                "|    ..::|",
                "|::--====|",
                "|++****##|",
                "|%%%%@@@@|",
                "+--------+",
            ])
    }

    @Test func signsOfDifferences() throws {
        var values = [Double](repeating: 0, count: 16)
        (values[0], values[1], values[2], values[15]) = (0.0625, -0.05, 0.003, -0.0625)
        let picture = try #require(Picture(differences: values))
        #expect(
            picture.rows == ["+--------+", "|++--    |", "|        |", "|        |", "|      --|", "+--------+"])
    }

    @Test func aFlatImageIsBlank() throws {
        let picture = try #require(Picture(shades: [Double](repeating: 0.5, count: 16), range: 0.5...0.5))
        #expect(picture.rows[1] == "|        |")
        #expect(Picture(differences: [Double](repeating: 0, count: 16))?.rows[1] == "|        |")
    }

    @Test func largeImagesHaveNarrowPixels() throws {
        let picture = try #require(Picture(shades: [Double](repeating: 1, count: 784), range: 0...1))
        #expect(picture.rows.count == 30)
        #expect(picture.rows[1] == "|" + String(repeating: "@", count: 28) + "|")
    }

    @Test(arguments: [0, 1, 5, 9, 30, 3072]) func notEverythingIsAnImage(_ count: Int) {
        #expect(Picture.side(of: count) == nil)
        #expect(Picture(differences: [Double](repeating: 0, count: count)) == nil)
    }

    @Test func abreast() throws {
        let dark = try #require(Picture(shades: [Double](repeating: 0, count: 16), range: 0...1))
        let text = Picture.abreast([("a", dark), ("a long title", dark)])
        #expect(
            text == """
                a            a long title
                +--------+   +--------+
                |        |   |        |
                |        |   |        |
                |        |   |        |
                |        |   |        |
                +--------+   +--------+
                """)
    }

    @Test func rectangles() throws {
        let shape = try #require(ImageShape([1, 4, 5]))
        let values = (0..<20).map { Double($0 / 5) / 3 }
        #expect(
            Picture(shades: values, of: shape, range: 0...1).rows == [
                "+----------+", "|          |", "|----------|", "|**********|", "|@@@@@@@@@@|", "+----------+",
            ])
    }

    /// Green is brighter than red, red brighter than blue; a pixel without a value is a question mark.
    @Test func colours() throws {
        let shape = try #require(ImageShape([3, 4, 4]))
        var values = [Double](repeating: 0, count: 48)
        (values[0], values[17], values[34], values[3]) = (1, 1, 1, .nan)
        let rows = Picture(shades: values, of: shape, range: 0...1).rows
        #expect(rows[1] == "|::##  ??|")
        #expect(rows[2] == "|        |")
    }

    /// 144 pixels in a line become 72 characters: the means of 2 x 2 blocks.
    @Test func largeImagesAreShrunk() throws {
        let shape = try #require(ImageShape([4, 144]))
        let values = (0..<576).map { $0 % 144 < 72 ? 0.0 : 1.0 }
        let rows = Picture(shades: values, of: shape, range: 0...1).rows
        #expect(rows.count == 4)
        #expect(rows[1] == "|" + String(repeating: " ", count: 36) + String(repeating: "@", count: 36) + "|")
    }

    @Test func endsFarApart() throws {
        let shape = try #require(ImageShape([4, 4]))
        let huge = Double.greatestFiniteMagnitude
        let values = [-huge, 0, huge] + [Double](repeating: 0, count: 13)
        #expect(Picture(shades: values, of: shape, range: -huge...huge).rows[1] == "|  ++@@++|")
    }
}

@Suite struct ImageShapeTests {
    @Test(arguments: [
        ([784], [1, 28, 28]), ([1, 784], [1, 28, 28]), ([28, 30], [1, 28, 30]), ([1, 28, 30], [1, 28, 30]),
        ([1, 1, 28, 30], [1, 28, 30]), ([3, 32, 32], [3, 32, 32]), ([1, 3, 32, 32], [3, 32, 32]),
    ])
    func images(_ shape: [Int], _ expected: [Int]) throws {
        let image = try #require(ImageShape(shape))
        #expect([image.channels, image.height, image.width] == expected)
    }

    @Test(arguments: [[], [1], [5], [9], [1, 1], [3, 100], [2, 32, 32], [3, 3, 3], [2, 3, 32, 32], [0], [0, 8]])
    func others(_ shape: [Int]) {
        #expect(ImageShape(shape) == nil)
    }
}
