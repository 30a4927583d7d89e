internal import CGLPK
import Programs

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The owner of one GLPK problem object, and the door through which all its data goes.
///
/// GLPK aborts the process when it is misused. So indices come from the program, duplicates have been merged by
/// `LinearExpression`, infinite and crossing bounds are sorted out here, and GLPK's terminal output is off.
///
/// GLPK keeps its memory in a thread-local environment (Debian builds it so): a problem belongs to the thread that made it.
/// Every use checks this; an owner that dies on another thread leaks its problem, because freeing it there would corrupt
/// both environments. A thread that has used GLPK gives its environment back with ``GLPKThread/release()``.
@safe
final class GLPKProblem {
    let pointer: OpaquePointer
    private(set) var program: Program
    private let thread = pthread_self()
    /// Variables and rows whose lower end lies above the upper end: GLPK is not told.
    private var crossedVariables: Set<VariableIndex> = []
    private var crossedRows: Set<RowIndex> = []

    /// Cost: one copy of the coefficients.
    init(_ program: Program) throws(ProgramDefect) {
        guard program.disjunctions.isEmpty else { throw .disjunctions }
        for row in program.rows where !row.expression.isFinite { throw .infiniteCoefficient(row.name) }
        guard program.objective.isFinite else { throw .infiniteCoefficient("objective") }
        self.program = program
        glp_term_out(GLP_OFF)
        unsafe pointer = glp_create_prob()
        unsafe glp_set_obj_dir(pointer, GLP_MIN)
        if !program.variables.isEmpty { unsafe glp_add_cols(pointer, Int32(program.variables.count)) }
        if !program.rows.isEmpty { unsafe glp_add_rows(pointer, Int32(program.rows.count)) }
        for (j, variable) in program.variables.enumerated() {
            if variable.isBinary { unsafe glp_set_col_kind(pointer, Int32(j + 1), GLP_IV) }
            setBounds(of: VariableIndex(j), lower: variable.lower, upper: variable.upper)
        }
        for (i, row) in program.rows.enumerated() {
            setSides(of: RowIndex(i), lower: row.lower, upper: row.upper)
        }
        load(program)
        setObjective(program.objective)
    }

    deinit {
        if isOwnThread { unsafe glp_delete_prob(pointer) }
    }

    /// Whether some bounds exclude each other: the program is empty, and must not be solved.
    var isCrossed: Bool { !crossedVariables.isEmpty || !crossedRows.isEmpty }

    func requireOwnThread() {
        precondition(isOwnThread, "a GLPK problem used on a thread that did not make it")
    }

    private var isOwnThread: Bool { pthread_equal(thread, pthread_self()) != 0 }

    func setBounds(of variable: VariableIndex, lower: Double, upper: Double) {
        requireOwnThread()
        program.setBounds(of: variable, lower: lower, upper: upper)
        guard lower <= upper, lower != .infinity, upper != -.infinity else {
            crossedVariables.insert(variable)
            return
        }
        crossedVariables.remove(variable)
        let (lower, upper) = (tamed(lower), tamed(upper))
        unsafe glp_set_col_bnds(pointer, Int32(variable.index + 1), boundKind(lower, upper), lower, upper)
    }

    func setSides(of row: RowIndex, lower: Double, upper: Double) {
        requireOwnThread()
        if program[row].lower != lower || program[row].upper != upper {
            program.setSides(of: row, lower: lower, upper: upper)
        }
        guard lower <= upper, lower != .infinity, upper != -.infinity else {
            crossedRows.insert(row)
            return
        }
        crossedRows.remove(row)
        let (lower, upper) = (tamed(lower), tamed(upper))
        unsafe glp_set_row_bnds(pointer, Int32(row.index + 1), boundKind(lower, upper), lower, upper)
    }

    func setObjective(_ objective: LinearExpression) {
        requireOwnThread()
        for term in program.objective.terms { unsafe glp_set_obj_coef(pointer, Int32(term.variable.index + 1), 0) }
        program.objective = objective
        for term in objective.terms where isTame(term.coefficient) {
            unsafe glp_set_obj_coef(pointer, Int32(term.variable.index + 1), term.coefficient)
        }
    }

    private func boundKind(_ lower: Double, _ upper: Double) -> Int32 {
        switch (lower.isFinite, upper.isFinite) {
        case (false, false): GLP_FR
        case (true, false): GLP_LO
        case (false, true): GLP_UP
        // Ends that differ by rounding only become equal in GLPK's scaling, which it then calls a misuse.
        case (true, true): upper - lower <= 1e-12 * max(abs(lower), abs(upper)) ? GLP_FX : GLP_DB
        }
    }

    /// Whether GLPK gets a coefficient: its scaling overflows on extreme ones, and it aborts. Leaving one out changes what
    /// GLPK solves, not what is concluded: its answers are hints, and multipliers are checked against `program`.
    private func isTame(_ coefficient: Double) -> Bool {
        (1e-60...1e60).contains(abs(coefficient))
    }

    /// An end as GLPK gets it: tiny ones are 0, huge ones infinite.
    private func tamed(_ end: Double) -> Double {
        if abs(end) < 1e-60 { return 0 }
        return abs(end) > 1e60 ? end * .infinity : end
    }

    private func load(_ program: Program) {
        // GLPK counts from 1 and ignores entry 0.
        var rows: [Int32] = [0]
        var columns: [Int32] = [0]
        var values = [0.0]
        for (i, row) in program.rows.enumerated() {
            for term in row.expression.terms where isTame(term.coefficient) {
                rows.append(Int32(i + 1))
                columns.append(Int32(term.variable.index + 1))
                values.append(term.coefficient)
            }
        }
        unsafe glp_load_matrix(pointer, Int32(values.count - 1), rows, columns, values)
    }
}

extension LinearExpression {
    fileprivate var isFinite: Bool { terms.allSatisfy { $0.coefficient.isFinite } }
}

/// GLPK's memory on the calling thread.
package enum GLPKThread {
    /// Gives back what GLPK allocated on this thread. Call it at the end of a worker thread, after its last solver is gone:
    /// it frees the problems that are left, too.
    package static func release() {
        glp_free_env()
    }
}
