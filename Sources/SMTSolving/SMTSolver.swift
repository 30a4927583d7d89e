package import Contexts
import Exact
package import Programs

/// Z3 on one program in exact linear real arithmetic.
///
/// Requires: nothing of the program; bounds may be infinite, rows strict, numbers any rationals.
/// Returns: ``SMTAnswer``.
/// Method: the program is printed as SMT-LIB and read by Z3, so that what is solved is what is exported.
/// Guarantee: complete, given time; a model is checked in exact arithmetic before it is returned.
/// Cost: exponential in the number of disjunctions. Z3 is not touched before the first call.
///
/// Every call makes a Z3 context of its own and frees it: there is no state between calls, and calls on different threads
/// do not meet. Errors are read from the context (its error handler does nothing; the default one may end the process).
package enum SMTSolver {
    /// Bytes of text that Z3 reads at once: some 30 ms.
    private static let portion = 1 << 15

    package static func solve(_ program: Program, limits: Limits) -> SMTAnswer {
        if let cause = limits.stop { return .stopped(cause) }
        guard let context = Z3Context() else { return .unknown(reason: "Z3 gives no context") }
        let watch = InterruptWatch(limits: limits, context: context)
        defer { watch.end() }
        guard let solver = context.makeSolver(seconds: limits.remaining?.seconds) else {
            return .unknown(reason: context.error ?? "Z3 gives no solver")
        }
        // Z3 reads 12 MB, a network with half a million weights, in 10 s, and hears no interrupt meanwhile.
        SMTLIBWriter.portions(program, size: portion) { text in
            context.read(text, into: solver)
            return Z3Memory.stop(limits) == nil && context.error == nil ? .proceed : .stop
        }
        if let cause = limits.stop { return .stopped(cause) }
        if let error = context.error { return stopped(limits) ?? .unknown(reason: error) }
        switch context.check(solver) {
        case .unsatisfiable: return .unsatisfiable
        case .undefined(let reason): return stopped(limits) ?? .unknown(reason: reason)
        case .satisfiable:
            guard let model = context.model(of: solver, names: program.variables.map(\.name)) else {
                return .unknown(reason: context.error ?? "Z3 gives no model of rational numbers")
            }
            guard program.isFeasible(model) else {
                return .unknown(reason: "the model that Z3 returned violates the program")
            }
            return .satisfiable(model: model)
        }
    }

    /// The limit that a cancelled run ran into. Z3 measures its own timeout, a little before ours: what is left then is a
    /// few milliseconds.
    private static func stopped(_ limits: Limits) -> SMTAnswer? {
        if let cause = limits.stop { return .stopped(cause) }
        if let remaining = limits.remaining, remaining < .milliseconds(20) { return .stopped(.timeout) }
        return nil
    }
}
