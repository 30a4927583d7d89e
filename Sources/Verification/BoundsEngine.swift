import Bounds
import Contexts
import Queries

/// The `bounds` engine: interval and backward bounds on each case as a whole, once.
///
/// Guarantee: sound, incomplete; never finds a witness. Cost: one backward propagation per case.
extension EngineRun {
    mutating func runBounds() -> Verdict {
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        for problem in query.cases {
            if let cause = context.limits.stop { return .unknown(UnknownReason(cause)) }
            let rows = UnsafeRows(problem, inputCount: graph.inputCount, outputCount: graph.outputCount)
            var root = [
                Subproblem(
                    lower: problem.lower, upper: problem.upper, phases: Phases(neuronCount: graph.neuronCount))
            ]
            bounds.propagate(&root)
            statistics.boundedSubproblems += 1
            let requests = rows.coefficients.indices.map { BoundRow(subproblem: 0, row: $0) }
            let values = bounds.lowerBounds(of: requests, coefficients: rows.coefficients, keep: .nothing).values
            let isExcluded = rows.alternatives.allSatisfy { alternative in
                alternative.contains { rows.excludes($0, lowerBound: values[$0]) }
            }
            guard isExcluded || bounds.isEmpty[0] else { return .unknown(.incomplete(.bounds)) }
            statistics.closedByBounds += 1
        }
        statistics.backwardRows += bounds.backwardRows
        return .holds(.boundedTree(subproblems: query.cases.count, byMultipliers: 0))
    }
}
