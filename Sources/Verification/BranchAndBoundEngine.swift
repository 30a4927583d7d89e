import Bounds
package import Contexts
import Queries
import Searching

/// The `bab` engine: attacks first, then branch-and-bound.
extension EngineRun {
    /// Inputs are split when there are at most this many; phases otherwise. Halving a box in d dimensions shrinks every
    /// side only after d splits, but the side that matters after one: on safenlp (30 inputs, 128 neurons) splitting inputs
    /// proves in 0.1 to 1 s what splitting phases does not in 20 s. Between 50 and 784 inputs nothing has been measured.
    static let mostInputsToSplit = 50

    mutating func runBranchAndBound(onStuck: StuckPolicy = .goOn) -> Verdict {
        if let witness = falsify() { return .violated(witness) }
        if let cause = context.limits.stop { return .unknown(UnknownReason(cause)) }
        let splitting: Splitting = graph.inputCount <= Self.mostInputsToSplit ? .inputs : .phases
        context.progress.begin(.search)
        defer { context.progress.end() }
        context.log.stage("search: splitting \(splitting.rawValue), \(context.options.threads) workers")
        let search = BranchAndBound(
            graph: graph, query: query, splitting: splitting, onStuck: onStuck, context: context,
            judge: accept)
        switch search.run(&statistics) {
        case .closed(let leaves, let byMultipliers):
            return .holds(.boundedTree(subproblems: leaves, byMultipliers: byMultipliers))
        case .witness(let witness): return .violated(witness)
        case .stopped(let cause): return .unknown(UnknownReason(cause))
        case .stuck(let reason): return .unknown(.numerical(reason))
        }
    }

    mutating func falsify() -> Witness? {
        context.progress.begin(.falsification)
        let attack = Falsification(graph: graph, query: query, context: context, judge: accept)
        return attack.run(&statistics)
    }
}

extension UnknownReason {
    package init(_ cause: StopCause) {
        switch cause {
        case .timeout: self = .timeout
        case .interrupted: self = .interrupted
        case .memory: self = .memory
        case .nodes: self = .nodes
        }
    }
}
