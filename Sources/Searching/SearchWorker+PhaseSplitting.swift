import Bounds
import Contexts
import Networks
import Queries

extension SearchWorker {
    enum PhaseStep {
        case children([OpenSubproblem])
        case closed
        case witness(Witness)
        case stuck(String)
    }

    /// Splits on the unstable neuron whose relaxation gives away most in the critical rows (the score of BaBSR, Bunel et
    /// al. 2020, in its simplest form). A subproblem without unstable neurons is a linear programme, and so exact.
    func splitPhase(
        _ open: OpenSubproblem, _ unclosed: Unclosed, _ rowBounds: BatchedBounds.RowBounds
    ) -> PhaseStep {
        let subproblem = open.subproblem
        let unstable = (0..<graph.neuronCount).filter {
            subproblem.neuronLower[$0] < 0 && subproblem.neuronUpper[$0] > 0
        }
        if unstable.isEmpty || isProgramWorthwhile(unstable: unstable.count) {
            switch closeByProgram(open, unclosed.index, isLeaf: unstable.isEmpty) {
            case .open: break
            case .closed: return .closed
            case .witness(let witness): return .witness(witness)
            case .stuck(let reason): return .stuck(reason)
            }
        }
        var best: (neuron: Int, score: Double)?
        for neuron in unstable {
            let loss = unclosed.criticalRows.reduce(0.0) {
                $0 + rowBounds.relaxationLoss[$1 * graph.neuronCount + neuron]
            }
            // Neurons that no row feels are split last, the widest first.
            let reach = min(-subproblem.neuronLower[neuron], subproblem.neuronUpper[neuron])
            let score = loss + 1e-9 * reach
            if score > best?.score ?? -1 { best = (neuron, score) }
        }
        guard let best else { return .stuck("a leaf's linear programme was not decided") }
        var active = open
        var inactive = open
        active.depth += 1
        inactive.depth += 1
        active.subproblem.phases[NeuronIndex(best.neuron)] = .active
        active.subproblem.neuronLower[best.neuron] = 0
        inactive.subproblem.phases[NeuronIndex(best.neuron)] = .inactive
        inactive.subproblem.neuronUpper[best.neuron] = 0
        return .children([active, inactive])
    }

    /// Whether a linear programme is worth its time at an inner node: on small networks it closes nodes that would cost
    /// many splits; on wide ones a simplex run takes as long as hundreds of bounds.
    private func isProgramWorthwhile(unstable: Int) -> Bool {
        graph.neuronCount <= 400 && unstable <= 40
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
        var isClosed = true
        for alternative in open.alternatives {
            if context.limits.stop != nil { return .open }
            statistics.linearPrograms += 1
            let outcome = leaf.exclude(
                problem, alternative: alternative, bounds: nodeBounds, phases: open.subproblem.phases)
            switch outcome {
            case .excluded: continue
            case .candidate(let point):
                isClosed = false
                if let witness = judgeBest([point], [open]) { return .witness(witness) }
                if isLeaf { return .stuck("a leaf's counterexample did not survive exact arithmetic") }
            case .undecided(let reason):
                isClosed = false
                statistics.rejectedMultipliers += 1
                if isLeaf { return .stuck(reason) }
            }
            // One open alternative is enough to need a split.
            break
        }
        return isClosed ? .closed : .open
    }
}
