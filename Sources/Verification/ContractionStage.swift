import Bounds
import Contexts
import Queries
import Searching

/// Searches by contraction, for cases whose regions decide phases, before anything slower is tried.
///
/// Guarantee: an alternative is dropped only when ``ContractionSearch`` has closed every leaf of its tree.
extension EngineRun {
    /// How many subproblems an alternative may take before the attack is tried, and after that has found nothing.
    static let firstContraction = 6
    static let secondContraction = 4_000
    private static let contractionShare = 0.3

    /// Closes what it can of the query's alternatives, with at most `nodes` subproblems for each and a share of the time.
    /// What is left open shows in ``query``. A question whether a region has a point is left alone when `asksForPoints` is
    /// false: an attack answers it sooner, as most regions have one. Once an alternative stays open the others are left
    /// alone too when `endsAtFirstOpen` is true.
    mutating func closeByContraction(nodes: Int, asksForPoints: Bool, endsAtFirstOpen: Bool = false) {
        func isDue(_ problem: Case, _ polyhedron: Polyhedron) -> Bool {
            !problem.decisions.isEmpty && (asksForPoints || !polyhedron.rows.isEmpty)
        }
        guard query.cases.contains(where: { problem in problem.unsafe.contains { isDue(problem, $0) } }) else { return }
        context.log.stage("search: contraction, up to \(nodes) subproblems for each alternative")
        let part = context.with(Limits(Self.contractionShare, of: context.limits))
        let search = ContractionSearch(query: query, graph: graph, context: part)
        var isOver = false
        query = query.with(
            query.cases.enumerated().map { index, problem in
                guard !problem.decisions.isEmpty else { return problem }
                let root = roots[index].subproblem
                let rows = UnsafeRows(problem, inputCount: graph.inputCount, outputCount: graph.outputCount)
                return problem.keeping(
                    problem.unsafe.indices.filter { alternative in
                        guard !isOver, isDue(problem, problem.unsafe[alternative]) else { return true }
                        let outcome = search.run(
                            root, of: problem, rows: rows, alternative: alternative, nodes: nodes, &statistics)
                        switch outcome {
                        case .closed: return false
                        case .open, .stopped:
                            isOver = endsAtFirstOpen
                            return true
                        }
                    })
            })
    }

    /// The proof when no alternative of any case is left.
    var proofByContraction: Proof? {
        guard query.cases.allSatisfy(\.unsafe.isEmpty) else { return nil }
        return .boundedTree(subproblems: statistics.closedByBounds, byMultipliers: 0)
    }
}
