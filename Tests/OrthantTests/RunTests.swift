import Foundation
import TestSupport
import Testing

/// Runs over several checks.
@Suite struct RunTests {
    private static let network = ["--network", "models/toy-xor.onnx"]
    private static let properties = [
        "specs/toy-xor-holds.vnnlib", "specs/toy-xor-violated.vnnlib", "specs/toy-xor-corners-holds.vnnlib",
    ]
    private static let run = ["verify"] + properties + network

    private func objects(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test func aTableAndItsSummary() throws {
        let result = try Program.run(Self.run + ["--no-timing"])
        #expect(result.code == 1 && result.errors == "")
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines[0].hasPrefix("verdict   check                               engine"))
        #expect(lines[2].hasPrefix("holds     specs/toy-xor-holds.vnnlib "))
        #expect(lines[3].hasPrefix("violated  specs/toy-xor-violated.vnnlib "))
        #expect(lines[4].hasPrefix("holds     specs/toy-xor-corners-holds.vnnlib "))
        #expect(lines.suffix(3) == ["", "3 checks: 2 hold, 1 violated", ""])
    }

    @Test func oneObjectPerCheck() throws {
        let result = try Program.run(Self.run + ["--jsonl"])
        let checks = try objects(result.output)
        #expect(checks.map { $0["verdict"] as? String } == ["holds", "violated", "holds"])
        #expect(checks.map { $0["id"] as? String } == Self.properties)
        #expect(Set(checks.compactMap { $0["key"] as? String }).count == 3)
        #expect(checks.allSatisfy { ($0["network"] as? [String: String])?["sha256"]?.count == 64 })
    }

    /// The same checks in one document, and both are the same every time.
    @Test func oneDocument() throws {
        let arguments = Self.run + ["--threads", "1", "--seed", "3", "--no-timing"]
        let text = try Program.run(arguments + ["--json"]).output
        #expect(try Program.run(arguments + ["--json"]).output == text)
        let document = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(document.keys.sorted() == ["checks", "schema", "summary", "version"])
        let summary = try #require(document["summary"] as? [String: Any])
        #expect(summary["hold"] as? Int == 2 && summary["violated"] as? Int == 1 && summary["planned"] as? Int == 3)
        #expect(summary["seconds"] == nil)
        let checks = try #require(document["checks"] as? [[String: Any]])
        let lines = try objects(Program.run(arguments + ["--jsonl"]).output)
        #expect(NSArray(array: checks).isEqual(to: lines))
    }

    @Test func onlySomeChecks() throws {
        let from = try Program.run(Self.run + ["-q", "--from", Self.properties[1]])
        #expect(from.output == "violated  \(Self.properties[1])\nholds  \(Self.properties[2])\n")
        let only = try Program.run(Self.run + ["-q", "--only", "*holds*"])
        #expect(only.code == 0)
        #expect(only.output == "holds  \(Self.properties[0])\nholds  \(Self.properties[2])\n")
        let none = try Program.run(Self.run + ["--only", "nothing"])
        #expect(none.code == 2 && none.errors.hasPrefix("error: no check fits --only 'nothing'; "))
        let misspelt = try Program.run(Self.run + ["--from", "specs/toy-xor-hold.vnnlib"])
        #expect(misspelt.errors.contains("did you mean 'specs/toy-xor-holds.vnnlib'?"))
    }

    @Test func formatsExcludeEachOther() throws {
        let result = try Program.run(Self.run + ["--json", "--format", "csv"])
        #expect(result.code == 2)
        #expect(result.errors == "error: the output cannot be csv and json at once; give one of them\n")
        #expect(try Program.run(Self.run + ["--json", "--format", "json"]).code == 1)
    }

    @Test func networks() throws {
        let none = try Program.run(["verify", Self.properties[0]])
        #expect(none.code == 2)
        #expect(none.errors.hasPrefix("\(Self.properties[0]): error: the property does not say which network"))
        let two = try Program.run(["verify", Self.properties[0]] + Self.network + Self.network)
        #expect(two.code == 2 && two.errors.contains("--network is given 2 times"))
    }

