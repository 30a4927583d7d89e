import Foundation
import TestSupport
import Testing

/// Hard queries and a second of time: every engine answers before the limit and a second more, and says why it stopped.
@Suite(.serialized) struct DeadlineTests {
    /// Far beyond Z3 in a second: 26 neurons stay open.
    private static let property = "specs/digits-pair-holds.vnnlib"
    private static let network = "models/digits.onnx"

    /// The limit of a second, and one more.
    private static let longest = Duration.seconds(2)

    /// Other tests share the machine: the best of three runs counts, and the first that is fast enough is the best.
    private func timed(_ arguments: [String]) throws -> (result: Program.Result, time: Duration) {
        var best: (result: Program.Result, time: Duration)?
        for _ in 0..<3 {
            let start = ContinuousClock.now
            let result = try Program.run(arguments)
            let time = ContinuousClock.now - start
            if time < best?.time ?? .seconds(1_000) { best = (result, time) }
            if time < Self.longest { break }
        }
        return try #require(best)
    }

    @Test func competitionTimeout() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/results.txt"
        let (result, time) = try timed([
            "vnncomp", "v1", "digits", Self.network, Self.property, path, "1", "--engine", "smt",
        ])
        #expect(result.code == 0 && result.output == "" && result.errors == "")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "timeout\n")
        #expect(time < Self.longest)
        #expect(try folder.names == ["results.txt"])
    }

    @Test func standardFormTimeout() throws {
        let (result, time) = try timed([
            "verify", Self.property, "--network", "f=\(Self.network)", "--timeout", "1", "--engine", "smt",
        ])
        #expect(result.code == 3 && result.output == "timed-out\n")
        #expect(time < Self.longest)
    }

    @Test func timeoutForPeopleAndPrograms() throws {
        let arguments = ["verify", Self.property, "--network", Self.network, "--timeout", "1", "--engine", "smt"]
        let people = try timed(arguments)
        #expect(people.result.code == 3 && people.result.output.hasPrefix("unknown"))
        #expect(people.time < Self.longest)
        let programs = try timed(arguments + ["--json"])
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(programs.result.output.utf8)) as? [String: Any])
        let object = try #require((document["checks"] as? [[String: Any]])?.first)
        #expect(object["verdict"] as? String == "unknown")
        #expect(object["reason_code"] as? String == "timeout")
        #expect(object["proof"] == nil && object["counterexample"] == nil)
    }

    /// Whether an engine is fast enough here depends on the machine and the build: it may prove the claim, which holds, or
    /// run out of time, but it must end.
    @Test(arguments: ["auto", "bab", "milp", "smt"]) func everyEngineEndsInTime(engine: String) throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/results.txt"
        let (result, time) = try timed([
            "vnncomp", "v1", "breast-cancer", "models/breast-cancer.onnx", "specs/breast-cancer-hard-holds.vnnlib",
            path,
            "1", "--engine", engine,
        ])
        #expect(result.code == 0 && result.errors == "")
        #expect(["unsat\n", "timeout\n"].contains(try String(contentsOfFile: path, encoding: .utf8)))
        #expect(time < Self.longest)
    }

    @Test func interruptIsNoVerdict() throws {
        let running = try Program.start([
            "verify", Self.property, "--network", Self.network, "--timeout", "30", "--engine", "smt",
        ])
        Thread.sleep(forTimeInterval: 0.7)
        let start = ContinuousClock.now
        running.interrupt()
        let result = try running.finish()
        #expect(ContinuousClock.now - start < .seconds(1))
        #expect(result.code == 130)
        #expect(result.output.hasPrefix("unknown"))
    }
}
