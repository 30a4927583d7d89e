import Foundation
import TestSupport
import Testing

/// The built-in ACAS Xu properties on small networks with five inputs and five outputs.
@Suite struct DemoACASTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
    }

    /// A network whose outputs are the same everywhere.
    private func constant(_ scores: [Double], name: String = "net_1_1.nnet") throws -> String {
        let zeros = [[Double]](repeating: [0, 0, 0, 0, 0], count: 5)
        return try folder.file(name, NNetText.of([(zeros, [0, 0, 0, 0, 0]), (zeros, scores)]))
    }

    private func demo(_ property: Int, _ path: String, _ more: [String] = []) throws -> Program.Result {
        try Program.run(["demo", "acas", "1", "1", "\(property)", "--network", path] + more)
    }

    /// Scores that keep a property everywhere, and scores that break it everywhere, by hand from the sentences.
    static let samples: [(property: Int, good: [Double], bad: [Double])] = [
        (1, [3.9, 9, 9, 9, 9], [4, 0, 0, 0, 0]), (2, [1, 2, 0, 0, 0], [3, 2, 2, 2, 2]),
        (3, [1, 0, 1, 1, 1], [0, 1, 1, 1, 1]), (4, [1, 1, 1, 1, 0], [0, 1, 1, 1, 1]),
        (5, [1, 1, 1, 1, 0], [1, 1, 1, 0, 1]), (6, [0, 1, 1, 1, 1], [1, 1, 0, 1, 1]),
        (7, [1, 0, 1, 2, 2], [1, 1, 1, 0, 1]), (8, [1, 0, 2, 2, 2], [1, 1, 0, 1, 1]),
        (9, [1, 1, 1, 0, 1], [1, 0, 1, 1, 1]), (10, [0, 1, 1, 1, 1], [1, 1, 1, 1, 0]),
    ]

    @Test(arguments: samples.map(\.property)) func verdicts(_ property: Int) throws {
        let sample = try #require(Self.samples.first { $0.property == property })
        let good = try demo(property, constant(sample.good), ["-q"])
        #expect(good.output == "holds\n" && good.code == 0)
        let bad = try demo(property, constant(sample.bad), ["-q"])
        #expect(bad.output == "violated\n" && bad.code == 1)
    }

    /// The region of property 3 in the counterexample's file: the bounds of the competition's files.
    @Test func theRegionIsTheOneOfTheCompetition() throws {
        let found = "\(folder.path)/found"
        let result = try demo(3, constant([0, 1, 1, 1, 1]), ["--counterexamples", found])
        #expect(result.code == 1)
        let text = try String(contentsOfFile: "\(found)/property-3.json", encoding: .utf8)
        let document = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let region = try #require(document["region"] as? [String: [String]])
        #expect(region["lower"] == ["-0.303531156", "-0.009549297", "0.493380324", "0.3", "0.3"])
        #expect(region["upper"] == ["-0.298552812", "0.009549297", "0.5", "0.5", "0.5"])
        #expect(
            document["unsafe"] as? [String] == ["Y_0 - Y_1 <= 0", "Y_0 - Y_2 <= 0", "Y_0 - Y_3 <= 0", "Y_0 - Y_4 <= 0"])
        #expect((document["claimed"] as? [String: Any])?["class"] as? String == "COC")
        #expect(try Program.run(["replay", "\(found)/property-3.json"]).code == 1)
    }

    @Test func saysWhatItVerified() throws {
        let result = try demo(4, constant([1, 1, 1, 1, 0]))
        #expect(result.code == 0 && result.errors == "")
        #expect(result.output.hasPrefix("holds  (bounds, "))
        #expect(
            result.output.hasSuffix(
                """

                property 4: an intruder straight ahead that flies away more slowly is never answered clear of conflict (COC)
                  rho (ft)      1500 to 1800
                  theta (rad)   -0.06 to 0.06
                  psi (rad)     0
                  v_own (ft/s)  1000 to 1200
                  v_int (ft/s)  700 to 800

                """))
    }

    @Test func warnsAboutAnotherNetwork() throws {
        let result = try demo(7, constant([1, 0, 1, 2, 2], name: "net_11_1.nnet"))
        #expect(result.code == 0)
        let lines = result.errors.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].contains("does not say that it is network 1_1"))
        #expect(lines[1].contains("property 7 was stated for network 1_9, not for network 1_1"))
    }

    @Test func aRandomNetworkGetsAnAnswer() throws {
        var random = SeededNumbers(seed: 11)
        let layers = [5, 5].map { size in
            ((0..<size).map { _ in random.eighths(1, count: 5) }, random.eighths(1, count: size))
        }
        let path = try folder.file("net_1_1.nnet", NNetText.of(layers.map { (weights: $0.0, bias: $0.1) }))
        for property in 1...10 {
            let result = try demo(property, path, ["--timeout", "20"])
            #expect([0, 1].contains(result.code), "property \(property): \(result.output)")
        }
    }

    @Test func refusals() throws {
        let path = try constant([1, 1, 1, 1, 1])
        #expect(
            try Program.run(["demo", "acas", "6", "1", "1", "--network", path]).errors
                == "error: I cannot be '6'; give 1 to 5\n")
        #expect(
            try Program.run(["demo", "acas", "1", "1", "11", "--network", path]).errors
                == "error: P cannot be '11'; give 1 to 10\n")
        let wrong = try Program.run(["demo", "acas", "1", "1", "1", "--network", "models/toy-abs.onnx"])
        #expect(wrong.code == 2)
        #expect(
            wrong.errors
                == "models/toy-abs.onnx: error: the network has 1 inputs and 1 outputs; give a network with 5 inputs and 5 outputs\n"
        )
    }
}
