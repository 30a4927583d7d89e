import Bounds
package import Contexts
package import Exact
package import Patterns
import Properties
package import Queries

/// Answers whether a claim holds under one activation pattern after another: the V of the papers on patterns.
///
/// The claim is lowered once; a pattern is the decided phases of its cases. Counterexamples are kept with the neurons active
/// at them: one that follows a later pattern refutes it without a call.
///
/// Guarantee that of ``Verifier``: `verified` is a proof for that very pattern (in the closed reading of phases),
///           `refuted` has a witness.
/// Cost      a call takes up to ``callLimit``; it counts, the reuse of a counterexample does not.
package final class PatternOracle {
    package enum Finding: Sendable {
        case verified
        case refuted(Witness)
        case undecided(UnknownReason)

        package var isVerified: Bool { if case .verified = self { true } else { false } }
    }

    /// The claim without any pattern.
    package let query: Query
    package let context: Context
    /// The longest that a call may take.
    package let callLimit: Duration
    package let evaluator: PhaseEvaluator
    /// The network of all calls, prepared once.
    private let graph: PreparedGraph
    /// Questions that needed a run.
    package private(set) var calls = 0
    /// Questions that a kept counterexample answered.
    package private(set) var reused = 0
    /// Every counterexample met, with the neurons that are strictly active there.
    package private(set) var counterexamples: [(witness: Witness, active: NeuronSet)] = []

    package init(query: Query, evaluator: PhaseEvaluator, context: Context, callLimit: Duration) {
        self.query = query
        self.evaluator = evaluator
        graph = PreparedGraph(query.graph)
        self.context = context
        self.callLimit = callLimit
    }

    /// Whether all limits of the whole run still allow a call.
    package var stop: StopCause? { context.limits.stop }

    /// The claim under a pattern.
    package func query(under pattern: ActivationPattern) -> Query {
        let decisions = pattern.decisions
        return query.with(
            query.cases.map {
                Case(
                    box: $0.box, regionRows: $0.regionRows, decisions: $0.decisions + decisions, unsafe: $0.unsafe,
                    stated: $0.stated)
            })
    }

    /// Whether the claim holds under the pattern.
    package func ask(_ pattern: ActivationPattern) -> Finding {
        if let known = counterexamples.first(where: { pattern.isFollowed(byActive: $0.active) }) {
            reused += 1
            return .refuted(known.witness)
        }
        calls += 1
        let answer = Verifier(
            query: query(under: pattern), context: callContext, vacuity: .leftOut, hints: hints, graph: graph
        ).run()
        switch answer.verdict {
        case .holds: return .verified
        case .violated(let witness):
            keep(witness)
            return .refuted(witness)
        case .unknown(let reason): return .undecided(reason)
        }
    }

    private var callContext: Context {
        context.with(Limits(1, of: context.limits, atMost: callLimit)).withoutProgress()
    }

    /// What refuted one pattern is near to what refutes the next.
    private var hints: [[Double]] {
        counterexamples.suffix(Self.mostHints).map {
            $0.witness.parameters?.map { $0.double(.nearest) } ?? $0.witness.input
        }
    }

    private static let mostHints = 16

    /// The same by bounds and contraction alone, with at most `nodes` subproblems: milliseconds, and no counterexamples. Asked
    /// about groups of neurons, where a no costs only the asking again.
    package func askQuickly(_ pattern: ActivationPattern, nodes: Int) -> Finding {
        if counterexamples.contains(where: { pattern.isFollowed(byActive: $0.active) }) {
            return .undecided(.incomplete(.bounds))
        }
        calls += 1
        var run = EngineRun(query: query(under: pattern), context: callContext, graph: graph)
        return run.verifyByContraction(nodes: nodes)
    }

    /// An input of the claim's region that follows the pattern, if one is found in a call's time.
    package func follower(of pattern: ActivationPattern) -> [Rational]? {
        let found = NonVacuity(queries: [query(under: pattern)], context: callContext).run()
        guard case .nonEmpty(let point)? = found else { return nil }
        return point.input
    }

    /// Keeps a counterexample for later questions.
    package func keep(_ witness: Witness) {
        let active = evaluator.activeNeurons(at: [witness.exactInput])[0]
        counterexamples.append((witness, active))
    }
}

extension EngineRun {
    fileprivate mutating func verifyByContraction(nodes: Int) -> PatternOracle.Finding {
        query = query.with(query.cases.indices.map { query.cases[$0].keeping(root(of: $0, .once).open) })
        if proofByContraction != nil { return .verified }
        closeByContraction(nodes: nodes, asksForPoints: false, endsAtFirstOpen: true)
        return proofByContraction == nil ? .undecided(.incomplete(.bounds)) : .verified
    }
}
