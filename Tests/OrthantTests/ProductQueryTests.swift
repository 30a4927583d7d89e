import Foundation
import TestSupport
import Testing

/// Queries of VNN-LIB 2.0 about several networks, inputs, outputs and hidden nodes, as programs ask them.
@Suite struct ProductQueryTests {
    private static let xor = "models/toy-xor.onnx"
    private static let ports = "Tests/ModelReadingTests/Fixtures/ports.onnx"

    private func verify(_ text: String, _ networks: [String], _ more: [String] = []) throws -> Program.Result {
        let folder = try ScratchFolder()
        let query = try folder.file("q.vnnlib", "(vnnlib-version <2.0>)\n\(text)")
        let result = try Program.run(["verify", query] + networks.flatMap { ["--network", $0] } + more)
        return Program.Result(
            code: result.code, output: result.output, errors: result.errors.replacing(query, with: "q.vnnlib"))
    }

    /// min(s, 2 - s) for s = x0 + x1 falls when x0 rises beyond 1 - x1.
    private static func monotone(greatest: String) -> String {
        """
        (declare-network f (declare-input X real [1,2]) (declare-output Y real [1]))
        (declare-network g (equal-to f) (declare-input U real [1,2]) (declare-output V real [1]))
        (assert (and (>= X[0,0] 0) (<= X[0,0] 1) (>= X[0,1] 0) (<= X[0,1] \(greatest)) (<= U[0,0] 1)))
        (assert (and (== U[0,1] X[0,1]) (>= U[0,0] X[0,0])))
        (assert (< V[0] (- Y[0] 0.125)))
        """
    }

    @Test(arguments: ["auto", "bab", "milp", "smt"]) func monotonicity(engine: String) throws {
        let violated = try verify(Self.monotone(greatest: "0.5"), ["f=\(Self.xor)"], ["--engine", engine])
        #expect(violated.code == 1 && violated.errors == "")
        let lines = violated.output.split(separator: "\n").map(String.init)
        #expect(lines.indices.filter { lines[$0].contains("real") } == [1, 4, 6, 9])
        let numbers = lines.compactMap { Double($0) }
        #expect(numbers.count == 6)
        let (x, y, u, v) = (numbers[0...1], numbers[2], numbers[3...4], numbers[5])
        #expect(x.last == u.last && u.first ?? 0 >= x.first ?? 1 && v < y - 0.125)
        // At x1 <= 1/16 it falls by at most 1/16.
        let holds = try verify(Self.monotone(greatest: "0.0625"), ["f=\(Self.xor)"], ["--engine", engine])
        #expect(holds.code == 0 && holds.output == "unsat\n")
    }

    /// |x| and |u| are the same where x = u, and differ by at most 1/8 where x and u do.
    @Test func twoNetworksWithinATolerance() throws {
        let query = { (tie: String, gap: String) in
            """
            (declare-network f (declare-input X real [1]) (declare-output Y real [1]))
            (declare-network g (declare-input U real [1,1]) (declare-output V real [1]))
            (assert (and (>= X[0] -1) (<= X[0] 1) (>= U[0,0] -1) (<= U[0,0] 1)))
            \(tie)
            (assert (or (>= (- Y[0] V[0]) \(gap)) (<= (- Y[0] V[0]) -\(gap))))
            """
        }
        let networks = ["g=models/toy-abs.onnx", "f=models/toy-abs.onnx"]
        #expect(try verify(query("(assert (== X[0] U[0,0]))", "0.001"), networks).output == "unsat\n")
        let near = "(assert (<= (- X[0] U[0,0]) 0.125)) (assert (>= (- X[0] U[0,0]) -0.125))"
        #expect(try verify(query(near, "0.126"), networks).output == "unsat\n")
        #expect(try verify(query(near, "0.125"), networks, ["--engine", "smt"]).output.hasPrefix("sat\n"))
        #expect(try verify(query("", "1"), networks, ["--engine", "smt"]).output.hasPrefix("sat\n"))
    }

    /// image = 0: scores0 = 1/2 + 3/2 m0 + 1/2 m1, and z2 = 2 m0 + m1.
    private static func portQuery(_ assertions: String) -> String {
        """
        (declare-network f
          (declare-input meta real [2] "meta")
          (declare-input image real [1,2,2] "image")
          (declare-hidden Z real [1,3] "z")
          (declare-output box real [2,2] "box")
          (declare-output scores real [2] "scores"))
        (assert (and (>= meta[0] 0) (<= meta[0] 1) (>= meta[1] 0) (<= meta[1] 1)))
        (assert (and (== image[0,0,0] 0) (== image[0,0,1] 0) (== image[0,1,0] 0) (== image[0,1,1] 0)))
        \(assertions)
        """
    }

