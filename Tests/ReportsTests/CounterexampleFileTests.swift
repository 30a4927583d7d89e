import Contexts
import Exact
import Foundation
import Networks
import Queries
import Reports
import Testing
import Verification

@Suite struct CounterexampleFileTests {
    private static let decision = DecisionRule(.greatest, names: ["up"])
    private static let digest = String(repeating: "ab", count: 32)

    private static func file(_ witness: Witness = SampleAnswers.witness()) -> CounterexampleFile {
        CounterexampleFile(
            Counterexample(witness, of: SampleAnswers.query),
            of: SampleOutcomes.description("robust/7", decision: decision), networkDigest: digest)
    }

    private static func read(_ text: String) throws(CounterexampleError) -> CounterexampleFile {
        try CounterexampleFile.read(Data(text.utf8), file: "c.json")
    }

    @Test func text() throws {
        #expect(
            try Self.file().text == """
                {
                  "check" : "robust/7",
                  "claimed" : {
                    "class" : "up",
                    "grade" : "strict",
                    "margin" : 0.25,
                    "output" : [
                      1
                    ],
                    "replay" : "confirmed"
                  },
                  "decision" : "argmax",
                  "element_type" : "float32",
                  "exact_input" : [
                    "1"
                  ],
                  "input" : [
                    1
                  ],
                  "kind" : "orthant-counterexample",
                  "network" : {
                    "path" : "abs.onnx",
                    "sha256" : "\(Self.digest)"
                  },
                  "output_names" : [
                    "up"
                  ],
                  "region" : {
                    "lower" : [
                      "-1"
                    ],
                    "rows" : [

                    ],
                    "upper" : [
                      "1"
                    ]
                  },
                  "schema" : 1,
                  "unsafe" : [
                    "-Y_0 <= -0.75"
                  ]
                }

                """)
    }

    @Test func readsWhatItWrites() throws {
        let file = try Self.read(Self.file(SampleAnswers.witness(exact: SampleOutcomes.third)).text)
        #expect(file.check == "robust/7")
        #expect(file.network.path == "abs.onnx" && file.network.sha256 == Self.digest)
        #expect(file.rule == Self.decision)
        #expect(try file.text == Self.file(SampleAnswers.witness(exact: SampleOutcomes.third)).text)
    }

    @Test func replays() throws {
        let replay = try Self.read(Self.file().text).replay(on: SampleAnswers.network, file: "c.json")
        let witness = try #require(replay.witness)
        #expect(witness == SampleAnswers.witness())
        let report = ReplayReport(replay, of: Self.file(), elementType: .float32)
        #expect(report.isViolated)
        #expect(
            report.text() == """
                violated  robust/7

                checked   exactly: confirmed; in float32: confirmed
                region    the point is inside
                class     up, as claimed
                margin    0.25, as claimed
                output    as claimed

                unsafe row     exactly      in float32
                -------------  -----------  -----------
                -Y_0 <= -0.75  met by 0.25  met by 0.25
                """)
    }

    /// |1/3| is far below 3/4: whoever wrote this is wrong.
    @Test func saysWhyItIsNone() throws {
        let text = try Self.file().text
            .replacing(#""1""# + "\n  ],\n  \"input\" : [\n    1", with: #""1/3""# + "\n  ],\n  \"input\" : [\n    2")
        let file = try Self.read(text)
        let report = ReplayReport(
            try file.replay(on: SampleAnswers.network, file: "c.json"), of: file, elementType: .float32)
        #expect(!report.isViolated)
        #expect(
            report.text() == """
                unknown: the counterexample is not one on this network  robust/7

                checked   exactly: lost; in float32: fragile
                region    the point is inside
                class     up, as claimed
                output    up to 1.0 from the claimed one

                unsafe row     exactly                       in float32
                -------------  ----------------------------  -----------
                -Y_0 <= -0.75  missed by 0.4166666666666667  met by 1.25
                """)
    }

    @Test func aPointOutsideItsRegionIsNone() throws {
        let file = try Self.read(
            Self.file().text.replacing("\"upper\" : [\n      \"1\"", with: "\"upper\" : [\n      \"0.5\""))
        let report = ReplayReport(
            try file.replay(on: SampleAnswers.network, file: "c.json"), of: file, elementType: .float32)
        #expect(!report.isViolated)
        #expect(report.text().contains("region    the point is outside: X_0 is out of its range"))
    }

    // MARK: files that are none

    static let damages: [(from: String, to: String, CounterexampleError)] = [
        ("{\n  \"check\"", "{{\n  \"check\"", .notJSON(file: "c.json")),
        ("orthant-counterexample", "orthant-run", .notACounterexample(file: "c.json")),
        ("\"schema\" : 1", "\"schema\" : 7", .unsupportedSchema(file: "c.json", found: 7, supported: 1)),
        ("\"schema\" : 1", "\"scheme\" : 1", .badField(file: "c.json", field: "schema")),
        ("\"exact_input\"", "\"exact_inputs\"", .badField(file: "c.json", field: "exact_input")),
        ("\"margin\" : 0.25", "\"margin\" : \"big\"", .badField(file: "c.json", field: "claimed.margin")),
        ("\"argmax\"", "\"argmid\"", .badField(file: "c.json", field: "decision")),
        (
            "\"1\"\n  ],\n  \"input\"", "\"1/0\"\n  ],\n  \"input\"",
            .badNumber(file: "c.json", field: "exact_input", text: "1/0")
        ),
        (
            "\"1\"\n  ],\n  \"input\"", "\"1\", \"2\"\n  ],\n  \"input\"",
            .wrongCount(file: "c.json", field: "exact_input", found: 2, expected: 1)
        ),
        (
            "\"input\" : [\n    1", "\"input\" : [\n    1, 2",
            .wrongCount(file: "c.json", field: "input", found: 2, expected: 1)
        ),
        ("-Y_0 <= -0.75", "-Y_0 => -0.75", .badRow(file: "c.json", text: "-Y_0 => -0.75")),
        (
            "-Y_0 <= -0.75", "-Y_3 <= -0.75",
            .noSuchVariable(file: "c.json", row: "-Y_3 <= -0.75", inputs: 1, outputs: 1)
        ),
        ("\"lower\" : [\n      \"-1\"", "\"lower\" : [\n      \"2\"", .emptyRange(file: "c.json", input: 0)),
        ("\"float32\"", "\"float64\"", .elementType(file: "c.json", found: "float64", network: "float32")),
    ]

    @Test(arguments: damages.indices) func damage(_ index: Int) throws {
        let (from, to, error) = Self.damages[index]
        let text = try Self.file().text
        let damaged = text.replacing(from, with: to)
        #expect(damaged != text)
        #expect(throws: error) {
            _ = try Self.read(damaged).replay(on: SampleAnswers.network, file: "c.json")
        }
        #expect(error.line.hasPrefix("c.json: error: ") && error.line.contains("; "))
    }

    @Test func otherJSON() {
        #expect(throws: CounterexampleError.notACounterexample(file: "c.json")) { try Self.read("[1]") }
        #expect(throws: CounterexampleError.notACounterexample(file: "c.json")) { try Self.read("{}") }
        #expect(throws: CounterexampleError.notJSON(file: "c.json")) { try Self.read("") }
    }

    @Test func aChangedNetworkHasANumberInTheCatalogue() {
        let error = CounterexampleError.networkChanged(
            network: "n.onnx", expected: String(repeating: "a", count: 64), found: String(repeating: "b", count: 64))
        #expect(
            error.line == """
                n.onnx: error[N408]: the network is another one: its SHA-256 is bbbbbbbbbbbb...; \
                expected aaaaaaaaaaaa...; help: give the network that the counterexample was found on with --network
                """)
    }

    @Test(arguments: [
        ("robust/7/2/255", "robust-7-2-255"), ("../../etc/passwd", "etc-passwd"), ("a b\u{e9}\n", "a-b--"),
        ("", "check"), ("///", "check"), (String(repeating: "x", count: 300), String(repeating: "x", count: 80)),
        ("specs/toy.vnnlib", "specs-toy.vnnlib"),
    ])
    func safeNames(_ id: String, _ name: String) {
        #expect(CounterexampleFile.safeName(id) == name)
    }

    @Test func classes() {
        #expect(DecisionRule(.greatest).chosen([1, 3, 2]) == ["1"])
        #expect(DecisionRule(.least, names: ["COC", "WL", "WR"]).chosen([1, 3, 1]) == ["COC", "WR"])
        #expect(DecisionRule(.greatest, names: ["a"]).chosen([0, 1]) == ["1"])
    }
}
