internal import CGLPK
package import Contexts
package import Programs

/// GLPK's branch-and-cut on one mixed-integer program.
///
/// Requires: use on one thread only, the one that made it.
/// Returns: a status and the best point, hints both. A caller that needs a proof branches itself and certifies each leaf
/// with ``LPSolver`` multipliers.
/// Method: root relaxation by ``LPSolver``'s method, then `glp_intopt` without presolve, so that points belong to the
/// program's variables.
/// Cost: exponential in the number of binaries.
///
/// Limits are looked at whenever GLPK calls back, several times per node; one node's relaxation is cut by the time limit
/// only.
package final class MILPSolver {
    private let relaxation: LPSolver

    package init(_ program: Program) throws(ProgramDefect) {
        relaxation = try LPSolver(program)
    }

    package var program: Program { relaxation.program }

    /// Minimises the objective. `visit` receives every incumbent that improves on the last and may end the search.
    package func solve(
        limits: Limits, visit: (Incumbent) -> VisitorDecision = { _ in .proceed }
    ) -> MILPSolution {
        let root = relaxation.solve(limits: limits, stopAbove: .infinity)
        switch root.status {
        case .optimal: break
        case .infeasible: return unsolved(.infeasible)
        case .unbounded: return unsolved(.unbounded)
        case .stopped(let cause): return unsolved(.stopped(cause))
        case .failed(let failure): return unsolved(.rootFailed(failure))
        case .objectiveLimit: return unsolved(.rootFailed(.undecided))
        }
        if program.variables.isEmpty {
            return MILPSolution(
                status: .optimal, incumbent: Incumbent(objective: 0, values: []), bound: 0, nodes: 0)
        }
        return withoutActuallyEscaping(visit) { visit in
            search(SearchState(limits: limits, variables: program.variables.count, bound: root.objective, visit: visit))
        }
    }

    private func search(_ state: SearchState) -> MILPSolution {
        let pointer = unsafe relaxation.pointer
        // Kept alive, and unmoved, until glp_intopt returns: GLPK holds only its address.
        let code = withExtendedLifetime(state) {
            var parameters = unsafe glp_iocp()
            unsafe glp_init_iocp(&parameters)
            unsafe parameters.msg_lev = GLP_MSG_OFF
            unsafe parameters.presolve = GLP_OFF
            unsafe parameters.tm_lim = state.limits.milliseconds(atMost: .max)
            unsafe parameters.cb_info = unsafe Unmanaged.passUnretained(state).toOpaque()
            unsafe parameters.cb_func = { tree, info in
                guard let tree = unsafe tree, let info = unsafe info else { return }
                unsafe Unmanaged<SearchState>.fromOpaque(info).takeUnretainedValue().look(at: tree)
            }
            return unsafe glp_intopt(pointer, &parameters)
        }
        let status = status(code, state)
        return MILPSolution(
            status: status, incumbent: state.incumbent,
            bound: status == .optimal ? state.incumbent?.objective ?? state.bound : state.bound, nodes: state.nodes)
    }

    private func status(_ code: Int32, _ state: SearchState) -> MILPStatus {
        switch code {
        case 0:
            let status = unsafe glp_mip_status(relaxation.pointer)
            return switch status {
            case GLP_OPT: .optimal
            case GLP_NOFEAS: .infeasible
            case GLP_FEAS, GLP_UNDEF: .failed(.undecided)
            default: .failed(.other(status))
            }
        case GLP_ESTOP: return state.cause ?? .failed(.undecided)
        case GLP_ETMLIM: return .stopped(.timeout)
        case GLP_EBOUND: return .failed(.invalidBounds)
        case GLP_EROOT: return .failed(.noRootBasis)
        case GLP_ENOPFS: return .failed(.noPrimalFeasibleSolution)
        case GLP_ENODFS: return .failed(.noDualFeasibleSolution)
        case GLP_EFAIL: return .failed(.solverFailed)
        case GLP_EMIPGAP: return .failed(.gapReached)
        default: return .failed(.other(code))
        }
    }

    private func unsolved(_ status: MILPStatus) -> MILPSolution {
        MILPSolution(status: status, incumbent: nil, bound: -.infinity, nodes: 0)
    }
}

/// What the callback sees and keeps during one search.
private final class SearchState {
    let limits: Limits
    private let variables: Int
    private let visit: (Incumbent) -> VisitorDecision
    private(set) var incumbent: Incumbent?
    private(set) var bound: Double
    private(set) var nodes = 0
    /// Why the callback ended the search.
    private(set) var cause: MILPStatus?

    init(limits: Limits, variables: Int, bound: Double, visit: @escaping (Incumbent) -> VisitorDecision) {
        self.limits = limits
        self.variables = variables
        self.bound = bound
        self.visit = visit
    }

    /// Called by GLPK on the solving thread. It neither throws nor jumps.
    func look(at tree: OpaquePointer) {
        if cause != nil { return }
        let reason = unsafe glp_ios_reason(tree)
        if reason == GLP_IBINGO { unsafe visitIncumbent(tree) }
        if reason == GLP_ISELECT { unsafe count(tree) }
        if cause == nil, let stop = limits.stop { cause = .stopped(stop) }
        if cause != nil { unsafe glp_ios_terminate(tree) }
    }

    private func visitIncumbent(_ tree: OpaquePointer) {
        guard let problem = unsafe glp_ios_get_prob(tree) else { return }
        let found = Incumbent(
            objective: unsafe glp_mip_obj_val(problem),
            values: (1...variables).map { unsafe glp_mip_col_val(problem, Int32($0)) })
        incumbent = found
        if visit(found) == .stop { cause = .stoppedByVisitor }
    }

    private func count(_ tree: OpaquePointer) {
        var total: Int32 = 0
        unsafe glp_ios_tree_size(tree, nil, nil, &total)
        nodes = Int(total)
        // Finding the best node walks over all open ones.
        guard nodes % 64 == 1 else { return }
        let best = unsafe glp_ios_best_node(tree)
        if best != 0 { bound = unsafe glp_ios_node_bound(tree, best) }
    }
}
