import Contexts
package import Programs
package import Queries

extension Query {
    /// The program of one alternative of one case, as the solvers of the engines get it: what `orthant export` prints.
    /// Throws ``EncodingError``.
    package func program(case index: Int, alternative: Int, encoding: Encoding) throws -> Program {
        var run = EngineRun(query: self, context: Context())
        let problem = cases[index]
        return try run.encode(problem, alternative, run.root(of: index).bounds, encoding).program
    }
}
