import Contexts
import Synchronization
import Testing

@Suite struct SearchProgressTests {
    /// What a log was given.
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])

        var all: [String] { lines.withLock { $0 } }

        func log(level: Int) -> Log {
            Log(level: level) { line in self.lines.withLock { $0.append(line) } }
        }
    }

    /// One line per stage, with what is known by then; a stage that is begun twice goes on.
    @Test func aLineWhenAStageEnds() {
        let lines = Lines()
        let progress = SearchProgress(log: lines.log(level: 1))
        progress.begin(.bounds)
        progress.tell { $0.bound = -0.34 }
        progress.begin(.falsification)
        progress.begin(.falsification)
        progress.tell { $0.attacked(0.5) }
        progress.tell { $0.attacked(0.125) }
        progress.tell { $0.attacked(0.25) }
        progress.begin(.search)
        progress.tell { standing in
            standing.open = 57
            standing.closed = 1_203
        }
        progress.end()
        progress.end()
        #expect(
            lines.all == [
                "bounds  0.0 s  bound -0.34", "falsification  0.0 s  bound -0.34  attack 0.125",
                "search  0.0 s  bound -0.34  attack 0.125  open 57  closed 1203",
            ])
        #expect(progress.standing.attack == 0.125)
    }

    /// What changes all the time is not printed all the time.
    @Test func tellingIsQuick() {
        let lines = Lines()
        let progress = SearchProgress(log: lines.log(level: 1))
        progress.begin(.search)
        for k in 0..<100 { progress.tell { $0.open = k } }
        #expect(lines.all.count <= 1)
    }

    @Test func sharesOfTheTime() throws {
        let progress = SearchProgress()
        #expect(progress.shares == nil && !progress.isWatched)
        progress.begin(.bounds)
        progress.begin(.search)
        let end = ContinuousClock.now + .milliseconds(100)
        while ContinuousClock.now < end {}
        progress.end()
        let shares = try #require(progress.shares)
        #expect(shares.hasPrefix("time: bounds ") && shares.contains(" %, search "))
        let percents = shares.split(separator: " ").compactMap { Int($0) }
        #expect(percents.count == 2 && (99...101).contains(percents.reduce(0, +)) && percents[1] > 50)
    }

    @Test func anotherQueryStartsFromNothing() {
        let progress = SearchProgress()
        progress.tell { $0.attacked(1) }
        progress.restart()
        #expect(progress.standing == Standing())
    }
}
