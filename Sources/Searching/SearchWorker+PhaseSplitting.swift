import Bounds
import Contexts
import Networks
import Queries

extension SearchWorker {
    /// Steps of bound optimisation at the root and below it: children start where their parent ended.
    private static let rootIterations = 40
    private static let childIterations = 12
    /// Steps of the attack that runs along in regions which are no plain boxes.
    private static let descentSteps = 8
    /// How many neurons are looked at one step ahead before a split.
    private static let lookAheadWidth = 6

    /// Optimises the bounds of every open alternative; what stays open is tried at the relaxation's own worst inputs and
    /// split on a neuron.
    func splitPhases(
        _ unclosed: [Unclosed], _ batch: inout [OpenSubproblem], _ requests: [BoundRow],
        _ result: inout BatchResult
    ) {
        if unclosed.isEmpty || result.witness != nil { return }
        let worst = optimise(unclosed, &batch, requests, &result)
        var candidates: [Candidates] = []
        for (open, worst) in zip(unclosed, worst) where result.witness == nil {
            if batch[open.index].alternatives.isEmpty {
                statistics.closedByBounds += 1
            } else if batch[open.index].depth == 0, graph.reluLayerCount > 1,
                let next = batch[open.index].tightening.next
            {
                var root = batch[open.index]
                root.tightening = next
                root.lines = [:]
                result.children.append(root)
            } else if batch[open.index].depth == 0 && batch[open.index].alternatives.count > 1 {
                result.children += parted(batch[open.index])
            } else if let found = self.candidates(batch[open.index], open.index, worst, &result) {
                candidates.append(found)
            }
        }
        if result.witness != nil { return }
        for (open, neuron) in zip(candidates, choose(candidates)) {
            divide(batch[open.index], on: neuron, open.coefficients, &result)
        }
    }

    /// The alternative of a subproblem that is furthest from being excluded, after optimisation.
    private struct Worst {
        var gap = -Double.infinity
        var task: OptimisedBounds.Task?
        /// Per neuron what the relaxation gives away at most, summed over the open alternatives.
        var loss: [Float]
        /// Per open alternative and neuron: the coefficient of the neuron's output in the row.
        var coefficients: [Int: [Float]] = [:]
    }

    /// Tightens every critical row; returns what a split should look at, per unclosed subproblem.
    private func optimise(
        _ unclosed: [Unclosed], _ batch: inout [OpenSubproblem], _ requests: [BoundRow], _ result: inout BatchResult
    ) -> [Worst] {
        var worst = unclosed.map { _ in Worst(loss: [Float](repeating: 0, count: graph.neuronCount)) }
        let subproblems = batch.map(\.subproblem)
        let rows = unclosed.indices.flatMap { u in unclosed[u].critical.map { (u, $0.alternative, $0.request) } }
        for start in stride(from: 0, to: rows.count, by: optimiser.capacity) {
            let chunk = Array(rows[start..<min(start + optimiser.capacity, rows.count)])
            let tasks = chunk.map { u, alternative, request in
                task(requests[request], alternative, batch[unclosed[u].index])
            }
            let isRoot = chunk.contains { batch[unclosed[$0.0].index].duals.isEmpty }
            let optimised = optimiser.optimise(
                tasks, coefficients: table.coefficients, subproblems: subproblems,
                iterations: isRoot ? Self.rootIterations : Self.childIterations,
                relaxation: .tightened, keepsLines: true)
            for (c, found) in optimised.enumerated() {
                let (u, alternative, request) = chunk[c]
                let b = unclosed[u].index
                let rows = table.cases[batch[b].caseIndex]
                let row = requests[request].row - table.offsets[batch[b].caseIndex]
                if rows.excludes(row, lowerBound: found.value) {
                    batch[b].alternatives.removeAll { $0 == alternative }
                    continue
                }
                batch[b].duals[alternative] = found.duals
                batch[b].lines[alternative] = found.lines
                worst[u].coefficients[alternative] = found.coefficient
                for i in worst[u].loss.indices { worst[u].loss[i] += found.loss[i] }
                let gap = tasks[c].target - found.value
                if gap > worst[u].gap || worst[u].task == nil {
                    worst[u].gap = gap
                    worst[u].task = OptimisedBounds.Task(
                        row: tasks[c].row, target: tasks[c].target, start: found.duals,
                        lines: batch[b].lines[alternative])
                }
            }
            if result.witness == nil { result.witness = tryCorners(chunk.map(\.0), unclosed, batch, optimised) }
        }
        for (u, open) in unclosed.enumerated() { batch[open.index].priority = worst[u].gap }
        return worst
    }

    /// The row of an alternative to optimise, from where the parent left it.
    func task(_ request: BoundRow, _ alternative: Int, _ open: OpenSubproblem) -> OptimisedBounds.Task {
        let row = request.row - table.offsets[open.caseIndex]
        return OptimisedBounds.Task(
            row: request, target: table.cases[open.caseIndex].thresholds[row], start: open.duals[alternative],
            lines: open.lines[alternative])
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
        guard let first = open.first else { return nil }
        return descendIntoRegion(from: [first.1], [first.0], steps: Self.descentSteps)
    }

