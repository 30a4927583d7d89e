import Contexts
import Testing

@Suite struct OptionSourcesTests {
    @Test func aFlagBeatsTheEnvironmentWhichBeatsTheDefault() throws {
        var options = try SourcedOptions(environment: [
            "ORTHANT_THREADS": "4", "ORTHANT_SEED": "9", "ORTHANT_ENGINE": "", "PATH": "/bin",
        ])
        try options.set("seed", "7")
        try options.set("timeout", nil)
        #expect(options.options.threads == 4 && options.source(of: "threads") == .environment)
        #expect(options.options.seed == 7 && options.source(of: "seed") == .flag)
        #expect(options.options.engine == .auto && options.source(of: "engine") == .default)
        #expect(options.options.timeout == 60 && options.source(of: "timeout") == .default)
    }

    /// Flag and variable share a name, for every row.
    @Test(arguments: Options.table.map(\.name)) func everyRowHasAVariable(_ name: String) throws {
        let row = try #require(Options.table.first { $0.name == name })
        #expect(row.variable.dropFirst("ORTHANT_".count).lowercased().map { $0 == "_" ? "-" : $0 } == Array(name))
        let options = try SourcedOptions(environment: [row.variable: row.defaultText])
        #expect(options.source(of: name) == .environment)
        #expect(row.text(options.options) == row.defaultText)
        #expect(!row.help.isEmpty && row.help.count < 50 && !row.valueName.isEmpty)
    }

    @Test func anErrorNamesWhereTheValueComesFrom() {
        #expect(throws: UsageError.badOption(name: "ORTHANT_BATCH_SIZE", value: "0", range: "1 to 4096")) {
            try SourcedOptions(environment: ["ORTHANT_BATCH_SIZE": "0"])
        }
        #expect(throws: UsageError.badOption(name: "--seed", value: "x", range: "0 to 2147483647")) {
            var options = SourcedOptions()
            try options.set("seed", "x")
        }
    }

    @Test func variablesThatOnlyLookLikeOptions() {
        let strangers = Options.strangers(in: [
            "ORTHANT_THREDS": "1", "ORTHANT_SEED": "1", "ORTHANT_MOON": "1", "HOME": "/",
        ])
        #expect(
            strangers == [
                .unknownVariable(name: "ORTHANT_MOON", suggestion: nil),
                .unknownVariable(name: "ORTHANT_THREDS", suggestion: "ORTHANT_THREADS"),
            ])
        #expect(
            strangers[1].line == """
                warning: the environment variable ORTHANT_THREDS sets no option; did you mean ORTHANT_THREADS?
                """)
    }

    @Test(arguments: [
        ("veriy", "verify"), ("verify", "verify"), ("xverifyx", "verify"), ("vrfyy", nil), ("", nil),
    ])
    func nearestWord(_ word: String, _ nearest: String?) {
        #expect(NearestName.to(word, among: ["verify", "inspect"]) == nearest)
    }

    @Test func lettersBetweenWords() {
        #expect(NearestName.distance("kitten", "sitting") == 3)
        #expect(NearestName.distance("shwo", "show") == 1 && NearestName.distance("ca", "abc") == 3)
        #expect(NearestName.distance("", "abc") == 3 && NearestName.distance("abc", "") == 3)
    }
}
