package import Contexts
package import Patterns
import Properties
package import Queries

/// Whether two patterns can be followed by one input, for all pairs of a list.
///
/// Requires  a query whose every output is unsafe: its cases are the domain.
/// Returns   a finding per pair.
/// Method    first the patterns themselves: a neuron that one wants active and the other inactive leaves no input in the strict
///           reading. Then the verifier, which is asked for an input that follows both.
/// Guarantee ``Finding/disjoint(_:)`` is proved for the closed regions, so for the strict ones too; ``Finding/conflict(_:)`` is
///           about the strict reading only: in the closed one two patterns meet where a pre-activation is 0.
/// Cost      a run of the verifier per pair without conflict.
/// Reference Geng et al., Towards Reliable Neural Specifications, ICML 2023: the non-ambiguity property.
package struct AmbiguityMatrix {
    package enum Finding: Sendable {
        /// Strictly disjoint: neurons that the two want in different phases.
        case conflict(neurons: [Int])
        /// The closed regions have no input in common.
        case disjoint(Proof)
        /// An input that follows both; with neurons at 0 it follows one of them in the closed reading only.
        case shared(Witness)
        case undecided(UnknownReason)
    }

    package struct Pair: Sendable {
        package let first: Int
        package let second: Int
        package let finding: Finding
        package let seconds: Double
    }

    private let query: Query
    private let patterns: [ActivationPattern]
    private let decidesConflicts: Bool

    /// With `decidesConflicts` the closed regions of pairs with a conflict are decided too.
    package init(query: Query, patterns: [ActivationPattern], decidesConflicts: Bool) {
        self.query = query
        self.patterns = patterns
        self.decidesConflicts = decidesConflicts
    }

    /// `context` is asked for once per pair: each has the time that the options allow.
    package func run(_ context: () -> Context) -> [Pair] {
        patterns.indices.flatMap { i in
            patterns.indices.dropFirst(i + 1).map { j in
                let start = ContinuousClock.now
                let finding = finding(patterns[i], patterns[j], context)
                return Pair(first: i, second: j, finding: finding, seconds: (ContinuousClock.now - start).seconds)
            }
        }
    }

    private func finding(_ a: ActivationPattern, _ b: ActivationPattern, _ context: () -> Context) -> Finding {
        let conflicts = a.conflicts(with: b).neurons
        if !conflicts.isEmpty && !decidesConflicts { return .conflict(neurons: conflicts) }
        let both = query.with(
            query.cases.map {
                Case(
                    box: $0.box, regionRows: $0.regionRows, decisions: $0.decisions + a.decisions + b.decisions,
                    unsafe: $0.unsafe, stated: $0.stated)
            })
        switch Verifier(query: both, context: context(), vacuity: .leftOut).run().verdict {
        case .holds(let proof): return .disjoint(proof)
        case .violated(let witness): return .shared(witness)
        case .unknown(let reason): return .undecided(reason)
        }
    }
}
