import Foundation
import TestSupport
import Testing

/// `orthant nap` on the digits network. The counts were found independently, by numpy on the same files.
@Suite struct NapTests {
    private static let data = ["--images", "models/digits-test.npz", "--labels", "labels"]
    private static let model = ["--network", "models/digits.onnx"]

    private func nap(_ arguments: [String]) throws -> Program.Result { try Program.run(["nap"] + arguments) }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// class, size, own followers, other followers, rows
    private static let counts: [String: [[Int]]] = [
        "0.9": [
            [0, 72, 27, 1, 36], [1, 59, 28, 9, 36], [2, 61, 27, 6, 35], [3, 68, 21, 8, 37], [4, 63, 22, 3, 36],
            [5, 62, 24, 6, 37], [6, 71, 24, 0, 36], [7, 68, 25, 2, 36], [8, 67, 21, 4, 35], [9, 71, 23, 1, 36],
        ],
        "1": [
            [0, 63, 36, 2, 36], [1, 46, 36, 39, 36], [2, 49, 35, 37, 35], [3, 54, 37, 24, 37], [4, 48, 36, 36, 36],
            [5, 49, 37, 19, 37], [6, 56, 36, 7, 36], [7, 53, 36, 6, 36], [8, 49, 35, 39, 35], [9, 48, 36, 33, 36],
        ],
    ]

    private func rows(_ result: Program.Result) throws -> [String: [[Int]]] {
        #expect(result.code == 0 && result.errors == "", "\(result.errors)")
        let patterns = try #require(try object(result.output)["patterns"] as? [[String: Any]])
        var rows: [String: [[Int]]] = [:]
        for pattern in patterns {
            let mining = try #require(pattern["mining"] as? [String: Any])
            let numbers = [pattern["class"], pattern["size"], mining["own"], mining["others"], mining["rows"]]
            rows[try #require(pattern["delta"] as? String), default: []].append(numbers.compactMap { $0 as? Int })
        }
        return rows
    }

    @Test func minesWhatNumpyMines() throws {
        let mined = try nap(["mine"] + Self.model + Self.data + ["--delta", "1,0.9", "--json"])
        #expect(try rows(mined) == Self.counts)
        // The other convention is the same, and says so.
        let relaxed = try nap(["mine"] + Self.model + Self.data + ["--relax", "0.1,0", "--json"])
        #expect(relaxed.output == mined.output)
        let text = try nap(["mine"] + Self.model + Self.data + ["--relax", "0.1"]).output
        #expect(text.contains("\ndelta 0.9, relax 0.1\n"))
        #expect(text.contains("\n    3    68  56.8 %       8    37           34               3\n"))
    }

    @Test func filesAreCheckedShownComparedAndConverted() throws {
        let folder = try ScratchFolder()
        let mined = "\(folder.path)/mined"
        let result = try nap(["mine"] + Self.model + Self.data + ["--delta", "0.9", "--output", mined])
        #expect(result.code == 0 && result.errors == "")
        let names = try FileManager.default.contentsOfDirectory(atPath: mined).sorted()
        #expect(names == (0..<10).map { "class-\($0).nap" })
        #expect(try folder.names == ["mined"])

        let check = try nap(["check"] + Self.model + Self.data + ["--nap", mined])
        #expect(check.code == 0 && check.errors == "")
        #expect(check.output.contains("\n\(mined)/class-3.nap      3    68    56.8 %     72.4 %       8\n"))
        #expect(check.output.contains("24 of 45 pairs conflict"))

        let three = "\(mined)/class-3.nap"
        let show = try nap(["show", three] + Self.model)
        #expect(show.output.contains("\nsize       68 of 96 neurons\n"))
        #expect(show.output.contains("\n   0  AAIIA-AAAA--AAAI---AAAAAA-AAAIA-A-A-I--AAAA--AA-\n"))
        #expect(try nap(["diff", three, three]).code == 0)
        let diff = try nap(["diff", three, "\(mined)/class-8.nap"])
        #expect(diff.code == 1 && diff.output.contains("\nneither is coarser\n"))

        let lists = try nap(["convert", three] + Self.model + ["--to", "json"])
        let json = try folder.file("lists.json", lists.output)
        let back = try nap(["convert", json] + Self.model + ["--to", "nap"])
        let again = try folder.file("again.nap", back.output)
        #expect(try nap(["diff", three, again] + Self.model).code == 0)
    }

    /// The pattern in a spec and its export as a query over hidden nodes have one verdict, for each class.
    @Test(arguments: [0, 3]) func exportHasTheVerdictOfTheSpec(label: Int) throws {
        let folder = try ScratchFolder()
        let mined = "\(folder.path)/mined"
        _ = try nap(["mine"] + Self.model + Self.data + ["--delta", "0.9", "--output", mined])
        let query = "\(folder.path)/q.vnnlib"
        let converted = try nap(
            ["convert", "\(mined)/class-\(label).nap"] + Self.model
                + ["--to", "vnnlib", "--domain", "0,1", "--output", query])
        #expect(converted.code == 0 && converted.errors == "")
        let spec = try folder.file(
            "s.yaml",
            """
            spec: 1
            network: \(Program.root)/models/digits.onnx
            checks:
              - id: c
                region: {nap: mined/class-\(label).nap, within: {box: [0, 1]}}
                property: {class: \(label)}
            """)
        let fromQuery = try Program.run(["verify", query] + Self.model + ["-q"])
        let fromSpec = try Program.run(["verify", spec, "-q"])
        #expect(fromQuery.errors == "" && [0, 1].contains(fromQuery.code))
        #expect(fromQuery.code == fromSpec.code, "\(fromQuery.errors) \(fromSpec.errors)")
    }

    @Test func heldOutDataAndPredictions() throws {
        let held = ["--test-images", "models/digits-test.npz", "--test-labels", "labels"]
        let result = try nap(["mine"] + Self.model + Self.data + held + ["--class", "3", "--delta", "0.9", "--json"])
        let pattern = try #require((try object(result.output)["patterns"] as? [[String: Any]])?.first)
        #expect((pattern["test"] as? [String: Any])?["own"] as? Int == 21)
        // The network is right about 351 of 360 rows; none of its answers is a tie.
        let predicted = try nap(
            ["mine"] + Self.model + ["--images", "models/digits-test.npz", "--label-source", "prediction", "--json"])
        let rows = try #require(try object(predicted.output)["rows"] as? [Int])
        #expect(rows.reduce(0, +) == 360 && rows != [36, 36, 35, 37, 36, 37, 36, 36, 35, 36])
    }

    @Test func drawings() throws {
        let folder = try ScratchFolder()
        let svg = "\(folder.path)/a.svg"
        let runs = [
            ["mine"] + Self.model + Self.data, ["mine"] + Self.model + Self.data + ["--delta", "0.9,1"],
        ]
        for arguments in runs {
            #expect(try nap(arguments + ["--svg", svg]).code == 0)
            let text = try String(contentsOfFile: svg, encoding: .utf8)
            #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
        }
    }

    /// The pattern of one row is its full pattern: all 96 neurons.
    @Test func singleRows() throws {
        let result = try nap(
            ["mine"] + Self.model + Self.data + ["--row", "34", "--row", "0", "--delta", "1", "--json"])
        #expect(try rows(result) == ["1": [[2, 96, 1, 0, 1], [7, 96, 1, 0, 1]]])
        #expect(
            try problem(["mine"] + Self.model + Self.data + ["--row", "360"]).hasPrefix(
                "error: --row cannot be '360'; give a row from 0 to 359"))
    }

