import Bounds
import Contexts
import Networks
import Queries

extension SearchWorker {
    /// Steps of bound optimisation at the root and below it: children start where their parent ended.
    private static let rootIterations = 40
    private static let childIterations = 12

    /// Optimises the bounds of every open alternative; what stays open is tried at the relaxation's own worst inputs and
    /// split on a neuron.
    func splitPhases(
        _ unclosed: [Unclosed], _ batch: inout [OpenSubproblem], _ requests: [BoundRow],
        _ result: inout BatchResult
    ) {
        if unclosed.isEmpty || result.witness != nil { return }
        let losses = optimise(unclosed, &batch, requests, &result)
        for (open, loss) in zip(unclosed, losses) where result.witness == nil {
            if batch[open.index].alternatives.isEmpty {
                statistics.closedByBounds += 1
                continue
            }
            split(batch[open.index], batchIndex: open.index, loss, &result)
        }
    }

    /// Tightens every critical row; returns per unclosed subproblem and neuron what the relaxation gives away at most,
    /// summed over the alternatives that stay open.
    private func optimise(
        _ unclosed: [Unclosed], _ batch: inout [OpenSubproblem], _ requests: [BoundRow], _ result: inout BatchResult
    ) -> [[Float]] {
        var losses = unclosed.map { _ in [Float](repeating: 0, count: graph.neuronCount) }
        let subproblems = batch.map(\.subproblem)
        let rows = unclosed.indices.flatMap { u in unclosed[u].critical.map { (u, $0.alternative, $0.request) } }
        for start in stride(from: 0, to: rows.count, by: optimiser.capacity) {
            let chunk = Array(rows[start..<min(start + optimiser.capacity, rows.count)])
            let tasks = chunk.map { u, alternative, request in
                let open = batch[unclosed[u].index]
                let row = requests[request].row - table.offsets[open.caseIndex]
                return OptimisedBounds.Task(
                    row: requests[request], target: table.cases[open.caseIndex].thresholds[row],
                    start: open.duals[alternative])
            }
            let isRoot = chunk.contains { batch[unclosed[$0.0].index].duals.isEmpty }
            let optimised = optimiser.optimise(
                tasks, coefficients: table.coefficients, subproblems: subproblems,
                iterations: isRoot ? Self.rootIterations : Self.childIterations)
            for ((u, alternative, request), found) in zip(chunk, optimised) {
                let b = unclosed[u].index
                let rows = table.cases[batch[b].caseIndex]
                let row = requests[request].row - table.offsets[batch[b].caseIndex]
                if rows.excludes(row, lowerBound: found.value) {
                    batch[b].alternatives.removeAll { $0 == alternative }
                } else {
                    batch[b].duals[alternative] = found.duals
                    for i in losses[u].indices { losses[u][i] += found.loss[i] }
                }
            }
            if result.witness == nil { result.witness = tryCorners(chunk.map(\.0), unclosed, batch, optimised) }
        }
        return losses
    }

    /// Judges the inputs at which the relaxations of alternatives still open are least.
    private func tryCorners(
        _ owners: [Int], _ unclosed: [Unclosed], _ batch: [OpenSubproblem], _ found: [OptimisedBounds.Result]
    ) -> Witness? {
        let all = zip(owners, found).map { (batch[unclosed[$0].index], $1.corner) }
        let open = all.filter { !$0.0.alternatives.isEmpty }
        for start in stride(from: 0, to: open.count, by: evaluator.capacity) {
            let chunk = open[start..<min(start + evaluator.capacity, open.count)]
            if let witness = judgeBest(chunk.map(\.1), chunk.map(\.0)) { return witness }
        }
        return nil
    }

    /// Splits on the unstable neuron whose relaxation gives away most (the score of BaBSR, Bunel et al. 2020, in its
    /// simplest form). A subproblem without unstable neurons is a linear programme, and so exact.
    private func split(
        _ open: OpenSubproblem, batchIndex: Int, _ loss: [Float], _ result: inout BatchResult
    ) {
        let subproblem = open.subproblem
        let unstable = (0..<graph.neuronCount).filter {
            subproblem.neuronLower[$0] < 0 && subproblem.neuronUpper[$0] > 0
        }
        if unstable.isEmpty || programs == .always {
            switch closeByProgram(open, batchIndex, isLeaf: unstable.isEmpty) {
            case .open: break
            case .closed:
                statistics.closedByLP += 1
                return
            case .witness(let witness):
                result.witness = witness
                return
            case .stuck(let reason):
                result.stuck = reason
                return
            }
        }
        // Neurons that no row feels are split last, the widest first.
        let scores = unstable.map { neuron in
            Double(loss[neuron]) + 1e-9 * min(-subproblem.neuronLower[neuron], subproblem.neuronUpper[neuron])
        }
        guard let best = unstable.indices.max(by: { scores[$0] < scores[$1] }) else {
            // Only a run that was stopped leaves a leaf's programme undecided.
            result.children.append(open)
            return
        }
        let neuron = unstable[best]
        var active = open
        var inactive = open
        active.depth += 1
        inactive.depth += 1
        active.subproblem.phases[NeuronIndex(neuron)] = .active
        active.subproblem.neuronLower[neuron] = 0
        inactive.subproblem.phases[NeuronIndex(neuron)] = .inactive
        inactive.subproblem.neuronUpper[neuron] = 0
        result.children.append(active)
        result.children.append(inactive)
        statistics.splits += 1
    }

    private enum ProgramStep {
        case open, closed
        case witness(Witness)
        case stuck(String)
    }

    /// Tries to exclude every open alternative by a linear programme over the subproblem.
    private func closeByProgram(_ open: OpenSubproblem, _ batchIndex: Int, isLeaf: Bool) -> ProgramStep {
        let problem = query.cases[open.caseIndex]
        let nodeBounds = bounds.nodeBounds(of: batchIndex)
        for alternative in open.alternatives {
            if context.limits.stop != nil { return .open }
            statistics.linearPrograms += 1
            let outcome = leaf.exclude(
                problem, alternative: alternative, bounds: nodeBounds, phases: open.subproblem.phases)
            switch outcome {
            case .excluded: continue
            case .candidate(let point):
                if let witness = judgeBest([point], [open]) { return .witness(witness) }
                return isLeaf ? .stuck("a leaf's counterexample did not survive exact arithmetic") : .open
            case .undecided(let reason):
                statistics.rejectedMultipliers += 1
                return isLeaf && context.limits.stop == nil ? .stuck(reason) : .open
            }
        }
        return .closed
    }
}
