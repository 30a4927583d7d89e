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
}
