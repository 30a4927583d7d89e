import Foundation
import TestSupport
import Testing

/// Ctrl-C and SIGTERM: what is known stays, the rest is easy to resume.
@Suite(.serialized) struct InterruptTests {
    @Test(arguments: [true, false]) func finishedVerdictsStayPrinted(isTerminated: Bool) throws {
        let running = try Program.start(
            [
                "falsify", "specs/digits-ball-violated.vnnlib", "specs/digits-pair-holds.vnnlib",
                "specs/digits-ball-holds.vnnlib", "--network",
                "models/digits.onnx", "--timeout", "60", "--rounds", "1000000", "--format", "concise",
            ])
        #expect(try running.lines(1)[0].hasPrefix("specs/digits-ball-violated.vnnlib: violated"))
        Thread.sleep(forTimeInterval: 0.2)
        let start = ContinuousClock.now
        if isTerminated { running.terminate() } else { running.interrupt() }
        let result = try running.finish()
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(result.code == 130)
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("specs/digits-pair-holds.vnnlib: unknown (interrupted"))
        #expect(lines[2].hasPrefix("2 of 3 checks: 1 violated, 1 unknown, interrupted ("))
        #expect(
            result.errors == """
                interrupted; for the rest: orthant falsify specs/digits-ball-violated.vnnlib \
                specs/digits-pair-holds.vnnlib specs/digits-ball-holds.vnnlib --network models/digits.onnx --timeout 60 \
                --rounds 1000000 --format concise --from specs/digits-pair-holds.vnnlib

                """)
    }

    /// The document is whole: a program can read what there is.
    @Test func aDocumentIsFinished() throws {
        let running = try Program.start(
            [
                "falsify", "specs/digits-pair-holds.vnnlib", "specs/digits-ball-holds.vnnlib", "--network",
                "models/digits.onnx", "--rounds", "1000000", "--json",
            ])
        Thread.sleep(forTimeInterval: 0.7)
        running.interrupt()
        let result = try running.finish()
        #expect(result.code == 130)
        let document = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let summary = try #require(document["summary"] as? [String: Any])
        #expect(summary["interrupted"] as? Bool == true && summary["finished"] as? Int == 1)
    }

    /// A run that cannot stop, because it waits for its property, ends at the second Ctrl-C.
    @Test func theSecondInterruptEndsAtOnce() throws {
        let input = Pipe()
        let running = try Program.start(
            ["verify", "-", "--network", "models/toy-abs.onnx"], input: input)
        Thread.sleep(forTimeInterval: 0.5)
        running.interrupt()
        Thread.sleep(forTimeInterval: 0.3)
        #expect(running.isRunning)
        // Signals that meet before a busy machine has delivered them are one.
        for _ in 0..<100 where running.isRunning {
            running.interrupt()
            Thread.sleep(forTimeInterval: 0.2)
        }
        try input.fileHandleForWriting.close()
        let result = try running.finish()
        #expect(result.code == 130 && result.output == "")
    }

    /// What no command can foresee, such as an abort inside a library, has an exit code of its own.
    @Test(arguments: [SIGILL, SIGSEGV, SIGBUS]) func aCrashIsAnInternalError(signal: Int32) throws {
        let running = try Program.start(
            ["falsify", "specs/digits-ball-holds.vnnlib", "--network", "models/digits.onnx", "--rounds", "1000000"])
        Thread.sleep(forTimeInterval: 0.5)
        running.send(signal)
        let result = try running.finish()
        #expect(result.code == 4 && result.output == "")
        #expect(result.errors.hasPrefix("error: internal: the program failed"))
    }
}
