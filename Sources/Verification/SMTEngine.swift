import Contexts
import Programs
import Queries
import SMTSolving
import Searching

/// The `smt` engine: each open alternative in exact linear real arithmetic, by Z3.
///
/// Guarantee: complete in exact arithmetic, up to time: `holds` rests on outward-rounded bounds and on Z3's exact answer,
/// a violation on a model that the judge checks again. Cost: exponential in the unstable neurons; for small queries.
extension EngineRun {
    mutating func runSMT() -> Verdict {
        var queries = 0
        for (index, problem) in query.cases.enumerated() {
            context.progress.begin(.bounds)
            if let cause = stopBeforeBounds { return .unknown(UnknownReason(cause)) }
            let (bounds, open) = root(of: index)
            context.progress.begin(.smt)
            if open.isEmpty { statistics.closedByBounds += 1 }
            for alternative in open {
                if let cause = context.limits.stop(before: SearchFootprint.program(graph)) {
                    return .unknown(UnknownReason(cause))
                }
                statistics.smtQueries += 1
                queries += 1
                do {
                    let encoded = try encode(problem, alternative, bounds, .exact)
                    switch SMTSolver.solve(encoded.program, limits: context.limits) {
                    case .unsatisfiable: continue
                    case .satisfiable(let model):
                        guard let witness = judge.judge(caseIndex: index, exactPoint: encoded.input(at: model)) else {
                            return .unknown(.numerical("the judge rejects Z3's model"))
                        }
                        return .violated(witness)
                    case .stopped(let cause): return .unknown(UnknownReason(cause))
                    case .unknown(let reason): return .unknown(.solver("Z3: \(reason)"))
                    }
                } catch {
                    if let cause = context.limits.stop { return .unknown(UnknownReason(cause)) }
                    return .unknown(.numerical("the programme could not be built: \(error)"))
                }
            }
        }
        return .holds(
            queries == 0
                ? .boundedTree(subproblems: query.cases.count, byMultipliers: 0)
                : .exactUnsatisfiability(queries: queries))
    }
}
