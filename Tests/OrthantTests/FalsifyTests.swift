import Testing

@Suite struct FalsifyTests {
    private func run(_ property: String, _ more: [String] = []) throws -> Program.Result {
        try Program.run(["falsify", "specs/\(property).vnnlib", "--network", "models/toy-abs.onnx"] + more)
    }

    @Test func findsACounterexample() throws {
        let result = try run("toy-abs-violated")
        #expect(result.code == 1)
        #expect(result.output.hasPrefix("violated  (attack, "))
    }

    @Test func neverClaimsAProof() throws {
        let result = try run("toy-abs-holds", ["--rounds", "2"])
        #expect(result.code == 3 && result.errors == "")
        #expect(result.output.hasPrefix("unknown: no counterexample among "))
        #expect(try run("toy-abs-holds", ["--fail-on", "violated"]).code == 0)
    }

    @Test(arguments: ["0", "-1", "many"]) func badRounds(_ rounds: String) throws {
        let result = try run("toy-abs-holds", ["--rounds", rounds])
        #expect(result.code == 2)
        #expect(result.errors == "error: --rounds cannot be '\(rounds)'; give 1 to 1000000\n")
    }
}
