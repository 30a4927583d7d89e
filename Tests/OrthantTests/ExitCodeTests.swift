import Testing

/// The exit code of every ending, with the options that change it.
@Suite struct ExitCodeTests {
    struct Call: CustomTestStringConvertible, Sendable {
        let name: String
        let properties: [String]
        var more: [String] = []
        let code: Int32

        var testDescription: String { name }

        init(_ name: String, _ properties: [String], _ more: [String] = [], _ code: Int32) {
            (self.name, self.properties, self.more, self.code) = (name, properties, more, code)
        }
    }

    private static let holds = "specs/toy-xor-holds.vnnlib"
    private static let violated = "specs/toy-xor-violated.vnnlib"
    /// Bounds alone decide neither of these.
    private static let bounds = ["--engine", "bounds"]

    static let calls = [
        Call("holds", [holds], 0), Call("violated", [violated], 1), Call("unknown", [holds], bounds, 3),
        Call("both", [holds, violated], 1), Call("violated before unknown", [violated, holds], 1),
        Call("two unknown", [holds, violated], bounds, 3),
        Call("exit zero, violated", [violated], ["--exit-zero"], 0),
        Call("exit zero, unknown", [holds], bounds + ["--exit-zero"], 0),
        Call("fail on violated, unknown", [holds], bounds + ["--fail-on", "violated"], 0),
        Call("fail on violated, violated", [violated], ["--fail-on", "violated"], 1),
        Call("fail on unknown, unknown", [holds], bounds + ["--fail-on", "unknown"], 1),
        Call("fail on unknown, holds", [holds], ["--fail-on", "unknown"], 0),
        Call("fail on vacuous, holds", [holds], ["--fail-on", "vacuous"], 0),
        Call("exit zero beats fail on", [violated], ["--fail-on", "violated", "--exit-zero"], 0),
        Call("bad level", [holds], ["--fail-on", "everything"], 2),
        Call("no such file", ["nowhere.vnnlib"], 2),
        Call("bad input with exit zero", ["nowhere.vnnlib"], ["--exit-zero"], 2),
        Call("no such option", [holds], ["--frobnicate"], 2), Call("no such check", [holds], ["--from", "x"], 2),
        Call("interrupted", ["specs/toy-xor-holds.vnnlib"], ["--timeout", "0"], 2),
    ]

    @Test(arguments: calls) func verify(_ call: Call) throws {
        let result = try Program.run(
            ["verify"] + call.properties + ["--network", "models/toy-xor.onnx"] + call.more)
        #expect(result.code == call.code, "\(result.output)\(result.errors)")
        #expect(result.code != 2 || result.output.isEmpty)
    }

    @Test func callsWithoutAFileAndHelp() throws {
        #expect(try Program.run(["verify"]).code == 2)
        #expect(try Program.run([]).code == 0)
        #expect(try Program.run(["help", "verify"]).code == 0)
        #expect(try Program.run(["frobnicate"]).code == 2)
    }
}

extension ExitCodeTests.Call {
    init(_ name: String, _ properties: [String], _ code: Int32) {
        self.init(name, properties, [], code)
    }
}
