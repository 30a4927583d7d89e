import Contexts
import Queries

/// The `bounds` engine: interval and backward bounds on each case as a whole, once.
///
/// Guarantee: sound, incomplete; never finds a witness. Cost: one backward propagation per case; with `effort` `.whereCheap`
/// a forward one where backward bounds cost more than a few boxes of a search.
extension EngineRun {
    mutating func runBounds(_ effort: BoundEffort = .full) -> Verdict {
        context.progress.begin(.bounds)
        for index in query.cases.indices {
            if let cause = stopBeforeBounds { return .unknown(UnknownReason(cause)) }
            guard root(of: index, effort).open.isEmpty else { return .unknown(.incomplete(.bounds)) }
            statistics.closedByBounds += 1
        }
        return .holds(.boundedTree(subproblems: query.cases.count, byMultipliers: 0))
    }
}
