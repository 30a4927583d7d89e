package import Exact
package import Networks
package import Properties

/// What a pattern demands of a neuron.
package enum NeuronPhase: Hashable, Sendable {
    case active, inactive, any
}

/// A neural activation pattern: neurons that must be active, neurons that must be inactive, and all others free.
///
/// Neurons are numbered over all ReLU layers of a network as in ``ReLULayer/neurons``; numbers between layers stand for
/// ReLUs inside other operators, which no pattern is about. An input *follows* the pattern when every demand is met in the
/// strict sense of mining: a neuron is active iff its pre-activation is above 0, so 0 is inactive. Solvers work on the
/// closure, where 0 is both (Geng et al., Towards Reliable Neural Specifications, ICML 2023, definition 3.1).
package struct ActivationPattern: Hashable, Sendable {
    /// The neurons that must be active, and those that must be inactive; the two have none in common.
    package private(set) var active: NeuronSet
    package private(set) var inactive: NeuronSet

    /// Free in all of `neuronCount` neurons; see ``Swift/Array/neuronCount``.
    package init(neuronCount: Int) {
        active = NeuronSet(capacity: neuronCount)
        inactive = NeuronSet(capacity: neuronCount)
    }

    /// Requires neurons below `neuronCount` and no neuron in both phases; the readers of files report such a conflict.
    package init(_ decisions: [PhaseDecision], neuronCount: Int) {
        self.init(neuronCount: neuronCount)
        for decision in decisions {
            if decision.isActive { active.insert(decision.neuron) } else { inactive.insert(decision.neuron) }
        }
        precondition(active.isDisjoint(with: inactive), "a neuron must be both active and inactive")
    }

    /// Requires disjoint sets of neurons of one network.
    package init(active: NeuronSet, inactive: NeuronSet) {
        precondition(active.capacity == inactive.capacity, "sets of neurons of different networks")
        precondition(active.isDisjoint(with: inactive), "a neuron must be both active and inactive")
        self.active = active
        self.inactive = inactive
    }

    package var neuronCount: Int { active.capacity }

    /// How many neurons are decided: what the papers write |P|.
    package var size: Int { active.count + inactive.count }

    /// The decided neurons, in order.
    package var neurons: [Int] { active.union(inactive).neurons }

    /// The demands as region ``Region/pattern(_:)`` takes them, by neuron.
    package var decisions: [PhaseDecision] {
        neurons.map { PhaseDecision(neuron: $0, isActive: active.contains($0)) }
    }

    package subscript(neuron: Int) -> NeuronPhase {
        get { active.contains(neuron) ? .active : inactive.contains(neuron) ? .inactive : .any }
        set {
            active.remove(neuron)
            inactive.remove(neuron)
            switch newValue {
            case .active: active.insert(neuron)
            case .inactive: inactive.insert(neuron)
            case .any: break
            }
        }
    }

    /// The pattern without its demand on one neuron: one step coarser, or itself.
    package func freeing(_ neuron: Int) -> ActivationPattern {
        var pattern = self
        pattern[neuron] = .any
        return pattern
    }

    /// The pattern without its demands on all neurons but these.
    package func restricted(to kept: NeuronSet) -> ActivationPattern {
        ActivationPattern(active: active.intersection(kept), inactive: inactive.intersection(kept))
    }
}

// MARK: Order

/// How two patterns stand to each other. Coarser means fewer demands and more inputs that follow.
package enum PatternOrder: String, Hashable, Sendable, Codable {
    case equal, coarser, finer, incomparable
}

extension ActivationPattern {
    /// Whether the other pattern demands everything that this one does: whatever follows `other` follows this one.
    package func isCoarserOrEqual(to other: ActivationPattern) -> Bool {
        active.isSubset(of: other.active) && inactive.isSubset(of: other.inactive)
    }

    /// How this pattern stands to the other.
    package func order(to other: ActivationPattern) -> PatternOrder {
        switch (isCoarserOrEqual(to: other), other.isCoarserOrEqual(to: self)) {
        case (true, true): .equal
        case (true, false): .coarser
        case (false, true): .finer
        case (false, false): .incomparable
        }
    }

    /// The neurons that one of the two wants active and the other inactive. With one of them no input follows both in the
    /// strict sense; in the closure the two still share inputs at which these pre-activations are 0.
    package func conflicts(with other: ActivationPattern) -> NeuronSet {
        active.intersection(other.inactive).union(inactive.intersection(other.active))
    }
}

// MARK: Following

extension ActivationPattern {
    /// The full pattern of an input, all of whose neurons of `layers` are decided by its strictly active ones.
    package static func full(active: NeuronSet, layers: [ReLULayer]) -> ActivationPattern {
        let all = NeuronSet(layers.flatMap(\.neurons), capacity: active.capacity)
        return ActivationPattern(active: active.intersection(all), inactive: all.subtracting(active))
    }

    /// Whether an input with exactly these neurons active follows the pattern.
    package func isFollowed(byActive neurons: NeuronSet) -> Bool {
        active.isSubset(of: neurons) && inactive.isDisjoint(with: neurons)
    }

    /// The demands that an input with exactly these neurons active does not meet.
    package func rejections(ofActive neurons: NeuronSet) -> NeuronSet {
        active.subtracting(neurons).union(inactive.intersection(neurons))
    }

    /// Whether an input with these exact pre-activations, one per neuron, follows the pattern: active iff above 0.
    package func isFollowed(byPreActivations values: [Rational]) -> Bool {
        precondition(values.count == neuronCount, "\(values.count) pre-activations of \(neuronCount)")
        return isFollowed(byActive: NeuronSet(values.indices.filter { values[$0].signum > 0 }, capacity: neuronCount))
    }
}

extension [ReLULayer] {
    /// One more than the highest number of a neuron: what a pattern of these layers has room for.
    package var neuronCount: Int { last?.neurons.upperBound ?? 0 }
}
