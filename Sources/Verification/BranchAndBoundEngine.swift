import Bounds
package import Contexts
import Queries
import Searching

/// The `bab` engine: attacks first, then branch-and-bound.
extension EngineRun {
    /// Inputs are split when there are at most this many; phases otherwise. Halving a box in d dimensions shrinks every
    /// side only after d splits, but the side that matters after one. On the hardest of safenlp (30 inputs, 128 neurons)
    /// splitting phases takes 0.3 s where splitting inputs takes more than 20; on ACAS Xu (5 inputs, 300 neurons) it is
    /// the other way round. Between 12 and 30 nothing has been measured.
    static let mostInputsToSplit = 12

    mutating func runBranchAndBound(onStuck: StuckPolicy = .goOn) -> Verdict {
        // A pattern that can be refuted nearly always is by a few descents, which cost less than one subproblem does.
        if query.cases.contains(where: { !$0.decisions.isEmpty }), let witness = falsify(.glance) {
            return .violated(witness)
        }
        closeByContraction(nodes: Self.firstContraction, asksForPoints: false)
        if let proof = proofByContraction { return .holds(proof) }
        if let witness = falsify() { return .violated(witness) }
        closeByContraction(nodes: Self.secondContraction, asksForPoints: true)
        if let proof = proofByContraction { return .holds(proof) }
        if let cause = context.limits.stop { return .unknown(UnknownReason(cause)) }
        let splitting: Splitting = graph.inputCount <= Self.mostInputsToSplit ? .inputs : .phases
        context.progress.begin(.search)
        defer { context.progress.end() }
        context.log.stage("search: splitting \(splitting.rawValue), \(context.options.threads) workers")
        let search = BranchAndBound(
            graph: graph, query: query, splitting: splitting, onStuck: onStuck, context: context,
            roots: roots, judge: accept)
        switch search.run(&statistics) {
        case .closed(let leaves, let byMultipliers):
            return .holds(.boundedTree(subproblems: leaves, byMultipliers: byMultipliers))
        case .witness(let witness): return .violated(witness)
        case .stopped(let cause): return .unknown(UnknownReason(cause))
        case .stuck(let reason): return .unknown(UnknownReason(reason))
        }
    }

    mutating func falsify(_ effort: Falsification.Effort = .full) -> Witness? {
        context.progress.begin(.falsification)
        let attack = Falsification(
            graph: graph, query: query, context: context, roots: roots, hints: hints, judge: accept)
        return attack.run(&statistics, effort: effort)
    }
}

extension UnknownReason {
    init(_ reason: StuckReason) {
        switch reason {
        case .rounding(let what): self = .numerical(what)
        case .limit: self = .limit
        }
    }

    package init(_ cause: StopCause) {
        switch cause {
        case .timeout: self = .timeout
        case .interrupted: self = .interrupted
        case .memory: self = .memory
        case .nodes: self = .nodes
        }
    }
}
