package import Contexts

/// What GLPK's branch-and-cut says about a mixed-integer program. A hint, as ``LPStatus`` is one: nothing here is a proof.
package enum MILPStatus: Sendable, Hashable {
    /// The search ended; the last incumbent is the best point.
    case optimal
    /// The search ended without a point, or the root relaxation has none.
    case infeasible
    case unbounded
    /// The visitor of incumbents asked for the end.
    case stoppedByVisitor
    case stopped(StopCause)
    /// The root relaxation was not solved.
    case rootFailed(LPFailure)
    case failed(MILPFailure)
}

/// Why a search has no answer.
package enum MILPFailure: Sendable, Hashable {
    case invalidBounds
    case noRootBasis
    case noPrimalFeasibleSolution
    case noDualFeasibleSolution
    case solverFailed
    case gapReached
    /// The search ended with a status between feasible and optimal.
    case undecided
    /// A return code or status that the wrapper does not know.
    case other(Int32)
}

/// A point that satisfies the rows and integrality up to GLPK's tolerances.
package struct Incumbent: Sendable, Hashable {
    package let objective: Double
    /// One value per variable of the program.
    package let values: [Double]
}

/// Whether a search goes on after an incumbent.
package enum VisitorDecision: Sendable, Hashable {
    case proceed
    case stop
}

/// The outcome of a branch-and-cut search.
package struct MILPSolution: Sendable, Hashable {
    package let status: MILPStatus
    /// The best point found.
    package let incumbent: Incumbent?
    /// GLPK's lower bound of the objective, as of some recent node.
    package let bound: Double
    /// Nodes of the search tree.
    package let nodes: Int
}