    // MARK: Bad input

    private func problem(_ arguments: [String]) throws -> String {
        let folder = try ScratchFolder()
        let output = "\(folder.path)/mined"
        let result = try nap(arguments + (arguments.first == "mine" ? ["--output", output] : []))
        #expect(result.code == 2 && result.output == "")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        // Nothing half-written.
        #expect(try folder.names.isEmpty)
        return result.errors
    }

    @Test(arguments: ["0.5", "1.01", "0", "x", "0.9,0.5", ""]) func deltaOutOfRange(_ delta: String) throws {
        let line = try problem(["mine"] + Self.model + Self.data + ["--delta", delta])
        #expect(line.hasPrefix("error: --delta cannot be '"))
        #expect(line.contains("give numbers above 0.5 and at most 1; from the other end they are --relax, 1 - delta"))
    }

    @Test func badMining() throws {
        let start = ["mine"] + Self.model
        #expect(try problem(start + Self.data + ["--relax", "0.5"]).hasPrefix("error: --relax cannot be '0.5'; "))
        #expect(
            try problem(start + Self.data + ["--delta", "1", "--relax", "0"]).contains("either --delta or --relax"))
        #expect(try problem(start) == "error: --images is missing; give --images FILE\n")
        #expect(
            try problem(start + ["--images", "models/digits-test.npz"])
                == "error: --labels is missing; give --labels WHERE\n")
        #expect(
            try problem(start + ["--images", "models/breast-cancer-test.npz", "--labels", "labels"]).contains(
                "a point has 30 numbers and the network has 64 inputs"))
        #expect(try problem(start + Self.data + ["--class", "10"]).contains("give a class of the network, 0 to 9"))
        #expect(try problem(start + Self.data + ["--label-source", "x"]).contains("give dataset or prediction"))
    }

    @Test func classWithoutRowsAndPixelsThatAreNoNumbers() throws {
        let folder = try ScratchFolder()
        let row = [String](repeating: "0.5", count: 64).joined(separator: ",")
        let table = try folder.file("t.csv", "4,\(row)\n7,\(row)\n")
        let line = try problem(["mine"] + Self.model + ["--images", table, "--labels", "0"])
        #expect(line.hasPrefix("\(table): error: no row is of class 0; give data of class 0, or --class with "))
        let bad = try folder.file("b.csv", "4,\(row.dropLast(3))nan\n")
        #expect(
            try problem(["mine"] + Self.model + ["--images", bad, "--labels", "0"]).contains(
                "error[D306]: 'nan' is not a number"))
    }

    @Test func badPatternFiles() throws {
        let folder = try ScratchFolder()
        func check(_ text: String) throws -> String {
            let path = try folder.file("p.nap", text)
            return try problem(["check"] + Self.model + Self.data + ["--nap", path])
                .replacingOccurrences(of: path, with: "p.nap")
        }
        #expect(try check("relu[0]: {active: [3], inactive: [3]}\n").hasPrefix("p.nap:1:35: error[S320]: "))
        #expect(try check("relu[5]: {active: [3]}\n").hasPrefix("p.nap:1:1: error[S204]: no ReLU layer is called"))
        #expect(
            try check("nap: 1\nnetwork: {sha256: 00000000}\nphases:\n  relu[0]: {active: [1]}\n").contains(
                "error[S322]: "))
        #expect(
            try problem(["check"] + Self.model + Self.data + ["--nap", "docs"]).contains(
                "docs: error: the folder holds no .nap file"))
        #expect(
            try problem(
                ["convert", try folder.file("q.nap", "relu[0]: {active: [1]}\n")] + Self.model + ["--to", "vnnlib"])
                == "error: --domain is missing; give --domain LEAST,GREATEST\n")
    }
}
