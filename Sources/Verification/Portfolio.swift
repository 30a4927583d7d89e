import Bounds
import Contexts
import Queries
import Searching

/// The `auto` engine: the schedule depends on the query's size.
///
/// Bounds decide most queries and cost next to nothing, so they come first; attacks, then branch-and-bound. Where
/// that is stuck on numerics (a property that holds with margin 0, say) and the network is small, exact arithmetic decides.
extension EngineRun {
    /// Z3 is tried on networks with at most this many neurons that no pattern decides: beyond, it answers nothing in any
    /// time a user waits. A decided neuron is two rows to it, no choice; but rows of exact numbers have a price too: on a
    /// network with 4 x 32 neurons of which 100 are decided it multiplies long numbers for minutes, and hears no interrupt.
    static let mostNeuronsForSMT = 60
    static let mostDecidedForSMT = 64
    /// The part of the time that the search gets on such a network before Z3 does.
    static let searchShare = 0.6

    mutating func runPortfolio() -> (Verdict, EngineChoice) {
        let first = runBounds(.whereCheap)
        if case .holds = first { return (first, .bounds) }
        guard isSmallForSMT else { return (runBranchAndBound(), .bab) }
        let whole = context
        context = whole.with(Limits(Self.searchShare, of: whole.limits))
        let second = runBranchAndBound(onStuck: .stop)
        context = whole
        guard let reason = second.reason, whole.limits.stop == nil else { return (second, .bab) }
        context.log.stage("search: \(reason); trying exact arithmetic")
        return (runSMT(), .smt)
    }

    private var isSmallForSMT: Bool {
        let decided = query.cases.map { Phases($0.decisions, neuronCount: graph.neuronCount).decidedCount }.min() ?? 0
        return graph.neuronCount - decided <= Self.mostNeuronsForSMT
            && min(graph.neuronCount, decided) <= Self.mostDecidedForSMT
    }
}
