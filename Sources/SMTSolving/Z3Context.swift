internal import CZ3
import Exact

/// The owner of one Z3 context.
///
/// Terms live until the context dies; solvers and models are counted by hand. The context is used by one thread at a time,
/// except for `interrupt`, which Z3 allows from any.
@safe
final class Z3Context {
    private let context: Z3_context

    enum Outcome {
        case satisfiable
        case unsatisfiable
        case undefined(String)
    }

    init?() {
        guard let configuration = unsafe Z3_mk_config() else { return nil }
        defer { unsafe Z3_del_config(configuration) }
        guard let made = unsafe Z3_mk_context(configuration) else { return nil }
        unsafe context = made
        // Errors stay in the context; the handler must exist, or Z3 may end the process, and must not jump.
        unsafe Z3_set_error_handler(context) { _, _ in }
    }

    deinit {
        unsafe Z3_del_context(context)
    }

    /// The text of the last error, or `nil`.
    var error: String? {
        let code = unsafe Z3_get_error_code(context)
        guard code != Z3_OK else { return nil }
        guard let text = unsafe Z3_get_error_msg(context, code) else { return "Z3 error \(code.rawValue)" }
        return unsafe String(cString: text)
    }

    /// Asks a running check to end. From any thread.
    func interrupt() {
        unsafe Z3_interrupt(context)
    }

    /// A solver for QF_LRA, with Z3's own timeout.
    func makeSolver(seconds: Double?) -> Z3Solver? {
        guard let logic = unsafe Z3_mk_string_symbol(context, "QF_LRA"),
            let solver = unsafe Z3_mk_solver_for_logic(context, logic)
        else { return nil }
        unsafe Z3_solver_inc_ref(context, solver)
        if let seconds, let parameters = unsafe Z3_mk_params(context) {
            unsafe Z3_params_inc_ref(context, parameters)
            let milliseconds = UInt32(max(1, min(seconds * 1_000, 4e9)))
            unsafe Z3_params_set_uint(context, parameters, Z3_mk_string_symbol(context, "timeout"), milliseconds)
            unsafe Z3_solver_set_params(context, solver, parameters)
            unsafe Z3_params_dec_ref(context, parameters)
        }
        return unsafe Z3Solver(owner: self, pointer: solver)
    }

    func read(_ text: String, into solver: Z3Solver) {
        unsafe Z3_solver_from_string(context, solver.pointer, text)
    }

    func check(_ solver: Z3Solver) -> Outcome {
        switch unsafe Z3_solver_check(context, solver.pointer) {
        case Z3_L_TRUE: return .satisfiable
        case Z3_L_FALSE: return .unsatisfiable
        default:
            guard let reason = unsafe Z3_solver_get_reason_unknown(context, solver.pointer) else {
                return .undefined(error ?? "Z3 gives no reason")
            }
            return .undefined(unsafe String(cString: reason))
        }
    }

    func release(_ solver: Z3_solver) {
        unsafe Z3_solver_dec_ref(context, solver)
    }

    /// The values of real constants; `nil` when there is no model or a value is no rational.
    func model(of solver: Z3Solver, names: [String]) -> [Rational]? {
        guard let model = unsafe Z3_solver_get_model(context, solver.pointer) else { return nil }
        unsafe Z3_model_inc_ref(context, model)
        defer { unsafe Z3_model_dec_ref(context, model) }
        let sort = unsafe Z3_mk_real_sort(context)
        var values: [Rational] = []
        for name in names {
            let constant = unsafe Z3_mk_const(context, Z3_mk_string_symbol(context, name), sort)
            var value: Z3_ast?
            guard unsafe Z3_model_eval(context, model, constant, true, &value), let value = unsafe value,
                unsafe Z3_is_numeral_ast(context, value), let text = unsafe Z3_get_numeral_string(context, value),
                let number = Self.rational(unsafe String(cString: text))
            else { return nil }
            values.append(number)
        }
        return values
    }

    /// Reads `p` or `p/q`.
    static func rational(_ text: String) -> Rational? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let numerator = Rational(decimal: parts[0]) else { return nil }
        if parts.count == 1 { return numerator }
        guard let denominator = Rational(decimal: parts[1]), !denominator.isZero else { return nil }
        return numerator / denominator
    }
}

/// A solver of a context, which it keeps alive.
@safe
final class Z3Solver {
    private let owner: Z3Context
    let pointer: Z3_solver

    fileprivate init(owner: Z3Context, pointer: Z3_solver) {
        self.owner = owner
        unsafe self.pointer = unsafe pointer
    }

    deinit {
        unsafe owner.release(pointer)
    }
}
