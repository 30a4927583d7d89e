package import Networks
package import Properties

/// What has been decided about one neuron. A solver works on the closure: both decisions allow pre-activation 0.
package enum Phase: UInt8, Sendable, Hashable {
    case undecided
    /// Pre-activation >= 0.
    case active
    /// Pre-activation <= 0.
    case inactive
    /// Pre-activation = 0: both decisions at once. Two patterns that disagree about a neuron meet there.
    case zero

    /// What is decided when `decision` is made too.
    func and(isActive: Bool) -> Phase {
        switch self {
        case .undecided: isActive ? .active : .inactive
        case .active: isActive ? .active : .zero
        case .inactive: isActive ? .zero : .inactive
        case .zero: .zero
        }
    }

    /// Whether the phase says that the pre-activation is at least 0.
    package var isNeverNegative: Bool { self == .active || self == .zero }
    /// Whether the phase says that the pre-activation is at most 0.
    package var isNeverPositive: Bool { self == .inactive || self == .zero }
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

    /// The decisions of a pattern, in any order; repetitions add nothing. Decisions that contradict each other have a
    /// meaning in the closed semantics: the neuron's pre-activation is 0. Requires neurons below `neuronCount`.
    package init(_ pattern: [PhaseDecision], neuronCount: Int) {
        self.init(neuronCount: neuronCount)
        for decision in pattern {
            precondition(
                decisions.indices.contains(decision.neuron),
                "a decision about neuron \(decision.neuron) of a network with \(neuronCount)")
            let neuron = NeuronIndex(decision.neuron)
            self[neuron] = self[neuron].and(isActive: decision.isActive)
        }
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
