import Foundation
import Testing

/// Colour is decided for each stream by what it is; pipes are quiet.
@Suite struct ColourTests {
    private static let model = "models/toy-abs.onnx"
    private static let violated = ["verify", "specs/toy-abs-violated.vnnlib", "--network", model]
    private static let both = [
        "verify", "specs/toy-abs-holds.vnnlib", "specs/toy-abs-violated.vnnlib", "--network", model,
    ]
    private static let escape = "\u{1B}"

    @Test func pipesAreQuiet() throws {
        for arguments in [Self.violated, Self.both, ["demo"], ["verify", "nowhere.vnnlib", "--network", Self.model]] {
            let result = try Program.run(arguments, environment: ["TERM": "xterm", "LC_ALL": "C.UTF-8"])
            #expect(!result.output.contains(Self.escape) && !result.errors.contains(Self.escape))
            #expect(!result.output.contains("✗"))
        }
    }

    @Test func aTerminalOnStdout() throws {
        let result = try Program.run(Self.violated, terminal: .output)
        #expect(result.code == 1)
        #expect(result.output.hasPrefix("\u{1B}[31m✗ violated\u{1B}[0m  ("))
        #expect(result.errors == "")
    }

    /// stderr of an error on a terminal, while stdout is a pipe: the shell's `2>&1 >/dev/null`.
    @Test func aTerminalOnStderr() throws {
        let result = try Program.run(["verify", "nowhere.vnnlib", "--network", Self.model], terminal: .errors)
        #expect(result.code == 2 && result.output == "")
        #expect(result.errors.hasPrefix("nowhere.vnnlib: \u{1B}[1;31merror\u{1B}[0m: cannot read the file"))
    }

    @Test func stdoutStaysPlainWhileStderrIsATerminal() throws {
        let result = try Program.run(Self.both, terminal: .errors)
        #expect(result.output.hasPrefix("verdict   check"))
        #expect(!result.output.contains(Self.escape))
    }

    @Test func refusedAndForced() throws {
        #expect(
            !(try Program.run(Self.violated, terminal: .output, environment: ["NO_COLOR": "1"])).output.contains(
                Self.escape))
        #expect(
            !(try Program.run(Self.violated, terminal: .output, environment: ["TERM": "dumb"])).output.contains(
                Self.escape))
        #expect(
            !(try Program.run(Self.violated + ["--color", "never"], terminal: .output)).output.contains(Self.escape))
        #expect(try Program.run(Self.violated, environment: ["FORCE_COLOR": "1"]).output.contains(Self.escape))
        #expect(
            !(try Program.run(Self.violated, environment: ["FORCE_COLOR": "1", "NO_COLOR": "1"])).output
                .contains(Self.escape))
        #expect(
            try Program.run(Self.violated + ["--color=always"], environment: ["NO_COLOR": "1"]).output
                .contains(Self.escape))
    }

    @Test func symbolsWithoutUTF8() throws {
        let result = try Program.run(
            Self.violated, terminal: .output, environment: ["LC_ALL": "C", "NO_COLOR": "1"])
        #expect(result.output.hasPrefix("x violated  ("))
    }

    /// What programs read has no colour, however much it is asked for.
    @Test(arguments: ["json", "jsonl", "csv", "junit", "sarif"]) func formatsForPrograms(_ format: String) throws {
        let result = try Program.run(Self.both + ["--format", format, "--color", "always"])
        #expect(!result.output.contains(Self.escape) && !result.output.contains("✗"))
    }

    @Test func noSuchChoice() throws {
        let result = try Program.run(["verify", "--color", "blue"] + Self.violated.dropFirst())
        #expect(result.code == 2)
        #expect(
            result.errors
                == "error: --color cannot be 'blue'; give auto, always, never; see 'orthant verify --help'\n")
    }
}
