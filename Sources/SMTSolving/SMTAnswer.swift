package import Contexts
package import Exact

/// Z3's answer about a program.
package enum SMTAnswer: Sendable, Hashable {
    /// A point of the program, one value per variable. It has been checked against the program in exact arithmetic.
    case satisfiable(model: [Rational])
    /// Z3 says that the program has no point.
    case unsatisfiable
    case stopped(StopCause)
    /// Z3 gave up, reported an error, or returned a model that is none.
    case unknown(reason: String)
}