    @Test(arguments: [
        ("(assert (>= scores[0] 2.5))", "sat"), ("(assert (> scores[0] 2.5))", "unsat"),
        ("(assert (>= scores[0] 0.5)) (assert (<= Z[0,2] 0))", "sat"),
        ("(assert (> scores[0] 0.5)) (assert (<= Z[0,2] 0))", "unsat"),
        ("(assert (or (and (<= Z[0,2] 0) (>= scores[0] 0.75)) (and (>= Z[0,1] 0) (>= scores[0] 0))))", "unsat"),
        ("(assert (>= Z[0,2] 1)) (assert (<= scores[0] 0.875))", "unsat"),
        ("(assert (>= Z[0,2] 1)) (assert (<= scores[0] 1))", "sat"),
        ("(assert (!= box[1,0] 0))", "unsat"), ("(assert (< scores[1] (- Z[0,2])))", "unsat"),
    ])
    func portsAndHiddenNodes(assertions: String, answer: String) throws {
        let result = try verify(Self.portQuery(assertions), ["f=\(Self.ports)"], ["--engine", "smt"])
        #expect(result.output.hasPrefix("\(answer)\n") && result.errors == "", "\(result.output)\(result.errors)")
    }

    @Test func assignmentHasEverything() throws {
        let result = try verify(
            Self.portQuery("(assert (>= scores[0] 2.5))"), ["f=\(Self.ports)"], ["--engine", "smt"])
        #expect(
            result.output == """
                sat
                meta real [2]
                1
                1
                image real [1,2,2]
                0
                0
                0
                0
                Z real [1,3]
                1
                -0.75
                3
                box real [2,2]
                0
                0
                0
                0
                scores real [2]
                2.5
                -3

                """)
        let folder = try ScratchFolder()
        let written = try verify(
            Self.portQuery("(assert (>= scores[0] 2.5))"), ["f=\(Self.ports)"],
            ["--serialise-assignments", "\(folder.path)/out"])
        #expect(written.output == "sat\n")
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/out").sorted()
        #expect(names == ["Z.pb", "box.pb", "image.pb", "meta.pb", "scores.pb"])
    }

    @Test func inspectListsInputsAndOutputs() throws {
        let text = try Program.run(["inspect", Self.ports]).output
        #expect(text.contains("input       image 1x1x2x2, meta 1x2\noutput      scores 1x2, box 1x1x2x2\n"))
    }

    /// A check of a spec file may be a property with hidden nodes, or about copies of its network, but not about two models.
    @Test func specFiles() throws {
        let folder = try ScratchFolder()
        func run(_ declarations: String, _ assertions: String) throws -> Program.Result {
            let path = try folder.file(
                "spec.yaml",
                """
                spec: 1
                network: \(Program.root)/\(Self.xor)
                checks:
                  - id: only
                    vnnlib:
                      text: |
                        (vnnlib-version <2.0>)
                        \(declarations)
                        (assert (and (>= X[0] 0) (<= X[0] 1) (>= X[1] 0) (<= X[1] 1)))
                        \(assertions)
                """)
            return try Program.run(["verify", path, "-q"])
        }
        let hidden = """
            (declare-network f (declare-input X real [2]) (declare-hidden Z real [2] "z1") (declare-output Y real [1]))
            """
        // Where the second neuron is inactive, y is x0 + x1 and at most 1; anywhere y is at most 1.
        #expect(try run(hidden, "(assert (<= Z[1] 0)) (assert (< Y[0] (- (+ X[0] X[1]) 0.125)))").code == 0)
        #expect(try run(hidden, "(assert (>= Z[1] 0)) (assert (< Y[0] (- (+ X[0] X[1]) 0.125)))").code == 1)
        let copy = " (declare-network g (equal-to f) (declare-input U real [2]) (declare-output V real [1]))"
        let tied = "(assert (and (== X[0] U[0]) (== X[1] U[1])))"
        #expect(try run(hidden + copy, "\(tied) (assert (!= Y[0] V[0]))").code != 1)
        let other = copy.replacing("(equal-to f) ", with: "")
        let refused = try run(hidden + other, tied)
        #expect(refused.code == 2)
        #expect(refused.errors.contains("error[V509]: the property is about several networks (f, g)"))
    }

    private static let two = """
        (declare-network f (declare-input X real [2]) (declare-output Y real [1]))
        (declare-network g (declare-input U real [2]) (declare-output V real [1]))
        (declare-network h (equal-to g) (declare-input A real [2]) (declare-output B real [1]))
        (assert (<= X[0] 1))
        """

    static let refusals: [(text: String, networks: [String], line: String)] = [
        (
            two, ["f=\(xor)"],
            "q.vnnlib: error: no model is given for network 'g'; give --network f=MODEL.onnx --network g=MODEL.onnx"
        ),
        (
            two, ["f=\(xor)", "g=\(xor)", "h=\(xor)"],
            "q.vnnlib: error: a model is given for network 'h', which is equal to 'g'; "
                + "give --network f=MODEL.onnx --network g=MODEL.onnx and no other"
        ),
        (
            two, ["f=\(xor)", "g=\(xor)", "k=\(xor)"],
            "q.vnnlib: error: a model is given for network 'k', which the property does not declare; "
                + "give --network f=MODEL.onnx --network g=MODEL.onnx and no other"
        ),
        (
            two, ["f=\(xor)", "f=\(xor)"],
            "error: two models are given for network 'f'; give --network once for each network"
        ),
        (
            two, [xor, xor],
            "error: --network is given 2 times; "
                + "give one model, or each model as NAME=MODEL for a property that declares several networks"
        ),
        (
            "(declare-network f (declare-input X float32 [2]) (declare-output Y float32 [1])) (assert (<= X[0] 1))",
            ["f=\(xor)"],
            "q.vnnlib:2:35: error: variable 'X' asks for answers about float32 arithmetic, and proofs are about real "
                + "numbers; declare 'X' as real to accept answers about real numbers"
        ),
        (
            "(declare-network f (declare-input X real [2]) (declare-hidden H real [2] \"z2\") (declare-output Y real [1]))"
                + "(assert (<= X[0] 1))", ["f=\(xor)"],
            "\(xor): error: no node makes a value 'z2'; did you mean 'z1'?"
        ),
    ]

    @Test(arguments: refusals.indices) func refused(index: Int) throws {
        let (text, networks, line) = Self.refusals[index]
        let result = try verify(text, networks)
        #expect(result.code == 2 && result.output == "" && result.errors == line + "\n", "\(result.errors)")
    }

    /// The competition gives networks as a list, may repeat the model of an equal one, and asks about floats.
    @Test func competition() throws {
        let folder = try ScratchFolder()
        let text = Self.monotone(greatest: "0.5").replacing("real", with: "float32")
        let query = try folder.file("q.vnnlib", "(vnnlib-version <2.0>)\n\(text)")
        let call = { (networks: String) in
            try Program.run(["vnncomp", "v1", "any", networks, query, "\(folder.path)/results.txt", "20"])
        }
        #expect(try call("[('f', '\(Self.xor)'),(\"g\",\"\(Self.xor)\")]").code == 0)
        let lines = try String(contentsOfFile: "\(folder.path)/results.txt", encoding: .utf8)
            .split(separator: "\n").map(String.init)
        #expect(lines.first == "sat")
        #expect(
            lines.filter { $0.contains("float32") } == [
                "X float32 [1,2]", "Y float32 [1]", "U float32 [1,2]", "V float32 [1]",
            ])
        #expect(try call("[('f','\(Self.xor)')]").code == 0)
        let other = try call("[('f','\(Self.xor)'),('g','models/toy-abs.onnx')]")
        #expect(other.code == 2 && other.errors.contains("a model is given for network 'g', which is equal to 'f'"))
        let list = try call("['f','\(Self.xor)']")
        #expect(list.code == 2)
        #expect(
            list.errors
                == "error: '['f','\(Self.xor)']' is no list of networks; write [('f','first.onnx'),('g','second.onnx')]\n"
        )
    }

    /// Every shipped product query, on the models that the list of claims names, in the words of the standard.
    @Test func shippedQueriesHaveTheirVerdicts() throws {
        let list = try String(contentsOfFile: "\(Program.root)/specs/expected.csv", encoding: .utf8)
        let claims = list.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
            .filter { $0[1].hasPrefix("product-") }
        #expect(claims.count == 6)
        for claim in claims {
            let networks = claim[0].split(separator: " ").flatMap { ["--network", String($0)] }
            let result = try Program.run(
                ["verify", claim[1]] + networks + ["-q", "--timeout", "60"], in: "\(Program.root)/specs")
            #expect(result.output == (claim[2] == "holds" ? "unsat\n" : "sat\n") && result.errors == "", "\(claim)")
        }
    }

    /// Reports name variables as the query does, and a point of a product is no input of one model.
    @Test func reports() throws {
        let folder = try ScratchFolder()
        let text = Self.monotone(greatest: "0.5")
        let query = try folder.file("q.vnnlib", "(vnnlib-version <2.0>)\n\(text)")
        let found = ["--counterexamples", "\(folder.path)/found"]
        let result = try Program.run(["verify", query, "--network", Self.xor] + found, in: Program.root)
        #expect(result.code == 1)
        #expect(result.output.contains("unsafe    -Y[0] + V[0] < -0.125"))
        #expect(result.output.contains("X[0,0] = ") && result.output.contains("U[0,0] = "))
        #expect(!result.output.contains("U[0,1]"), "a tied input is shown once")
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/found")
        let file = try #require(files.first { $0.hasSuffix(".json") })
        let replay = try Program.run(["replay", "\(folder.path)/found/\(file)"])
        #expect(replay.code == 2)
        #expect(
            replay.errors.hasSuffix(
                "error: the counterexample is about several networks, equal inputs or hidden nodes, which only the "
                    + "property tells apart; run 'orthant verify' on the property again\n"))
    }
}
