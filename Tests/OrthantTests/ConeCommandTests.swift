import Foundation
import TestSupport
import Testing

/// `orthant cone` as users call it: what is printed for the digits twins, and every mistake that a call can have.
@Suite struct ConeCommandTests {
    private static let biased = "models/digits.onnx"
    private static let free = "models/digits-nobias.onnx"
    private static let data = ["--images", "models/digits-test.npz", "--labels", "labels"]

    private func output(_ arguments: [String]) throws -> String {
        let result = try Program.run(["cone"] + arguments)
        #expect(result.code == 0 && result.errors == "", "\(result.errors)")
        return result.output
    }

    private func object(_ arguments: [String]) throws -> [String: Any] {
        let text = try output(arguments + ["--json"])
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    // MARK: audit

    @Test func auditOfANetworkWithBiases() throws {
        #expect(
            try output(["audit", Self.biased]) == """
                node   operator  scaling  reason
                -----  --------  -------  ---------------------------------------------------------
                gemm1  Gemm      breaks   adds a constant from 'b1', largest 0.19260173 at index 4
                relu1  Relu      keeps    lines through 0 that meet at 0
                gemm2  Gemm      breaks   adds a constant from 'b2', largest 0.21397637 at index 1
                relu2  Relu      keeps    lines through 0 that meet at 0
                gemm3  Gemm      breaks   adds a constant from 'b3', largest 0.106873564 at index 7

                not scalar invariant: 3 nodes of 5 break it

                to make it scalar invariant:
                  gemm1: train without 'b1', or with zeros there
                  gemm2: train without 'b2', or with zeros there
                  gemm3: train without 'b3', or with zeros there

                """)
    }

    @Test func auditOfPooling() throws {
        let document = try object(["audit", "models/digits-conv-nobias.onnx"])
        #expect(document["is_scalar_invariant"] as? Bool == true)
        #expect(document["degree"] as? Int == 1)
        #expect((document["nodes"] as? [[String: Any]])?.allSatisfy { $0["effect"] as? String == "keeps" } == true)
        #expect((document["changes"] as? [String])?.isEmpty == true)
    }

    @Test func auditInJSON() throws {
        let document = try object(["audit", Self.biased])
        #expect(document["is_scalar_invariant"] as? Bool == false && document["degree"] == nil)
        let first = try #require((document["nodes"] as? [[String: Any]])?.first)
        #expect(first["tensors"] as? [String] == ["b1"] && first["index"] as? Int == 4)
        #expect(Float(try #require(first["largest"] as? Double)) == 0.192_601_73)
    }

