package import Networks

/// What has been decided about one neuron. A solver works on the closure: both decisions allow pre-activation 0.
package enum Phase: UInt8, Sendable, Hashable {
    case undecided
    /// Pre-activation >= 0.
    case active
    /// Pre-activation <= 0.
    case inactive
}

/// Phase decisions for all neurons of a graph: the root's are a pattern, a branch's are its path.
package struct Phases: Sendable, Hashable {
    private var decisions: [Phase]
    /// How many neurons are decided.
    package private(set) var decidedCount = 0

    /// All undecided.
    package init(neuronCount: Int) {
        decisions = [Phase](repeating: .undecided, count: neuronCount)
    }

    package subscript(neuron: NeuronIndex) -> Phase {
        get { decisions[neuron.index] }
        set {
            if decisions[neuron.index] != .undecided { decidedCount -= 1 }
            if newValue != .undecided { decidedCount += 1 }
            decisions[neuron.index] = newValue
        }
    }

    package var neuronCount: Int { decisions.count }
}
