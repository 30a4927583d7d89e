import Contexts
import Exact
import Networks
import Patterns
import Properties
import Queries
import TestSupport
import Testing
import Verification

/// Patterns of a network with two inputs and three neurons, x0 - 1/2, x1 - 1/2 and x0 + x1 + 1, and the outputs 1/8 and
/// relu(x0 - 1/2). On [0, 1]^2 the first output is the greater one where the first neuron is inactive, whatever the others
/// are; the third is active everywhere.
@Suite struct MinimisationTests {
    private static let network = SampleNetworks.chain([
        ([[1, 0], [0, 1], [1, 1]], [-0.5, -0.5, 1]), ([[0, 0, 0], [1, 0, 0]], [0.125, 0]),
    ])

    private func query(_ unsafe: [[LinearRow]]) -> Query {
        SampleQueries.box(Self.network, lower: [0, 0], upper: [1, 1], unsafe: unsafe)
    }

    private func oracle() -> PatternOracle {
        PatternOracle(
            query: query([[SampleQueries.output([1, -1], atMost: .zero)]]),
            evaluator: PhaseEvaluator(Self.network), context: Context(), callLimit: .seconds(30))
    }

    private func pattern(_ decisions: [PhaseDecision]) -> ActivationPattern {
        ActivationPattern(decisions, neuronCount: 3)
    }

    private var start: ActivationPattern { pattern(SampleQueries.pattern(~0, ~1, 2)) }
    private var minimal: ActivationPattern { pattern(SampleQueries.pattern(~0)) }

    @Test(arguments: [Coarsening.Order.slack, .layer, .random(seed: 3)])
    func coarseningEndsAtTheMinimalPattern(order: Coarsening.Order) throws {
        let found = try Coarsening(oracle(), order: order).run(start).get()
        #expect(found.pattern == minimal && found.start == start && found.implied == [2])
        guard case .counterexample(let witness)? = found.necessity[0] else {
            Issue.record("no counterexample for the neuron kept")
            return
        }
        // relu(x0 - 1/2) >= 1/8.
        #expect(witness.exactInput[0] >= Rational(5) / 8)
        #expect(found.necessity.count == 1)
    }

    @Test(arguments: 0..<5) func stochasticCoarseningReturnsWhatWasVerified(seed: Int) throws {
        let found = try StochasticCoarsening(oracle(), size: nil, samples: 30, seed: seed).run(start).get()
        #expect(found.pattern.isCoarserOrEqual(to: start) && minimal.isCoarserOrEqual(to: found.pattern))
    }

    @Test func adversarialPruningKeepsWhatAdversarialInputsGetWrong() throws {
        let quarter = Rational(1) / 4
        let found = try AdversarialPruning(oracle(), centers: [[quarter, quarter]], radii: [1]).run(start).get()
        #expect(minimal.isCoarserOrEqual(to: found.pattern) && found.pattern[2] == .any)
    }

    @Test func aStartThatIsRefutedIsNotMinimised() {
        guard
            case .failure(.refuted(let witness)) = Coarsening(oracle(), order: .layer).run(
                pattern(SampleQueries.pattern(~1)))
        else {
            Issue.record("minimised a pattern under which the claim fails")
            return
        }
        #expect(witness.exactInput[0] >= Rational(5) / 8 && witness.exactInput[1] <= Rational(1) / 2)
    }

    /// A counterexample that follows a later pattern answers without a call.
    @Test func counterexamplesAreUsedAgain() {
        let oracle = oracle()
        guard case .refuted = oracle.ask(pattern([])) else {
            Issue.record("not refuted")
            return
        }
        #expect(oracle.calls == 1 && oracle.reused == 0)
        guard case .refuted = oracle.ask(pattern([])) else {
            Issue.record("not refuted the second time")
            return
        }
        #expect(oracle.calls == 1 && oracle.reused == 1)
        #expect(oracle.ask(minimal).isVerified && oracle.calls == 2)
    }

    /// Strictly, two patterns with a conflict share nothing; in the closed reading they meet where the neuron is at 0.
    @Test func ambiguityTellsTheTwoReadingsApart() {
        let patterns = [
            pattern(SampleQueries.pattern(0)), minimal, pattern(SampleQueries.pattern(1)),
            pattern(SampleQueries.pattern(~2)),
        ]
        func findings(closed: Bool) -> [AmbiguityMatrix.Pair] {
            AmbiguityMatrix(query: query([[]]), patterns: patterns, decidesConflicts: closed).run { Context() }
        }
        let strict = findings(closed: false)
        #expect(strict.count == 6)
        guard case .conflict(neurons: [0]) = strict[0].finding, case .shared(let both) = strict[1].finding,
            case .disjoint = strict[2].finding
        else {
            Issue.record("\(strict.map(\.finding))")
            return
        }
        #expect(both.boundaryNeurons.isEmpty && both.exactInput.allSatisfy { $0 > Rational(1) / 2 })
        guard case .shared(let met) = findings(closed: true)[0].finding else {
            Issue.record("the closed regions meet at x0 = 1/2")
            return
        }
        #expect(met.exactInput[0] == Rational(1) / 2 && met.boundaryNeurons == [0])
    }
}
