import Bounds
import Contexts
import MILPSolving
import Programs
import Queries
import Searching

/// The `milp` engine: each open alternative as a mixed-integer programme with big-M constants from the bounds, by GLPK.
///
/// A point that GLPK finds is a candidate for the judge. That GLPK finds none proves nothing (design, soundness rule 2), and
/// its tree leaves no multipliers behind: the answer `holds` comes from a tree of our own over the same phases, in which a
/// linear programme runs at every node and closes it only through re-checked multipliers. GLPK's run is then what it can be:
/// a fast way to a witness, and a hint that the second tree is worth its time.
extension EngineRun {
    mutating func runMixedInteger() -> Verdict {
        var openCases: [(index: Int, problem: Case)] = []
        for (index, problem) in query.cases.enumerated() {
            context.progress.begin(.bounds)
            if let cause = stopBeforeBounds { return .unknown(UnknownReason(cause)) }
            let (bounds, open) = root(of: index)
            context.progress.begin(.milp)
            var hinted: [Int] = []
            for alternative in open {
                if let cause = context.limits.stop(before: SearchFootprint.program(graph)) {
                    return .unknown(UnknownReason(cause))
                }
                switch solve(index, problem, alternative, bounds) {
                case .witness(let witness): return .violated(witness)
                case .unknown(let reason): return .unknown(reason)
                case .hintOfNone: hinted.append(alternative)
                }
            }
            if hinted.isEmpty {
                statistics.closedByBounds += 1
            } else {
                openCases.append((index, problem.keeping(hinted)))
            }
        }
        return certify(openCases)
    }

    private enum Hint {
        case witness(Witness)
        case hintOfNone
        case unknown(UnknownReason)
    }

    private mutating func solve(_ index: Int, _ problem: Case, _ alternative: Int, _ bounds: NodeBounds) -> Hint {
        statistics.integerPrograms += 1
        do {
            var encoded = try encode(problem, alternative, bounds, .mixedInteger)
            // The most violating point first: it survives rounding best.
            if let row = encoded.propertyRows.first {
                encoded.program.objective = encoded.program[row].expression
            }
            var witness: Witness?
            let solution = try MILPSolver(encoded.program).solve(limits: context.limits) { incumbent in
                witness = judge.judge(caseIndex: index, point: encoded.input(at: incumbent.values))
                return witness == nil ? .proceed : .stop
            }
            if let witness { return .witness(witness) }
            switch solution.status {
            case .infeasible: return .hintOfNone
            // Points, but none that is a witness: GLPK's tolerances let it in. The second tree decides.
            case .optimal, .stoppedByVisitor: return .hintOfNone
            case .unbounded: return .unknown(.solver("GLPK calls a bounded programme unbounded"))
            case .stopped(let cause): return .unknown(UnknownReason(cause))
            // A failure of GLPK is no reason not to try the second tree.
            case .rootFailed, .failed: return .hintOfNone
            }
        } catch {
            if let cause = context.limits.stop { return .unknown(UnknownReason(cause)) }
            return .unknown(.numerical("the mixed-integer programme could not be built: \(error)"))
        }
    }

    /// Closes the open alternatives by the second tree.
    private mutating func certify(_ cases: [(index: Int, problem: Case)]) -> Verdict {
        context.log.stage("milp: re-deriving GLPK's answer on \(cases.count) open cases")
        let closed = statistics.closedByBounds
        let open = query.with(cases.map(\.problem))
        let indices = cases.map(\.index)
        let judge = judge
        let search = BranchAndBound(
            graph: graph, query: open, splitting: .phases, programs: .always, context: context
        ) { judge.judge(caseIndex: indices[$0], point: $1) }
        return switch search.run(&statistics) {
        case .closed(let leaves, let byMultipliers):
            .holds(.boundedTree(subproblems: leaves + closed, byMultipliers: byMultipliers))
        case .witness(let witness): .violated(witness)
        case .stopped(let cause): .unknown(UnknownReason(cause))
        case .stuck(let reason): .unknown(UnknownReason(reason))
        }
    }
}
