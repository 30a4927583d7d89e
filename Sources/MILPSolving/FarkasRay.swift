internal import CGLPK
import Programs

/// The proof of infeasibility in a final dual simplex basis.
///
/// When the dual simplex finds no feasible point, some basic variable x_k violates its bound and no non-basic variable can
/// move to repair it. The tableau row x_k = sum f_j x_j over the non-basic variables holds for every solution of the
/// equations; with auxiliary variables replaced by the rows they stand for, it becomes a combination of rows: the
/// multipliers are f_i for non-basic rows, and -1 for row k when x_k is one. The sign depends on the violated side;
/// `CertifiedBound.provesEmptiness` tries both.
enum FarkasRay {
    /// Zeros when GLPK names no such variable (after the primal simplex, for instance).
    static func multipliers(of problem: GLPKProblem) -> [Double] {
        let pointer = unsafe problem.pointer
        let rows = problem.program.rows.count
        let variables = problem.program.variables.count
        var result = [Double](repeating: 0, count: rows)
        let k = Int(unsafe glp_get_unbnd_ray(pointer))
        guard k >= 1, k <= rows + variables, unsafe isBasic(k, rows, pointer) else { return result }
        // GLPK aborts when a tableau row is asked for without a factorised basis.
        guard unsafe glp_bf_exists(pointer) != 0 || glp_factorize(pointer) == 0 else { return result }
        var indices = [Int32](repeating: 0, count: variables + 1)
        var values = [Double](repeating: 0, count: variables + 1)
        let count = unsafe glp_eval_tab_row(pointer, Int32(k), &indices, &values)
        for position in 0..<Int(max(0, count)) {
            let j = Int(indices[position + 1])
            if j >= 1 && j <= rows { result[j - 1] = values[position + 1] }
        }
        if k <= rows { result[k - 1] -= 1 }
        return result
    }

    private static func isBasic(_ k: Int, _ rows: Int, _ pointer: OpaquePointer) -> Bool {
        let status =
            k <= rows ? unsafe glp_get_row_stat(pointer, Int32(k)) : unsafe glp_get_col_stat(pointer, Int32(k - rows))
        return status == GLP_BS
    }
}
