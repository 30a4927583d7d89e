import Bounds
import Contexts
import Queries
import Searching

/// The `auto` engine: the schedule depends on the query's size.
///
/// Bounds decide most queries and cost next to nothing, so they come first; attacks, then branch-and-bound. Where
/// that is stuck on numerics (a property that holds with margin 0, say) and the network is small, exact arithmetic decides.
extension EngineRun {
    /// Z3 is tried on networks with at most this many neurons: beyond, it answers nothing in any time a user waits.
    static let mostNeuronsForSMT = 60
    /// The part of the time that the search gets on such a network before Z3 does.
    static let searchShare = 0.6

    mutating func runPortfolio() -> (Verdict, EngineChoice) {
        let first = runBounds()
        if case .holds = first { return (first, .bounds) }
        let isSmall = graph.neuronCount <= Self.mostNeuronsForSMT
        guard isSmall else { return (runBranchAndBound(), .bab) }
        let whole = context
        context = whole.with(Limits(Self.searchShare, of: whole.limits))
        let second = runBranchAndBound(onStuck: .stop)
        context = whole
        guard let reason = second.reason, whole.limits.stop == nil else { return (second, .bab) }
        context.log.stage("search: \(reason); trying exact arithmetic")
        return (runSMT(), .smt)
    }
}
