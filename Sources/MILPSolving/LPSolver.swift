internal import CGLPK
package import Contexts
package import Programs

/// The simplex method of GLPK on one program, with warm starts.
///
/// Requires: use on one thread only, the one that made it.
/// Returns: a status, a point and row multipliers, all of them hints (``LPStatus``).
/// Method: dual simplex, primal when that fails; no presolve, so that multipliers belong to the program's rows. After a
/// change of bounds the last basis is still dual feasible, and a few dual steps repair it.
/// Cost: per iteration about the number of non-zeros.
///
/// GLPK's simplex has no callback. It runs in slices of `slice` milliseconds, each going on from the basis of the last, so
/// that limits are looked at often.
package final class LPSolver: LinearProgramSolving {
    private let problem: GLPKProblem
    private static let slice: Int32 = 200

    package init(_ program: Program) throws(ProgramDefect) {
        problem = try GLPKProblem(program)
        // Powers of two: scaled bounds are then exact, and ends that differ stay different.
        unsafe glp_scale_prob(problem.pointer, GLP_SF_GM | GLP_SF_EQ | GLP_SF_2N | GLP_SF_SKIP)
    }

    package var program: Program { problem.program }

    /// The problem object, with its last basis.
    var pointer: OpaquePointer { unsafe problem.pointer }

    package func setBounds(of variable: VariableIndex, lower: Double, upper: Double) {
        problem.setBounds(of: variable, lower: lower, upper: upper)
    }

    package func setSides(of row: RowIndex, lower: Double, upper: Double) {
        problem.setSides(of: row, lower: lower, upper: upper)
    }

    package func setObjective(_ objective: LinearExpression) {
        problem.setObjective(objective)
    }

    package func solve(limits: Limits, stopAbove: Double) -> LPSolution {
        problem.requireOwnThread()
        if problem.isCrossed { return withoutBasis(.infeasible) }
        if program.rows.isEmpty && program.variables.isEmpty { return withoutBasis(.optimal) }
        var hasRestarted = false
        var method = GLP_DUALP
        while true {
            if let cause = limits.stop { return withoutBasis(.stopped(cause)) }
            let code = runSlice(method, limits: limits, stopAbove: stopAbove)
            switch code {
            case 0:
                // Without a dual feasible basis the dual simplex ends undecided: the program is unbounded or infeasible.
                if statusOfSolution == .failed(.undecided) && method == GLP_DUALP {
                    method = GLP_PRIMAL
                    continue
                }
                return solution(statusOfSolution)
            case GLP_ETMLIM: continue
            case GLP_EOBJUL: return solution(.objectiveLimit)
            case GLP_EBADB, GLP_ESING, GLP_ECOND:
                if hasRestarted { return withoutBasis(.failed(failure(code))) }
                // The basis became unusable; start once more from the slack basis.
                hasRestarted = true
                unsafe glp_std_basis(problem.pointer)
            default: return withoutBasis(.failed(failure(code)))
            }
        }
    }

    private func runSlice(_ method: Int32, limits: Limits, stopAbove: Double) -> Int32 {
        var parameters = glp_smcp()
        unsafe glp_init_smcp(&parameters)
        parameters.msg_lev = GLP_MSG_OFF
        parameters.meth = method
        parameters.presolve = GLP_OFF
        parameters.tm_lim = limits.milliseconds(atMost: Self.slice)
        if stopAbove.isFinite { parameters.obj_ul = stopAbove }
        return unsafe glp_simplex(problem.pointer, &parameters)
    }

    private var statusOfSolution: LPStatus {
        let status = unsafe glp_get_status(problem.pointer)
        return switch status {
        case GLP_OPT: .optimal
        case GLP_NOFEAS: .infeasible
        case GLP_UNBND: .unbounded
        case GLP_FEAS, GLP_INFEAS, GLP_UNDEF: .failed(.undecided)
        default: .failed(.other(status))
        }
    }

    private func failure(_ code: Int32) -> LPFailure {
        switch code {
        case GLP_EBADB: .badBasis
        case GLP_ESING: .singularBasis
        case GLP_ECOND: .illConditionedBasis
        case GLP_EBOUND: .invalidBounds
        case GLP_EFAIL: .solverFailed
        case GLP_EOBJLL: .lowerObjectiveLimit
        case GLP_EITLIM: .iterationLimit
        case GLP_ENOPFS: .noPrimalFeasibleSolution
        case GLP_ENODFS: .noDualFeasibleSolution
        default: .other(code)
        }
    }

    private func solution(_ status: LPStatus) -> LPSolution {
        let pointer = unsafe problem.pointer
        let multipliers =
            if status == .infeasible {
                FarkasRay.multipliers(of: problem)
            } else {
                program.rows.indices.map { unsafe glp_get_row_dual(pointer, Int32($0 + 1)) }
            }
        return LPSolution(
            status: status, objective: unsafe glp_get_obj_val(pointer),
            values: program.variables.indices.map { unsafe glp_get_col_prim(pointer, Int32($0 + 1)) },
            multipliers: multipliers)
    }

    private func withoutBasis(_ status: LPStatus) -> LPSolution {
        LPSolution(
            status: status, objective: 0, values: [Double](repeating: 0, count: program.variables.count),
            multipliers: [Double](repeating: 0, count: program.rows.count))
    }
}

extension Limits {
    /// The time left as a GLPK time limit: at least 1, because GLPK does not move at 0.
    func milliseconds(atMost most: Int32) -> Int32 {
        guard let remaining else { return most }
        return Int32(max(1, min(Double(most), remaining.seconds * 1_000)))
    }
}
