import Exact
import Networks
import Properties

/// Turns what a property asks of hidden nodes into decided phases, where it is that: an activation pattern as a VNN-LIB
/// file writes it.
///
/// An output of the network that is a copy of a neuron's input z, or of its output max(z, 0), and a row that compares it with
/// 0 say in which phase the neuron is. `z >= 0` and `z <= 0` are the closed phases and nothing else, and so is
/// `max(z, 0) <= 0`; these rows become decisions. Other rows that leave only one phase, such as `z >= 1` or
/// `max(z, 0) > 0`, stay and are accompanied by the decision that they imply.
struct PhaseRows {
    private let neurons: [Int: ObservedNeuron]

    /// Looks for outputs that are copies of neurons: where the network ends in a concatenation.
    init(_ network: Network) {
        var neurons: [Int: ObservedNeuron] = [:]
        if let last = network.nodes.last(where: { $0.output == network.output }),
            case .concatenate(let concatenation) = last.operator
        {
            let layers = network.reluLayers
            for (value, places) in zip(last.inputs, concatenation.places) {
                for layer in layers where layer.preActivation == value || layer.activation == value {
                    let side: ObservedNeuron.Side = layer.preActivation == value ? .preActivation : .activation
                    for (k, place) in places.enumerated() {
                        neurons[place] = ObservedNeuron(neuron: layer.firstNeuron + k, side: side)
                    }
                }
            }
        }
        self.neurons = neurons
    }

    /// Whether no output is a copy of a neuron.
    var isEmpty: Bool { neurons.isEmpty }

    /// The decisions that a conjunction makes, sorted and each once, and the rows that it is without them. `nil` when no
    /// point can meet it, because a row wants a neuron strictly inside one phase and another row wants it in the other.
    func split(_ rows: [LinearRow]) -> (decisions: [PhaseDecision], rest: [LinearRow])? {
        var decisions = Set<PhaseDecision>()
        // Rows that stay keep the neuron away from 0, where the phases meet.
        var strict = Set<PhaseDecision>()
        let rest = rows.filter { row in
            guard let (decision, isExact) = decision(of: row) else { return true }
            decisions.insert(decision)
            if !isExact { strict.insert(decision) }
            return !isExact
        }
        let isImpossible = strict.contains { decision in
            decisions.contains(PhaseDecision(neuron: decision.neuron, isActive: !decision.isActive))
        }
        if isImpossible { return nil }
        let sorted = decisions.sorted { ($0.neuron, $0.isActive ? 0 : 1) < ($1.neuron, $1.isActive ? 0 : 1) }
        return (sorted, rest)
    }

    /// The phase that a row leaves, and whether it says nothing else; `nil` when it leaves both or none.
    private func decision(of row: LinearRow) -> (PhaseDecision, isExact: Bool)? {
        guard row.terms.count == 1, case .output(let index) = row.terms[0].variable, let neuron = neurons[index] else {
            return nil
        }
        let end = row.bound / row.terms[0].coefficient
        let isLowerEnd = row.terms[0].coefficient.isNegative
        let isClosedZero = end.isZero && !row.isStrict
        switch (neuron.side, isLowerEnd) {
        case (.preActivation, true) where !end.isNegative:
            return (PhaseDecision(neuron: neuron.neuron, isActive: true), isClosedZero)
        case (.preActivation, false) where end <= .zero:
            return (PhaseDecision(neuron: neuron.neuron, isActive: false), isClosedZero)
        case (.activation, true) where end > .zero || end.isZero && row.isStrict:
            return (PhaseDecision(neuron: neuron.neuron, isActive: true), false)
        case (.activation, false) where isClosedZero:
            return (PhaseDecision(neuron: neuron.neuron, isActive: false), true)
        default: return nil
        }
    }
}
