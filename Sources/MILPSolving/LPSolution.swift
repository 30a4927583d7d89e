package import Contexts

/// What a simplex run says about a linear program. A hint: it comes from floating-point arithmetic with tolerances. What
/// may be *concluded* is what `CertifiedBound` makes of the multipliers.
package enum LPStatus: Sendable, Hashable {
    case optimal
    case infeasible
    case unbounded
    /// The objective passed the limit that the caller set; the multipliers prove about that bound.
    case objectiveLimit
    case stopped(StopCause)
    case failed(LPFailure)
}

/// Why a simplex run has no answer.
package enum LPFailure: Sendable, Hashable {
    case badBasis
    case singularBasis
    case illConditionedBasis
    case invalidBounds
    case solverFailed
    case iterationLimit
    case lowerObjectiveLimit
    case noPrimalFeasibleSolution
    case noDualFeasibleSolution
    /// The run ended without a final basic solution (a status between feasible and optimal).
    case undecided
    /// A return code or status that the wrapper does not know.
    case other(Int32)
}

/// The outcome of a simplex run.
package struct LPSolution: Sendable, Hashable {
    package let status: LPStatus
    /// The objective at `values`, as computed by the solver.
    package let objective: Double
    /// One value per variable of the program.
    package let values: [Double]
    /// One multiplier per row: the duals when there is a basis, a Farkas ray when the status is `infeasible`, zeros when
    /// neither is available. `CertifiedBound` turns them into a proof.
    package let multipliers: [Double]

    package init(status: LPStatus, objective: Double, values: [Double], multipliers: [Double]) {
        self.status = status
        self.objective = objective
        self.values = values
        self.multipliers = multipliers
    }
}
