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
    /// The neuron decided last: bounds of its own layer and those before it are the parent's and need no new pass. `nil`
    /// when the box changed.
    package var lastDecided: Int?

    /// The whole box of a case: nothing known yet, the root's decisions applied.
    package init(lower: [Double], upper: [Double], phases: Phases) {
        self.lower = lower
        self.upper = upper
        self.phases = phases
        neuronLower = [Double](repeating: -.infinity, count: phases.neuronCount)
        neuronUpper = [Double](repeating: .infinity, count: phases.neuronCount)
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
