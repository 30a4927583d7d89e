import Contexts
import Reports
import Synchronization
import Testing

/// A run of four checks with a clock and a stream of the test's own.
@Suite struct RunProgressTests {
    private final class Stage: Sendable {
        let time = Mutex(ContinuousClock.now)
        let text = Mutex("")

        func progress(_ display: RunProgress.Display, planned: Int = 4) -> RunProgress {
            RunProgress(planned: planned, display: display, now: { self.time.withLock { $0 } }) { drawn in
                self.text.withLock { $0 += drawn }
            }
        }

        func pass(_ seconds: Double) { time.withLock { $0 += .seconds(seconds) } }

        /// What was drawn since the last call.
        var drawn: String {
            text.withLock { text in
                defer { text = "" }
                return text
            }
        }
    }

    private static func tally(_ finished: Int) -> CheckTally {
        SampleOutcomes.tally(Array(SampleOutcomes.all.prefix(finished)), planned: 4)
    }

    @Test func bar() {
        let stage = Stage()
        let progress = stage.progress(.bar(width: 100))
        progress.begin("first")
        progress.tick()
        #expect(stage.drawn == "\r\u{1B}[K[--------------------] 0/4  first")
        progress.tick()
        #expect(stage.drawn == "", "nothing has changed")
        stage.pass(10)
        progress.finish(Self.tally(1))
        progress.begin("second")
        progress.tick()
        #expect(stage.drawn == "\r\u{1B}[K[#####---------------] 1/4  1 holds  30.0 s left  second")
        stage.pass(10)
        progress.finish(Self.tally(2))
        progress.tick()
        #expect(stage.drawn == "\r\u{1B}[K[##########----------] 2/4  1 holds, 1 violated  20.0 s left  second")
    }

    @Test func resultsHaveTheTerminalToThemselves() {
        let stage = Stage()
        let progress = stage.progress(.bar(width: 100))
        progress.begin("first")
        progress.tick()
        _ = stage.drawn
        progress.aside { stage.text.withLock { $0 += "a row\n" } }
        #expect(stage.drawn == "\r\u{1B}[Ka row\n")
        progress.aside { stage.text.withLock { $0 += "another\n" } }
        #expect(stage.drawn == "another\n", "there is no bar to remove")
        progress.tick()
        #expect(stage.drawn.hasSuffix("0/4  first"), "the bar comes back")
        progress.end()
        progress.tick()
        #expect(stage.drawn == "\r\u{1B}[K", "it is removed and stays away")
    }

    @Test func aBarFitsItsTerminal() {
        let stage = Stage()
        let progress = stage.progress(.bar(width: 30))
        progress.begin(String(repeating: "x", count: 100))
        progress.tick()
        #expect(stage.drawn == "\r\u{1B}[K[--------------------] 0/4  x")
    }

    @Test func aLineEveryHalfMinute() {
        let stage = Stage()
        let progress = stage.progress(.lines(every: .seconds(30)))
        progress.begin("first")
        progress.tick()
        stage.pass(29)
        progress.tick()
        #expect(stage.drawn == "")
        stage.pass(1)
        progress.tick()
        #expect(stage.drawn == "0 of 4 checks after 30.0 s: none finished\n")
        progress.finish(Self.tally(2))
        stage.pass(10)
        progress.tick()
        #expect(stage.drawn == "")
        stage.pass(20)
        progress.tick()
        #expect(stage.drawn == "2 of 4 checks after 60.0 s: 1 holds, 1 violated; 60.0 s left\n")
    }

    @Test func nothingAtAll() {
        let stage = Stage()
        let progress = stage.progress(.none)
        progress.begin("first")
        stage.pass(100)
        progress.tick()
        progress.end()
        #expect(stage.drawn == "")
    }
}
