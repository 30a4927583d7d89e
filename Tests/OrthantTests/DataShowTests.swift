import Foundation
import TestSupport
import Testing

@Suite struct DataShowTests {
    private func show(_ arguments: String...) throws -> Program.Result {
        try Program.run(["data", "show"] + arguments)
    }

    @Test func archiveListing() throws {
        let result = try show("models/digits-test.npz")
        #expect(result.code == 0)
        #expect(
            result.output == """
                key     type     shape
                ------  -------  ------
                images  float32  360x64
                labels  int64    360

                """)
    }

    @Test func digits() throws {
        let result = try show("models/digits-test.npz", "--images", "images", "--labels", "labels", "--row", "1")
        #expect(result.code == 0)
        #expect(result.errors == "")
        #expect(
            result.output == """
                data      models/digits-test.npz, images
                points    360, each 64
                type      float32
                values    0 to 1
                labels    10 classes

                class  points
                -----  ------
                    0      36
                    1      36
                    2      35
                    3      37
                    4      36
                    5      37
                    6      36
                    7      36
                    8      35
                    9      36

                row 1, class 6
                +----------------+
                |    ::%%--      |
                |    **@@..      |
                |    @@**        |
                |    %%**        |
                |  ..@@##++..    |
                |  ..@@%%++##++  |
                |    @@%%::####  |
                |    --@@@@##    |
                +----------------+

                """)
    }

    @Test func featuresAreListed() throws {
        let result = try show("models/breast-cancer-test.npz", "--images", "images", "--labels", "labels")
        #expect(
            result.output.contains("points    114, each 30\ntype      float32\nvalues    0 to 1\nlabels    2 classes\n")
        )
        #expect(result.output.contains("class  points\n-----  ------\n    0      43\n    1      71\n"))
    }

    @Test func tableWithLabels() throws {
        let folder = try ScratchFolder()
        let path = try folder.file("t.csv", "class,a,b\n3,0.5,1\n4,2,1e3\n3,-1,0\n")
        let result = try show(path, "--labels", "class", "--row", "1")
        #expect(
            result.output == """
                data      \(path)
                points    3, each 2
                type      decimal
                values    -1 to 1000
                labels    2 classes

                class  points
                -----  ------
                    3       2
                    4       1

                row 1, class 4
                  2  1000

                """)
        let document = try show(path, "--labels", "class", "--json")
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(document.output.utf8)) as? [String: Any])
        #expect(object["schema"] as? Int == 1)
        #expect(object["count"] as? Int == 3)
        #expect(object["labels"] as? [String: Int] == ["3": 2, "4": 1])
        #expect((object["shown"] as? [String: Any])?["values"] as? [Double] == [0.5, 1])
    }

    @Test func badInput() throws {
        let missing = try show("gone.npy")
        #expect(missing.code == 2)
        #expect(missing.errors.hasPrefix("gone.npy: error[D301]: cannot read the data file: no such file; help: "))
        let row = try show("models/digits-test.npz", "--images", "images", "--row", "360")
        #expect(row.code == 2)
        #expect(row.errors == "error: --row cannot be '360'; give a row from 0 to 359\n")
        let key = try show("models/digits-test.npz", "--images", "x")
        #expect(key.errors.contains("error[D308]: no array is called 'x'; expected one of: images, labels; "))
        let option = try show("models/breast-cancer-scaling.csv", "--images", "x")
        #expect(option.errors == "error: --images cannot be 'x'; give it for an NPZ archive only\n")
        let format = try show("README.md")
        #expect(format.errors.contains("error[D302]: not a data format known here"))
    }
}
