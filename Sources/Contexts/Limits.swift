import Synchronization

/// What a run may use, and whether it has been told to stop. Shared by all workers of a run.
package final class Limits: Sendable {
    /// Wall-clock end of the run; `nil` runs until an answer.
    package let deadline: ContinuousClock.Instant?
    /// The most resident memory of the process, in bytes; `nil` takes what there is.
    package let memory: Int?
    /// The most subproblems that searches may bound; `nil` for any number.
    package let nodes: Int?
    private let interrupted = Atomic<Bool>(false)
    private let isOutOfMemory = Atomic<Bool>(false)
    private let spentNodes = Atomic<Int>(0)
    /// The run of which this one is a part: its causes to stop, but for the time, are causes here.
    private let whole: Limits?

    /// The limits of a run, or of one of several: then with the causes of the whole beside its own.
    package init(
        deadline: ContinuousClock.Instant? = nil, memory: Int? = nil, nodes: Int? = nil, partOf whole: Limits? = nil
    ) {
        self.deadline = deadline
        self.memory = memory
        self.nodes = nodes
        self.whole = whole
    }

    /// The limits of a part of a run that may take at most `share` of the time that is left, and at most `most`.
    package convenience init(_ share: Double, of whole: Limits, atMost most: Duration? = nil) {
        let shared = whole.remaining.map { Duration.seconds($0.seconds * share) }
        self.init(deadline: [shared, most].compactMap(\.self).min().map { .now + $0 }, partOf: whole)
    }

    /// Why a run must stop now, or `nil`. An atomic load and a clock reading, and with a memory limit a look at what the
    /// process holds: cheap per batch, not per neuron.
    package var stop: StopCause? {
        if interrupted.load(ordering: .relaxed) { return .interrupted }
        if let cause = whole?.stop, cause != .timeout { return cause }
        if let deadline, ContinuousClock.now >= deadline { return .timeout }
        if isMemoryUsedUp { return .memory }
        if let nodes, spentNodes.load(ordering: .relaxed) >= nodes { return .nodes }
        return nil
    }

    /// Once used up it stays so: what a step gives back is needed for the way out.
    private var isMemoryUsedUp: Bool {
        guard let memory else { return false }
        if isOutOfMemory.load(ordering: .relaxed) { return true }
        guard let held = ResidentMemory.bytes, held >= memory else { return false }
        isOutOfMemory.store(true, ordering: .relaxed)
        return true
    }

    /// Time left; `nil` without a deadline, never negative.
    package var remaining: Duration? {
        deadline.map { max($0 - ContinuousClock.now, .zero) }
    }

    /// Memory left, in bytes; `nil` without a limit, never negative.
    package var freeMemory: Int? {
        guard let memory, let held = ResidentMemory.bytes else { return whole?.freeMemory }
        return max(memory - held, 0)
    }

    /// Whether little memory is left, so that work should be finished before more is made: an eighth of the limit.
    package var isTight: Bool {
        guard let memory, let held = ResidentMemory.bytes else { return whole?.isTight ?? false }
        return held > memory - memory / 8
    }

    /// Why a step that takes so many bytes more must not be taken, or `nil`. Where they do not fit, the run is over:
    /// ``stop`` says so from now on.
    package func stop(before bytes: Int) -> StopCause? {
        if let cause = stop { return cause }
        guard let memory, let held = ResidentMemory.bytes, held + bytes > memory else {
            return whole?.stop(before: bytes).flatMap { $0 == .timeout ? nil : $0 }
        }
        isOutOfMemory.store(true, ordering: .relaxed)
        return .memory
    }

    /// Counts subproblems that were bounded.
    package func spend(nodes count: Int) {
        spentNodes.add(count, ordering: .relaxed)
        whole?.spend(nodes: count)
    }

    /// Asks every worker to stop at its next look. Safe from any thread, a signal source included.
    package func interrupt() {
        interrupted.store(true, ordering: .relaxed)
    }
}

extension Options {
    /// The limits that these options set for a run, or for one of several.
    package func limits(deadline: ContinuousClock.Instant, partOf whole: Limits? = nil) -> Limits {
        Limits(deadline: deadline, memory: memory, nodes: nodes, partOf: whole)
    }
}

/// Why a run was told to stop from outside.
package enum StopCause: Sendable, Hashable, CaseIterable {
    case timeout
    case interrupted
    /// The memory that the run may use is used up, or would be by the next step.
    case memory
    /// The number of subproblems that the run may bound is reached.
    case nodes
}

extension Duration {
    /// This duration in seconds.
    package var seconds: Double {
        let (whole, atto) = components
        return Double(whole) + Double(atto) * 1e-18
    }
}
