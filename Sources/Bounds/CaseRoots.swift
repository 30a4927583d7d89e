package import Contexts
package import Queries
import Synchronization

/// The roots of a query's cases, each computed when it is first asked for: every stage of a run starts from them, and with
/// decided phases one costs as much as the whole proof may.
///
/// Requires  cases that keep their places and regions while stages drop alternatives.
/// Guarantee that of ``CaseRoot``.
package final class CaseRoots: Sendable {
    private let cases: [Case]
    private let graph: PreparedGraph
    private let limits: Limits
    private let known: Mutex<[CaseRoot?]>

    /// `limits` end the propagation of a root early, at the price of its bounds.
    package init(_ query: Query, graph: PreparedGraph, limits: Limits) {
        cases = query.cases
        self.graph = graph
        self.limits = limits
        known = Mutex(query.cases.map { _ in nil })
    }

    package subscript(index: Int) -> CaseRoot {
        if let root = known.withLock({ $0[index] }) { return root }
        let root = CaseRoot(cases[index], bounds: scratch(), neuronCount: graph.neuronCount)
        // What a stop has cut short is good for the stage that was stopped, and for no other.
        if limits.stop == nil { known.withLock { $0[index] = root } }
        return root
    }

    private func scratch() -> BatchedBounds {
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        bounds.mustStop = { [limits] in limits.stop != nil }
        return bounds
    }
}
