import Verification

/// What has become of the checks of a run so far.
package struct CheckTally: Sendable {
    /// Checks that the run is to make.
    package let planned: Int
    package private(set) var finished = 0
    package private(set) var hold = 0
    package private(set) var violated = 0
    /// Without those that timed out.
    package private(set) var unknown = 0
    package private(set) var timedOut = 0
    package private(set) var vacuous = 0
    /// Checks with an expectation that their verdict does not meet.
    package private(set) var unexpected = 0
    package private(set) var isInterrupted = false
    private var failed = 0
    private var undecided = 0

    package init(planned: Int) {
        self.planned = planned
    }

    /// Counts a finished check. One that was interrupted counts as unknown and marks the run.
    package mutating func add(_ outcome: CheckOutcome) {
        finished += 1
        switch outcome.verdict {
        case .holds: hold += 1
        case .violated: violated += 1
        case .unknown(.timeout): timedOut += 1
        case .unknown(let reason):
            unknown += 1
            if reason == .interrupted { isInterrupted = true }
        }
        if outcome.isVacuous { vacuous += 1 }
        if outcome.meetsExpectation == false { unexpected += 1 }
        switch outcome.meetsExpectation {
        case true?: break
        case false?: failed += 1
        case nil:
            switch outcome.verdict.kind {
            case .holds: break
            case .violated: failed += 1
            case .unknown: undecided += 1
            }
        }
    }

    /// The run was stopped before all planned checks ran.
    package mutating func interrupt() {
        isInterrupted = true
    }

    /// `281 hold, 12 violated, 5 unknown, 2 timed out`; kinds that did not occur are left out.
    package var counts: String {
        let kinds = [
            (hold, hold == 1 ? "holds" : "hold"), (violated, "violated"), (unknown, "unknown"),
            (timedOut, "timed out"),
        ]
        let seen = kinds.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return seen.isEmpty ? "none finished" : seen.joined(separator: ", ")
    }

    /// `300 checks: 281 hold, 12 violated, 5 unknown, 2 timed out (41.3 s)`. `seconds` is `nil` when times are not shown.
    package func summary(seconds: Double?) -> String {
        let checks = NumberText.count(planned, "check")
        var text = isInterrupted ? "\(finished) of \(checks): \(counts), interrupted" : "\(checks): \(counts)"
        if vacuous > 0 { text += ", \(vacuous) vacuous" }
        if unexpected > 0 { text += ", \(unexpected) not as expected" }
        if let seconds { text += " (\(NumberText.duration(seconds)))" }
        return text
    }
}

/// Which outcomes make a run fail: `--fail-on`. Each level includes those before it.
package enum FailureLevel: String, Sendable, CaseIterable, Comparable {
    case violated, unknown, vacuous

    package static func < (a: FailureLevel, b: FailureLevel) -> Bool {
        let order = allCases
        return order.firstIndex(of: a) ?? 0 < order.firstIndex(of: b) ?? 0
    }
}

/// How a run ended, as far as its exit code tells.
package enum RunEnding: Sendable, CaseIterable {
    /// Every check holds, or is as it was expected to be.
    case good
    /// Some check is violated, or is not as it was expected to be.
    case failed
    /// No check failed and some are unknown.
    case undecided
    case interrupted
}

extension CheckTally {
    /// The ending. Without a level: violated checks fail, unknown ones leave the run undecided, vacuous proofs are good.
    /// With a level, the kinds up to it fail and the kinds beyond it are good.
    package func ending(failOn level: FailureLevel?) -> RunEnding {
        if isInterrupted { return .interrupted }
        if failed > 0 { return .failed }
        guard let level else { return undecided > 0 ? .undecided : .good }
        if level >= .unknown && undecided > 0 { return .failed }
        return level >= .vacuous && vacuous > 0 ? .failed : .good
    }
}
