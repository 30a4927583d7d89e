import Networks
package import Queries

/// A part of a case's region: a box of inputs and a set of phase decisions, with what its ancestors already know.
package struct Subproblem: Sendable {
    /// The input box.
    package var lower: [Double]
    package var upper: [Double]
    /// Sound pre-activation bounds of all neurons on this subproblem: its parent's, cut by the last split.
    package var neuronLower: [Double]
    package var neuronUpper: [Double]
    /// The phases decided on the way here.
    package var phases: Phases
    /// Whether backward bounds are wanted for decided neurons too. A neuron that a split decided has its parent's; those of
    /// a pattern had no parent in which they were open.
    package var refinesDecided = false
    /// Whether bounds of undecided hidden neurons are refined backward, or those that come forward are all.
    package var usesBackward = true
    /// Whether the bounds of hidden neurons know more than what comes from the box: ``Contraction`` has carried decided phases
    /// back to earlier layers. Rows on their way to the input are then worth reading off at each layer.
    package internal(set) var isContracted = false
    /// The rows of the case's region; every backward bound on this subproblem may use them.
    var regionRows: [InputClipping.Row] = []
    /// Found to contain no point of the region.
    package var isEmpty = false
    /// The layers that begin at or before this neuron keep the bounds they have: they are the parent's and a split behind
    /// them cannot move them. `nil` when the box changed.
    package var settledThrough: Int?

    /// A box on which nothing is known but the phases decided.
    package init(lower: [Double], upper: [Double], phases: Phases) {
        self.lower = lower
        self.upper = upper
        self.phases = phases
        neuronLower = [Double](repeating: -.infinity, count: phases.neuronCount)
        neuronUpper = [Double](repeating: .infinity, count: phases.neuronCount)
        if phases.decidedCount == 0 { return }
        for neuron in 0..<phases.neuronCount {
            let phase = phases[NeuronIndex(neuron)]
            if phase.isNeverNegative { neuronLower[neuron] = 0 }
            if phase.isNeverPositive { neuronUpper[neuron] = 0 }
        }
    }
}

extension Subproblem {
    /// The part on which a neuron is active, or inactive. Layers up to the neuron's own keep the bounds they have.
    package func child(_ neuron: Int, isActive: Bool) -> Subproblem {
        var child = self
        child.settledThrough = neuron
        child.refinesDecided = false
        child.phases[NeuronIndex(neuron)] = isActive ? .active : .inactive
        if isActive { child.neuronLower[neuron] = 0 } else { child.neuronUpper[neuron] = 0 }
        return child
    }
}

/// A linear function of inputs and outputs whose least value is wanted on one subproblem of a batch.
package struct BoundRow: Sendable {
    /// The subproblem's place in the batch.
    package let subproblem: Int
    /// Which of the caller's rows this is.
    package let row: Int

    package init(subproblem: Int, row: Int) {
        self.subproblem = subproblem
        self.row = row
    }
}

/// The coefficients of a linear function of inputs and outputs, rounded to nearest: the rounding is one more in
/// ``PreparedGraph/gamma``.
package struct RowCoefficients: Sendable {
    /// One per output.
    package let output: [Double]
    /// One per input, or `nil` when no input appears.
    package let input: [Double]?

    package init(output: [Double], input: [Double]?) {
        self.output = output
        self.input = input
    }
}
