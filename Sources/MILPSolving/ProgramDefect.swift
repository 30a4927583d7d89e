/// Why a program cannot be given to GLPK.
package enum ProgramDefect: Error, Sendable, Hashable {
    /// Linear and mixed-integer programs have no disjunctions.
    case disjunctions
    /// A coefficient beyond the range of Doubles, in the row of this name (or in the objective).
    case infiniteCoefficient(String)
}
