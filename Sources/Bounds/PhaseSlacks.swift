import Networks
import Queries

/// How much each decided phase of a pattern says beyond what the box and the phases of earlier layers say already.
///
/// Requires  bounds with room for one subproblem, whose last batch is forgotten.
/// Returns   per decided neuron how far its pre-activation could reach to the other side of 0 without its own decision: 0 where
///           it could not, so that the decision follows from the others. 0 for undecided neurons.
/// Method    one propagation that knows nothing of later layers; each neuron's bounds are read before its own phase cuts them.
/// Guarantee the phases with slack 0 follow from the box and the other phases, all of them at once: what bounds a layer are
///           earlier layers only, and there too a phase left out follows from earlier ones.
/// Cost      one propagation with two backward rows per decided neuron.
package enum PhaseSlacks {
    package static func slacks(of subproblem: Subproblem, _ bounds: BatchedBounds) -> [Double] {
        var root = Subproblem(lower: subproblem.lower, upper: subproblem.upper, phases: subproblem.phases)
        root.refinesDecided = true
        let count = root.phases.neuronCount
        bounds.unphased = (
            [Double](repeating: -.infinity, count: count), [Double](repeating: .infinity, count: count)
        )
        defer { bounds.unphased = nil }
        var batch = [root]
        bounds.propagate(&batch)
        guard let (lower, upper) = bounds.unphased else { return [] }
        return (0..<count).map { neuron in
            switch root.phases[NeuronIndex(neuron)] {
            case .undecided: 0
            case .active: max(-lower[neuron], 0)
            case .inactive: max(upper[neuron], 0)
            case .zero: max(-lower[neuron], upper[neuron], 0)
            }
        }
    }
}
