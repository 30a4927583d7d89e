package import Contexts
package import Patterns
package import Queries

/// A pattern under which a claim was proved, as coarse as a method could make it.
package struct MinimisedPattern: Sendable {
    /// Why a neuron is still in the pattern.
    package enum Necessity: Sendable {
        /// Without its decision the claim fails: an input that follows the rest of the pattern.
        case counterexample(Witness)
        /// Without it the claim was neither proved nor refuted.
        case undecided(UnknownReason)
        /// Nobody asked: the method does not try neurons one by one, or the time was over.
        case untried
    }

    /// The pattern; the claim was proved under it.
    package var pattern: ActivationPattern
    /// The pattern that the method started from.
    package let start: ActivationPattern
    /// Neurons dropped because the region and the other phases imply their decisions.
    package var implied: [Int] = []
    /// For each neuron kept why it was.
    package var necessity: [Int: Necessity] = [:]
    /// Why the method ended early; `nil` when it came to its end.
    package var stop: StopCause?

    package init(start: ActivationPattern) {
        self.start = start
        pattern = start
    }
}

/// Why a pattern cannot be minimised: the claim was not proved under it.
package enum UnverifiedStart: Error, Sendable {
    case refuted(Witness)
    case undecided(UnknownReason)

    /// `nil` for a finding that is a proof.
    init?(_ finding: PatternOracle.Finding) {
        switch finding {
        case .verified: return nil
        case .refuted(let witness): self = .refuted(witness)
        case .undecided(let reason): self = .undecided(reason)
        }
    }
}
