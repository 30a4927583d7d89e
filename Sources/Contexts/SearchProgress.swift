import Foundation
import Synchronization

/// A part of a run whose share of the time is shown.
package enum Stage: String, Sendable, CaseIterable {
    case bounds, falsification, search, milp, smt, vacuity
}

/// What is known of a query's margin while it is open. The margin of a point is by how much it keeps away from what is
/// unsafe: 0 or less at a counterexample. The least margin over the region lies between `bound` and `attack`.
package struct Standing: Sendable, Hashable {
    /// The least lower bound over the open subproblems; `nil` while some of them has none.
    package var bound: Double?
    /// The least margin met at a point, as floats have it.
    package var attack: Double?
    /// Subproblems that wait, or are being bounded.
    package var open = 0
    /// Subproblems that were excluded.
    package var closed = 0
    /// What was split most often, most first.
    package var hardest: [SplitCount] = []

    package init() {}

    /// Takes note of a point's margin.
    package mutating func attacked(_ margin: Double) {
        if margin < attack ?? .infinity { attack = margin }
    }
}

/// How often a search split one thing.
package struct SplitCount: Sendable, Hashable {
    package enum Subject: Sendable, Hashable {
        /// An input of the query's graph.
        case input(Int)
        /// A neuron, counted through all layers.
        case neuron(Int)
    }

    package let subject: Subject
    package let splits: Int

    package init(_ subject: Subject, splits: Int) {
        self.subject = subject
        self.splits = splits
    }
}

/// Where a run stands and where its time went, told by engines and read by the people who wait.
///
/// It writes to the log: a line when a stage ends, and about one a second while a search tells of itself. Safe from any
/// thread. Cost: a lock for each call; engines call once per batch, and in a search only when ``isWatched``.
package final class SearchProgress: Sendable {
    private struct State {
        var standing = Standing()
        var stage: Stage?
        var stageStart = ContinuousClock.now
        var lastLine = ContinuousClock.now
        /// Seconds of stages that have ended, in the order of their first start.
        var times: [(stage: Stage, seconds: Double)] = []
    }

    private let log: Log
    private let state: Mutex<State>
    private static let interval = Duration.seconds(1)

    package init(log: Log = .silent) {
        self.log = log
        state = Mutex(State())
    }

    /// Whether somebody reads lines about stages.
    package var isWatched: Bool { log.level >= 1 }

    package var standing: Standing { state.withLock { $0.standing } }

    /// Another query starts: nothing is known about it.
    package func restart() {
        state.withLock { $0.standing = Standing() }
    }

    /// A stage starts, and the one before ends. One that runs already goes on.
    package func begin(_ stage: Stage) {
        let line = state.withLock { state in
            if state.stage == stage { return String?.none }
            let line = Self.end(&state)
            state.stage = stage
            state.stageStart = .now
            state.lastLine = .now
            return line
        }
        if let line { log.stage(line) }
    }

    /// The running stage ends.
    package func end() {
        let line = state.withLock { Self.end(&$0) }
        if let line { log.stage(line) }
    }

    /// Changes what is known.
    package func tell(_ change: (inout Standing) -> Void) {
        let line = state.withLock { state in
            change(&state.standing)
            guard isWatched, let stage = state.stage, ContinuousClock.now - state.lastLine >= Self.interval else {
                return String?.none
            }
            state.lastLine = .now
            return Self.line(stage, since: state.stageStart, state.standing)
        }
        if let line { log.stage(line) }
    }

    /// Each stage's share of the time: `time: falsification 12 %, bounds 1 %, search 87 %`; `nil` before the first has
    /// ended.
    package var shares: String? {
        let times = state.withLock { $0.times }
        let whole = times.reduce(0) { $0 + $1.seconds }
        guard whole > 0 else { return nil }
        let parts = times.map { "\($0.stage.rawValue) \(Int((100 * $0.seconds / whole).rounded())) %" }
        return "time: " + parts.joined(separator: ", ")
    }

    private static func end(_ state: inout State) -> String? {
        guard let stage = state.stage else { return nil }
        let line = line(stage, since: state.stageStart, state.standing)
        let seconds = (ContinuousClock.now - state.stageStart).seconds
        if let known = state.times.firstIndex(where: { $0.stage == stage }) {
            state.times[known].seconds += seconds
        } else {
            state.times.append((stage, seconds))
        }
        state.stage = nil
        return line
    }

    /// `search  1.2 s  bound -0.34  attack 0.12  open 57  closed 1203`.
    private static func line(_ stage: Stage, since start: ContinuousClock.Instant, _ standing: Standing) -> String {
        var parts = [stage.rawValue, String(format: "%.1f s", (ContinuousClock.now - start).seconds)]
        if let bound = standing.bound { parts.append("bound \(short(bound))") }
        if let attack = standing.attack { parts.append("attack \(short(attack))") }
        if standing.open + standing.closed > 0 {
            parts += ["open \(standing.open)", "closed \(standing.closed)"]
        }
        return parts.joined(separator: "  ")
    }

    /// Three digits: these numbers are to be glanced at.
    private static func short(_ value: Double) -> String {
        String(format: "%.3g", value)
    }
}
