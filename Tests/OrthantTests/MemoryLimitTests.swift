import Foundation
import TestSupport
import Testing

/// `--memory` and `--nodes`, from outside.
@Suite(.serialized) struct MemoryLimitTests {
    /// Far beyond Z3 in the memory allowed: 26 neurons stay open.
    private static let run = ["verify", "specs/digits-pair-holds.vnnlib", "--network", "models/digits.onnx"]

    /// The most that a run held, in MiB: it says so itself.
    private func peak(_ errors: String) throws -> Int {
        let line = try #require(errors.split(separator: "\n").first { $0.hasPrefix("memory: ") })
        return try #require(Int(line.dropFirst("memory: ".count).prefix { $0.isNumber }))
    }

    @Test(arguments: ["auto", "bab", "milp", "smt"]) func theLimitIsKept(engine: String) throws {
        let result = try Program.run(Self.run + ["--engine", engine, "--memory", "80MiB", "--timeout", "20", "-v"])
        #expect(try peak(result.errors) <= 88)
        #expect(result.code == 0 || result.output.hasPrefix("unknown: the memory limit (80MiB) is used up"))
    }

    @Test func usedUpMemoryIsUnknown() throws {
        let arguments = Self.run + ["--engine", "smt", "--memory", "80MiB", "--timeout", "60", "--json"]
        let result = try Program.run(arguments)
        #expect(result.code == 3 && result.errors == "")
        let document = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let object = try #require((document["checks"] as? [[String: Any]])?.first)
        #expect(object["reason_code"] as? String == "memory")
        #expect((object["budget"] as? [String: Any])?["memory"] as? Int == 80 << 20)
        #expect((object["unfinished"] as? [String: Any])?["gap"] as? Double ?? 0 > 0)
    }

    @Test func tooLittle() throws {
        let result = try Program.run(Self.run + ["--memory", "8MiB"])
        #expect(result.code == 2 && result.output == "")
        #expect(result.errors == "error: --memory cannot be '8MiB'; give 64MiB to 1024TiB, or none\n")
    }

    /// The budget of a spec is a limit like the flag, and the flag wins.
    @Test func budgetsOfSpecs() throws {
        let folder = try ScratchFolder()
        let spec = try folder.file(
            "hard.yaml",
            """
            spec: 1
            network: \(Program.root)/models/digits.onnx
            checks:
              - id: hard
                vnnlib: \(Program.root)/specs/digits-pair-holds.vnnlib
                budget: {time: 60s, memory: 80MiB, nodes: 7}
            """)
        let memory = try Program.run(["verify", spec, "--engine", "smt"])
        #expect(memory.errors == "")
        #expect(memory.output.hasPrefix("unknown: the memory limit (80MiB) is used up"))
        let flag = try Program.run([
            "verify", spec, "--engine", "bab", "--memory", "none", "--nodes", "1", "--threads", "1",
        ])
        #expect(flag.errors == "")
        #expect(flag.code == 0 || flag.output.hasPrefix("unknown: the limit of subproblems (1) is reached"))
    }

    /// y is x0 + x1 - 2 max(0, x0 + x1 - 1) with x0 + x1 <= 2: intervals see at most 2, backward bounds less.
    @Test func boundsOnStderr() throws {
        let result = try Program.run([
            "bounds", "specs/toy-xor-holds.vnnlib", "--network", "models/toy-xor.onnx", "-v",
        ])
        let lines = result.errors.split(separator: "\n").map(String.init)
        #expect(lines.count == 3, "\(lines)")
        let margins = lines.prefix(2).compactMap { Double($0.split(separator: " ").last ?? "") }
        #expect(lines[0].hasPrefix("interval  bound ") && lines[1].hasPrefix("backward  bound "))
        #expect(margins.count == 2 && margins[0] <= margins[1])
        #expect(lines[2].wholeMatch(of: /falsification  \d+\.\d s  attack \S+/) != nil)
    }

    /// Where the run stands, and where the time went.
    @Test func progressOnStderr() throws {
        let result = try Program.run(Self.run + ["-v"])
        let lines = result.errors.split(separator: "\n").map(String.init)
        #expect(lines.contains { $0.wholeMatch(of: /bounds  \d+\.\d s  bound -\S+/) != nil })
        #expect(lines.contains { $0.wholeMatch(of: /search  .* open \d+  closed \d+/) != nil })
        #expect(lines.contains { $0.hasPrefix("time: bounds ") && $0.contains("search ") })
        #expect(try Program.run(Self.run).errors == "")
    }
}
