package import Queries

/// Where the search of a case starts: its box, clipped by its own rows, with the phases of its pattern decided.
///
/// Requires  bounds of the case's graph, with room for one subproblem.
/// Returns   a subproblem that holds every point of the region, and the rows by which its children are clipped again.
/// Method    region rows clip the box, and stay with the subproblem as multipliers. A decided phase
///           is used twice: forward it fixes the neuron's bounds at 0 on one side; backward, through the relaxations on
///           the whole box, it is a row over inputs (``BatchedBounds/inputRows(of:subproblem:)``).
/// Guarantee sound in exact arithmetic. A plain box is returned as it is.
/// Cost      nothing for a plain box; with phases one propagation and one backward row per decided neuron.
package struct CaseRoot: Sendable {
    package private(set) var subproblem: Subproblem
    package private(set) var clipping: InputClipping

    private static let passes = 3
    private static let sweeps = 8
    private static let rounds = 2

    /// Overwrites what `bounds` knows about its last batch.
    package init(_ problem: Case, bounds: @autoclosure () -> BatchedBounds, neuronCount: Int) {
        let phases = Phases(problem.decisions, neuronCount: neuronCount)
        subproblem = Subproblem(lower: problem.lower, upper: problem.upper, phases: phases)
        clipping = InputClipping(problem.regionRows)
        subproblem.regionRows = clipping.rows
        clipping.clip(&subproblem, passes: Self.passes)
        if problem.decisions.isEmpty { return }
        subproblem.refinesDecided = true
        applyPhases(problem, bounds())
    }

    private mutating func applyPhases(_ problem: Case, _ bounds: BatchedBounds) {
        let contraction = Contraction(graph: bounds.graph)
        // Backward bounds give contraction more to start from, and the other way round.
        for _ in 0..<Self.rounds {
            contraction.contract(&subproblem, sweeps: Self.sweeps)
            if subproblem.isEmpty { return }
            var batch = [subproblem]
            bounds.propagate(&batch)
            subproblem = batch[0]
            subproblem.isEmpty = bounds.isEmpty[0]
            if subproblem.isEmpty { return }
        }
        let rows = bounds.inputRows(of: bounds.graph.decided(problem.decisions), subproblem: 0)
        InputClipping.clip(&subproblem, by: clipping.rows + rows, passes: Self.passes)
        clipping.add(rows)
    }
}
