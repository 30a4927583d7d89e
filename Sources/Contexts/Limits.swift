import Synchronization

/// What a run may use, and whether it has been told to stop. Shared by all workers of a run.
package final class Limits: Sendable {
    /// Wall-clock end of the run; `nil` runs until an answer.
    package let deadline: ContinuousClock.Instant?
    private let interrupted = Atomic<Bool>(false)
    /// The run of which this one is a part: an interrupt there is one here.
    private let whole: Limits?

    package init(deadline: ContinuousClock.Instant? = nil) {
        self.deadline = deadline
        whole = nil
    }

    /// The limits of a part of a run that may take at most `share` of the time that is left, and at most `most`.
    package init(_ share: Double, of whole: Limits, atMost most: Duration? = nil) {
        let shared = whole.remaining.map { Duration.seconds($0.seconds * share) }
        deadline = [shared, most].compactMap(\.self).min().map { .now + $0 }
        self.whole = whole
    }

    /// The limits of one of several runs: an end of its own, and the interrupts of the whole.
    package init(deadline: ContinuousClock.Instant, partOf whole: Limits) {
        self.deadline = deadline
        self.whole = whole
    }

    /// Why a run must stop now, or `nil`. One atomic load and one clock reading: cheap per batch, not per neuron.
    package var stop: StopCause? {
        if interrupted.load(ordering: .relaxed) || whole?.stop == .interrupted { return .interrupted }
        if let deadline, ContinuousClock.now >= deadline { return .timeout }
        return nil
    }

    /// Time left; `nil` without a deadline, never negative.
    package var remaining: Duration? {
        deadline.map { max($0 - ContinuousClock.now, .zero) }
    }

    /// Asks every worker to stop at its next look. Safe from any thread, a signal source included.
    package func interrupt() {
        interrupted.store(true, ordering: .relaxed)
    }
}

/// Why a run was told to stop from outside.
package enum StopCause: Sendable, Hashable {
    case timeout
    case interrupted
}

extension Duration {
    /// This duration in seconds.
    package var seconds: Double {
        let (whole, atto) = components
        return Double(whole) + Double(atto) * 1e-18
    }
}