    @Test func inspectSaysTheSame() throws {
        let text = try Program.run(["inspect", Self.biased]).output
        #expect(text.contains("scaling     not scalar invariant: 3 nodes of 5 break it"))
        #expect(
            try Program.run(["inspect", Self.free]).output.contains("scaling     scalar invariant: f(a x) = a f(x)"))
    }

    // MARK: scale-range

    @Test func scaleRange() throws {
        #expect(
            try output(["scale-range", "--network", Self.biased, "--row", "0"] + Self.data) == """
                class 7 for a in (0.0918293, infinity)

                near 0.0918293  ties with class 3
                inputs  a * x, x = row 0 of models/digits-test.npz, label 7
                exact   36 affine pieces, rational arithmetic; decimals are rounded inward

                """)
    }

    /// The same class, found and not told, and an end that was asked for.
    @Test func scaleRangeInJSON() throws {
        let document = try object([
            "scale-range", "--network", Self.biased, "--images", "models/digits-test.npz", "--row", "0", "--to", "4",
        ])
        #expect(document["claim"] as? String == "class 7 for a in (0.0918293, 4]")
        #expect(document["class"] as? Int == 7 && document["label"] == nil)
        let interval = try #require((document["intervals"] as? [[String: Any]])?.first)
        let (lower, upper) = (interval["lower"] as? [String: Any], interval["upper"] as? [String: Any])
        #expect(upper?["exact"] as? String == "4" && upper?["is_closed"] as? Bool == true)
        #expect(lower?["is_closed"] as? Bool == false && lower?["rivals"] as? [Int] == [3])
        #expect(
            lower?["exact"] as? String == "41982085677234102169907597368/457175689143171919225052512417")
    }

    @Test func withoutBiasesTheRangeIsEverything() throws {
        let text = try output(["scale-range", "--network", Self.free, "--row", "0"] + Self.data)
        #expect(text.hasPrefix("class 7 for a in (0, infinity)\n"))
        #expect(text.contains("1 affine piece,"))
        let none = try output(["scale-range", "--network", Self.free, "--row", "0", "--class", "3"] + Self.data)
        #expect(none.hasPrefix("class 3 for no a\n"))
    }

    /// |x| against 3/4 is a question of one output: refused. Two outputs (x, 1 - x) tie at 1/2.
    @Test func pointsInFiles() throws {
        let folder = try ScratchFolder()
        let model = try folder.file("line.nnet", NNetText.of([([[1], [-1]], [0, 1])]))
        let point = try folder.file("point.csv", "0.25\n")
        let arguments = ["scale-range", "--network", model, "--point", point]
        #expect(try output(arguments).hasPrefix("class 1 for a in (0, 2)\n\nat 2  ties with class 0\n"))
        #expect(try output(arguments + ["--class", "0"]).hasPrefix("class 0 for a in (2, infinity)\n"))
        let tie = try folder.file("tie.csv", "0.5\n")
        let result = try Program.run(["cone", "scale-range", "--network", model, "--point", tie])
        #expect(result.code == 2)
        #expect(result.errors == "error: classes 0, 1 tie at the point, so it has no class; give --class\n")
    }

    @Test func segments() throws {
        let text = try output(["scale-range", "--network", Self.free, "--row", "0", "--to-row", "1"] + Self.data)
        #expect(text.hasPrefix("class 7 for s in [0, 0."))
        #expect(text.contains("inputs  (1 - s) * x + s * row 1, x = row 0"))
    }

    // MARK: zero, contrast, hull, interval, map

    @Test func zero() throws {
        let document = try object(["zero", Self.free])
        #expect(document["is_uniform"] as? Bool == true)
        #expect(document["outputs"] as? [String] == [String](repeating: "0", count: 10))
        #expect(try output(["zero", Self.biased]).hasSuffix("\n\nthe input 0 is class 3\n"))
    }

    @Test func contrast() throws {
        let folder = try ScratchFolder()
        let drawing = "\(folder.path)/contrast.svg"
        let text = try output(
            ["contrast", "--network", Self.free, "--network2", Self.biased, "--contrasts", "1,1/100", "--first", "50"]
                + ["--svg", drawing] + Self.data)
        #expect(
            text == """
                contrast  models/digits-nobias.onnx  models/digits.onnx
                --------  -------------------------  ------------------
                       1               49 (98.00 %)        49 (98.00 %)
                    0.01               49 (98.00 %)         7 (14.00 %)

                50 points of models/digits-test.npz, exact arithmetic; a tie counts as wrong

                """)
        let svg = try String(contentsOfFile: drawing, encoding: .utf8)
        #expect(svg.hasPrefix("<svg ") && svg.contains("<title id=\"title\">Accuracy against contrast"))
    }

    @Test func hull() throws {
        let arguments = ["hull", "--network", Self.free, "--first", "12"] + Self.data
        let document = try object(arguments + ["--merge", "--candidates", "2"])
        #expect(document["certificate"] as? String == "cone")
        let patterns = try #require(document["patterns"] as? [[String: Any]])
        let merged = try #require(document["merged"] as? [[String: Any]])
        let rows = { (hulls: [[String: Any]]) in hulls.flatMap { $0["rows"] as? [Int] ?? [] }.sorted() }
        #expect(rows(patterns) == rows(merged) && rows(patterns).count == document["covered"] as? Int)
        #expect(merged.count < patterns.count)
        #expect(try output(arguments).contains("each certificate: every sum of its points with positive weights"))
        #expect(
            try output(["hull", "--network", Self.biased, "--first", "3"] + Self.data).contains(
                "each certificate: every weighted mean of its points"))
    }

    @Test func interval() throws {
        let arguments = ["interval", "--row", "0", "--radius", "1/64"] + Self.data
        #expect(
            try output(arguments + ["--network", Self.free]).hasPrefix(
                "class 7 is proved for every a in (0, infinity)\n"))
        let document = try object(arguments + ["--network", Self.biased, "--resolution", "1/8"])
        #expect((document["above"] as? [String: Any])?["proved"] as? String == "unlimited")
        #expect((document["below"] as? [String: Any])?["refuted"] is String)
    }

    @Test func map() throws {
        let folder = try ScratchFolder()
        let drawing = "\(folder.path)/map.svg"
        let text = try output(
            [
                "map", "--network", Self.biased, "--row", "0", "--contrasts", "1/16,1/8,1", "--brightnesses",
                "-1/8,0,1/8",
            ]
                + ["--svg", drawing] + Self.data)
        #expect(text.contains("brightness   to 0.125  to 1"))
        #expect(text.contains("0 to 0.125   x         "))
        #expect(try String(contentsOfFile: drawing, encoding: .utf8).contains("contrast 0.0625 to 0.125, brightness"))
    }

    /// The outputs at the black picture are those of class 3: it is proved down to 0 itself. With --decision argmin the least
    /// output wins, and class 3 does not.
    @Test func downToTheDark() throws {
        let arguments = ["--network", Self.biased, "--row", "9", "--images", "models/digits-test.npz", "--class", "3"]
        #expect(
            try output(["interval", "--resolution", "1/8"] + arguments).hasPrefix(
                "class 3 is proved for every a in (0, "))
        #expect(try output(["scale-range"] + arguments).hasPrefix("class 3 for a in (0, "))
        #expect(try output(["scale-range", "--decision", "argmin"] + arguments).hasPrefix("class 3 for no a\n"))
    }

    // MARK: verify

    /// The claim names the whole cone, and the witness is a real input: a finite scale, and floats of the cone itself.
    @Test func verdictsNameTheWholeCone() throws {
        let result = try Program.run(["verify", "specs/digits-cones.yaml", "--only", "*0*", "--json"])
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let checks = try #require(document["checks"] as? [[String: Any]])
        #expect(checks.map { $0["id"] as? String } == ["any-contrast/0", "dimmer/0"])
        #expect((checks[0]["claim"] as? String)?.contains("for some a > 0, the network") == true)
        #expect((checks[1]["claim"] as? String)?.contains("for some a from 0.5 to 2, the network") == true)
        let dark = try Program.run(["verify", "specs/digits-cones.yaml", "--only", "too-dark", "--jsonl"])
        let check = try #require(
            try JSONSerialization.jsonObject(with: Data(dark.output.utf8)) as? [String: Any])
        let counterexample = try #require(check["counterexample"] as? [String: Any])
        let scale = try #require((counterexample["scale"] as? String).flatMap(Double.init))
        #expect(scale >= 0.001 && scale <= 1)
        #expect(counterexample["grade"] as? String == "strict" && counterexample["exact"] == nil)
        #expect(
            try Program.run(["verify", "specs/digits-cones.yaml", "--only", "too-dark"]).output.contains("\nscale     ")
        )
    }

    /// A ball that is lost at every contrast, and its part with a pattern that is not.
    @Test func conesWithPatterns() throws {
        let result = try Program.run(["verify", "specs/digits-nap-cones.yaml", "--only", "*/2", "-q"])
        #expect(result.code == 0 && result.output == "violated  ball/2\nholds  ball-with-pattern/2\n")
    }

    // MARK: Mistakes

    private static let scaleRange = ["scale-range", "--network", biased]

    static let mistakes: [(arguments: [String], line: String)] = [
        (scaleRange, "error: --row is missing; give --row NUMBER, or --point FILE"),
        (scaleRange + ["--row", "0"], "error: --images is missing; give --images FILE"),
        (
            scaleRange + ["--row", "360"] + data,
            "error: --row cannot be '360'; give a row from 0 to 359"
        ),
        (
            scaleRange + ["--row", "0", "--class", "10"] + data,
            "error: --class cannot be '10'; give a class from 0 to 9"
        ),
        (
            scaleRange + ["--row", "0", "--from", "0"] + data,
            "error: --from cannot be '0'; give a number above 0, such as 1/4"
        ),
        (
            scaleRange + ["--row", "0", "--from", "-1"] + data,
            "error: --from cannot be '-1'; give a number above 0, such as 1/4"
        ),
        (
            scaleRange + ["--row", "0", "--from", "2", "--to", "1"] + data,
            "error: --to cannot be '1'; give a scale above 2"
        ),
        (
            scaleRange + ["--row", "0", "--scale", "1/0"] + data,
            "error: --scale cannot be '1/0'; give a number above 0, such as 1/255 or 0.5"
        ),
        (
            scaleRange + ["--row", "0", "--labels", "labels"],
            "error: --labels 'labels' is given without --images; give --images too"
        ),
        (
            ["scale-range", "--network", "models/breast-cancer.onnx", "--row", "0"] + data,
            "models/digits-test.npz: error: a point has 64 numbers and the network has 30 inputs; "
                + "give the data that the network was made for"
        ),
        (
            ["scale-range", "--network", "models/toy-abs.onnx", "--row", "0"] + data,
            "error: network 'toy-abs' has one output, so there are no classes to decide between; "
                + "give a network with several outputs"
        ),
        (
            ["contrast", "--network", biased, "--images", "models/digits-test.npz"],
            "error: --labels is missing; give --labels WHERE"
        ),
        (
            ["contrast", "--network", biased, "--contrasts", "1,0"] + data,
            "error: --contrasts cannot be '1,0'; give numbers above 0 with commas between them, such as 1,1/4"
        ),
        (
            ["hull", "--network", biased, "--candidates", "3"] + data,
            "error: --candidates '3' is given without --merge; give --merge too"
        ),
        (
            ["hull", "--network", biased, "--first", "361"] + data,
            "error: --first cannot be '361'; give a number from 1 to 360"
        ),
        (
            ["map", "--network", biased, "--row", "0", "--brightnesses", "0"] + data,
            "error: --brightnesses cannot be '0'; give increasing numbers with commas between them, such as 1/4,1,4"
        ),
        (
            scaleRange + ["--row", "0", "--to-row", "500"] + data,
            "error: --to-row cannot be '500'; give a row from 0 to 359"
        ),
        (
            scaleRange + ["--row", "0", "--decision", "best"] + data,
            "error: --decision cannot be 'best'; give argmax or argmin"
        ),
        (
            ["interval", "--network", free, "--row", "0", "--radius", "1"] + data,
            "error: --radius cannot be '1'; give a radius below 1: the ball contains the origin, where all outputs are 0 "
                + "without biases"
        ),
        (
            ["map", "--network", biased, "--row", "0", "--contrasts", "0,1"] + data,
            "error: --contrasts cannot be '0'; give contrasts above 0"
        ),
        (
            ["interval", "--network", biased, "--row", "0", "--limit", "1"] + data,
            "error: --limit cannot be '1'; give a number above 1"
        ),
    ]

    @Test(arguments: mistakes.indices) func mistakesSayWhatToDo(_ index: Int) throws {
        let (arguments, line) = Self.mistakes[index]
        let result = try Program.run(["cone"] + arguments)
        #expect(result.code == 2)
        #expect(result.output == "")
        #expect(result.errors == line + "\n")
    }
}