    /// What was found before a file that cannot be read stays on stdout.
    @Test func finishedVerdictsStay() throws {
        let result = try Program.run(["verify", Self.properties[0], "nowhere.vnnlib"] + Self.network + ["-q"])
        #expect(result.code == 2)
        #expect(result.output == "holds  \(Self.properties[0])\n")
        #expect(result.errors.hasPrefix("nowhere.vnnlib: error: "))
    }

    @Test func badInputLeavesStdoutEmpty() throws {
        for format in ["table", "csv", "json"] {
            let result = try Program.run(
                ["verify", "nowhere.vnnlib", Self.properties[0]] + Self.network + ["--format", format])
            #expect(result.code == 2 && result.output == "")
        }
    }

    /// A property that no input can meet holds with a warning, and fails a run that is to fail on that.
    @Test func vacuous() throws {
        let folder = try ScratchFolder()
        let path = try folder.file(
            "empty.vnnlib",
            "(declare-const X_0 Real)\n(declare-const Y_0 Real)\n(assert (>= X_0 0))\n(assert (<= X_0 1))\n(assert (<= 1 0))\n"
        )
        let arguments = ["verify", path, "--network", "models/toy-abs.onnx"]
        let result = try Program.run(arguments)
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("holds (vacuous)  ("))
        #expect(result.errors.contains("warning: '\(path)' holds because no input satisfies its region"))
        #expect(try Program.run(arguments + ["--fail-on", "vacuous"]).code == 1)
        #expect(try objects(Program.run(arguments + ["--jsonl"]).output)[0]["vacuous"] as? Bool == true)
    }

    @Test func optionsFromTheEnvironment() throws {
        let arguments = ["verify", "specs/toy-xor-holds.vnnlib"] + Self.network + ["--jsonl"]
        let variable = try objects(
            Program.run(arguments, environment: ["ORTHANT_ENGINE": "smt", "ORTHANT_SEED": "5"]).output)
        #expect((variable[0]["engine"] as? [String: Any])?["method"] as? String == "smt")
        #expect((variable[0]["engine"] as? [String: Any])?["seed"] as? Int == 5)
        let flag = try objects(
            Program.run(arguments + ["--engine", "bab"], environment: ["ORTHANT_ENGINE": "smt"]).output)
        #expect((flag[0]["engine"] as? [String: Any])?["method"] as? String == "bab")
        let bad = try Program.run(arguments, environment: ["ORTHANT_ENGINE": "magic"])
        #expect(bad.code == 2)
        #expect(bad.errors == "error: ORTHANT_ENGINE cannot be 'magic'; give auto, bounds, bab, milp, smt\n")
        let stranger = try Program.run(arguments, environment: ["ORTHANT_ENGIN": "bab"])
        #expect(stranger.code == 0)
        #expect(stranger.errors.hasPrefix("warning: the environment variable ORTHANT_ENGIN sets no option"))
    }

    @Test func aBarOnATerminalOnly() throws {
        let result = try Program.run(
            [
                "verify", "specs/toy-xor-holds.vnnlib", "specs/digits-pair-holds.vnnlib", "--network",
                "models/digits.onnx", "--timeout", "1", "--only", "*digits*",
            ],
            terminal: .errors)
        #expect(result.errors == "", "one check has no bar")
        let many = try Program.run(
            [
                "falsify", "specs/digits-ball-holds.vnnlib", "specs/digits-narrow-holds.vnnlib", "--network",
                "models/digits.onnx", "--timeout", "1", "--rounds", "100000",
            ],
            terminal: .errors)
        #expect(many.errors.contains("\r\u{1B}[K[--------------------] 0/2  specs/digits-ball-holds.vnnlib"))
        #expect(many.errors.contains("[##########----------] 1/2  1 timed out"))
        #expect(many.errors.hasSuffix("\r\u{1B}[K"), "it is gone at the end")
        #expect(!many.output.contains("["))
    }
}
