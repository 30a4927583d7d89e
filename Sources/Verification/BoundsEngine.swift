import Contexts
import Queries

/// The `bounds` engine: interval and backward bounds on each case as a whole, once.
///
/// Guarantee: sound, incomplete; never finds a witness. Cost: one backward propagation per case.
extension EngineRun {
    mutating func runBounds() -> Verdict {
        context.progress.begin(.bounds)
        for problem in query.cases {
            if let cause = stopBeforeBounds { return .unknown(UnknownReason(cause)) }
            guard root(of: problem).open.isEmpty else { return .unknown(.incomplete(.bounds)) }
            statistics.closedByBounds += 1
        }
        return .holds(.boundedTree(subproblems: query.cases.count, byMultipliers: 0))
    }
}
