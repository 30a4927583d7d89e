import Contexts
import Synchronization

/// How far a run is, for the people who wait: a bar on a terminal, now and then a line elsewhere.
///
/// It owns no clock, no timer and no stream: the caller gives the time, calls ``tick()`` about five times a second, and
/// receives the text. Safe from any thread.
package final class RunProgress: Sendable {
    package enum Display: Sendable {
        /// A bar that is drawn over itself, in a terminal of `width` columns.
        case bar(width: Int)
        /// A line at every full interval.
        case lines(every: Duration)
        case none
    }

    private struct State {
        var tally: CheckTally
        var running = ""
        var drawn = ""
        var lastLine: ContinuousClock.Instant
        var hasEnded = false
    }

    private let display: Display
    private let start: ContinuousClock.Instant
    private let now: @Sendable () -> ContinuousClock.Instant
    /// Writes text as it is, without an end of line.
    private let sink: @Sendable (String) -> Void
    private let state: Mutex<State>

    private static let eraseLine = "\r\u{1B}[K"
    private static let cells = 20

    package init(
        planned: Int, display: Display, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        sink: @escaping @Sendable (String) -> Void
    ) {
        self.display = display
        self.now = now
        self.sink = sink
        start = now()
        state = Mutex(State(tally: CheckTally(planned: planned), lastLine: start))
    }

    /// A check starts.
    package func begin(_ id: String) {
        state.withLock { $0.running = id }
    }

    /// A check has finished; `tally` includes it.
    package func finish(_ tally: CheckTally) {
        state.withLock { $0.tally = tally }
    }

    /// Time has passed: draws what has changed.
    package func tick() {
        state.withLock { draw(&$0) }
    }

    /// Runs `print`, which writes results, with the bar out of the way.
    package func aside(_ print: () throws -> Void) rethrows {
        try state.withLock { state in
            erase(&state)
            try print()
        }
    }

    /// Removes the bar. Nothing is drawn afterwards.
    package func end() {
        state.withLock { state in
            erase(&state)
            state.hasEnded = true
        }
    }

    private func erase(_ state: inout State) {
        if !state.drawn.isEmpty { sink(Self.eraseLine) }
        state.drawn = ""
    }

    private func draw(_ state: inout State) {
        if state.hasEnded { return }
        switch display {
        case .none: return
        case .bar(let width):
            let text = String(bar(state).prefix(max(1, width - 1)))
            if text == state.drawn { return }
            sink(Self.eraseLine + text)
            state.drawn = text
        case .lines(let interval):
            let time = now()
            guard time - state.lastLine >= interval else { return }
            state.lastLine = time
            sink(line(state) + "\n")
        }
    }

    /// `[######--------------] 90/300  80 hold, 10 violated  3 m 20 s left  robust/7`
    private func bar(_ state: State) -> String {
        let (done, planned) = (state.tally.finished, state.tally.planned)
        let full = planned == 0 ? 0 : Self.cells * done / planned
        let cells = String(repeating: "#", count: full) + String(repeating: "-", count: Self.cells - full)
        let facts = [done == 0 ? nil : state.tally.counts, remaining(state), state.running]
        return "[\(cells)] \(done)/\(planned)  " + facts.compactMap(\.self).joined(separator: "  ")
    }

    /// `90 of 300 checks after 100.0 s: 80 hold, 10 violated; 3 m 20 s left`
    private func line(_ state: State) -> String {
        let (done, planned) = (state.tally.finished, state.tally.planned)
        let time = NumberText.duration((now() - start).seconds)
        let rest = remaining(state).map { "; \($0)" } ?? ""
        return "\(done) of \(NumberText.count(planned, "check")) after \(time): \(state.tally.counts)\(rest)"
    }

    /// The time left if the other checks take as long as the finished ones did; `nil` before the first has finished.
    private func remaining(_ state: State) -> String? {
        let (done, planned) = (state.tally.finished, state.tally.planned)
        guard done > 0 else { return nil }
        let seconds = (now() - start).seconds / Double(done) * Double(planned - done)
        // Whole seconds: a bar that changes ten times a second is no easier to read.
        return "\(NumberText.duration(seconds.rounded(.up))) left"
    }
}
