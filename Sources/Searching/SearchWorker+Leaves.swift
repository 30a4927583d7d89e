import Bounds
import Contexts
import MILPSolving
import Queries

/// Subproblems that linear programmes decide.
extension SearchWorker {
    enum ProgramStep {
        case open, closed
        case witness(Witness)
        case stuck(StuckReason)
    }

    /// Tries to exclude every open alternative by a linear programme over the subproblem.
    func closeByProgram(_ open: OpenSubproblem, _ batchIndex: Int, isLeaf: Bool) -> ProgramStep {
        let problem = query.cases[open.caseIndex]
        let nodeBounds = bounds.nodeBounds(of: batchIndex)
        for alternative in open.alternatives {
            if context.limits.stop(before: SearchFootprint.program(graph)) != nil { return .open }
            statistics.linearPrograms += 1
            let outcome = leaf.exclude(
                problem, alternative: alternative, bounds: nodeBounds, phases: open.subproblem.phases)
            switch outcome {
            case .excluded: continue
            case .candidate(let point):
                if let witness = judgeBest([point], [open]) { return .witness(witness) }
                guard isLeaf else { return .open }
                statistics.linearPrograms += 1
                if let point = leaf.deepestPoint(
                    problem, alternative: alternative, bounds: nodeBounds, phases: open.subproblem.phases),
                    let witness = judgeBest([point], [open])
                {
                    return .witness(witness)
                }
                if context.limits.stop != nil { return .open }
                if query.embedding?.isLimit(point) ?? false { return .stuck(.limit) }
                return .stuck(.rounding("a leaf's counterexample did not survive exact arithmetic"))
            case .undecided(let reason):
                statistics.rejectedMultipliers += 1
                return isLeaf && context.limits.stop == nil ? .stuck(.rounding(reason)) : .open
            }
        }
        return .closed
    }
}