    /// The neurons that a subproblem may be split on, best first.
    private struct Candidates {
        let index: Int
        let neurons: [Int]
        let task: OptimisedBounds.Task?
        let coefficients: [Int: [Float]]
    }

    /// Ranks the unstable neurons of a subproblem by what their relaxation gives away (the score of BaBSR, Bunel et al.
    /// 2020, in its simplest form). A subproblem without unstable neurons is a linear programme, and so exact: it is
    /// decided here, and `nil` returned.
    private func candidates(
        _ open: OpenSubproblem, _ batchIndex: Int, _ worst: Worst, _ result: inout BatchResult
    ) -> Candidates? {
        let subproblem = open.subproblem
        let unstable = (0..<graph.neuronCount).filter {
            subproblem.neuronLower[$0] < 0 && subproblem.neuronUpper[$0] > 0
        }
        if unstable.isEmpty || programs == .always {
            switch closeByProgram(open, batchIndex, isLeaf: unstable.isEmpty) {
            case .open: break
            case .closed:
                statistics.closedByLP += 1
                return nil
            case .witness(let witness):
                result.witness = witness
                return nil
            case .stuck(let reason):
                result.stuck = reason
                return nil
            }
        }
        if unstable.isEmpty {
            // Only a run that was stopped leaves a leaf's programme undecided.
            result.children.append(open)
            return nil
        }
        // Neurons that no row feels are split last, the widest first.
        let scores = unstable.map { neuron in
            Double(worst.loss[neuron]) + 1e-9 * min(-subproblem.neuronLower[neuron], subproblem.neuronUpper[neuron])
        }
        let order = unstable.indices.sorted { scores[$0] > scores[$1] }
        return Candidates(
            index: batchIndex, neurons: order.prefix(Self.lookAheadWidth).map { unstable[$0] }, task: worst.task,
            coefficients: worst.coefficients)
    }

    /// One neuron per subproblem: of its best-ranked ones the one whose two children have the best bounds, the worse child
    /// counting (filtered smart branching, De Palma et al., Improved Branch and Bound for Neural Network Verification via
    /// Lagrangian Decomposition, 2021).
    private func choose(_ candidates: [Candidates]) -> [Int] {
        var chosen = candidates.map { $0.neurons[0] }
        var trials: [(candidate: Int, neuron: Int)] = []
        for (c, candidate) in candidates.enumerated() where candidate.neurons.count > 1 && candidate.task != nil {
            trials.append(contentsOf: candidate.neurons.map { (c, $0) })
        }
        var best = candidates.map { _ in -Double.infinity }
        for start in stride(from: 0, to: trials.count, by: optimiser.capacity / 2) {
            let chunk = trials[start..<min(start + optimiser.capacity / 2, trials.count)]
            var tasks: [OptimisedBounds.Task] = []
            var assumptions: [OptimisedBounds.Assumption] = []
            for (c, neuron) in chunk {
                guard let task = candidates[c].task else { continue }
                for isActive in [true, false] {
                    tasks.append(task)
                    assumptions.append(OptimisedBounds.Assumption(neuron: neuron, isActive: isActive))
                }
            }
            let values = optimiser.lookAhead(tasks, assumptions: assumptions, coefficients: table.coefficients)
            for (t, (c, neuron)) in chunk.enumerated() {
                let target = tasks[2 * t].target
                let (active, inactive) = (min(values[2 * t], target), min(values[2 * t + 1], target))
                let score = min(active, inactive) + 0.1 * max(active, inactive)
                if score > best[c] {
                    best[c] = score
                    chosen[c] = neuron
                }
            }
        }
        return chosen
    }

    private func divide(
        _ open: OpenSubproblem, on neuron: Int, _ coefficients: [Int: [Float]], _ result: inout BatchResult
    ) {
        var active = open
        active.tightening = .plain
        active.depth += 1
        var inactive = active
        active.subproblem = open.subproblem.child(neuron, isActive: true)
        inactive.subproblem = open.subproblem.child(neuron, isActive: false)
        for (alternative, coefficient) in coefficients {
            active.duals[alternative]?.decide(neuron, isActive: true, coefficient: coefficient[neuron])
            inactive.duals[alternative]?.decide(neuron, isActive: false, coefficient: coefficient[neuron])
        }
        result.children.append(active)
        result.children.append(inactive)
        statistics.splits += 1
        splits[.neuron(neuron), default: 0] += 1
    }

    /// One tree for each alternative: what splits help against one are wasted on another.
    private func parted(_ open: OpenSubproblem) -> [OpenSubproblem] {
        open.alternatives.map { alternative in
            var part = open
            part.alternatives = [alternative]
            part.duals = open.duals.filter { $0.key == alternative }
            part.depth = 1
            part.tightening = .plain
            part.subproblem.settledThrough = graph.neuronCount
            return part
        }
    }
}
