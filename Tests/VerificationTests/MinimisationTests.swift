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

    @Test("Subtlety 11: the last verified sample is returned", arguments: 0..<5)
    func stochasticCoarseningReturnsWhatWasVerified(seed: Int) throws {
        let found = try StochasticCoarsening(oracle(), size: nil, samples: 30, seed: seed).run(start).get()
        #expect(found.pattern.isCoarserOrEqual(to: start) && minimal.isCoarserOrEqual(to: found.pattern))
    }

    @Test("Subtlety 12: the set that adversarial pruning keeps is an estimate")
    func adversarialPruningKeepsWhatAdversarialInputsGetWrong() throws {
        let quarter = Rational(1) / 4
        let found = try AdversarialPruning(oracle(), centers: [[quarter, quarter]], radii: [1]).run(start).get()
        #expect(minimal.isCoarserOrEqual(to: found.pattern) && found.pattern[2] == .any)
        // Nothing is said about what a minimal pattern needs.
        for reason in found.necessity.values {
            guard case .untried = reason else {
                Issue.record("\(reason)")
                continue
            }
        }
    }

    /// relu(x) against another relu(x), less 1/10: never more, but triangles do not know that the two are one. Bounds alone prove
    /// it where both phases are decided, and have no answer where none is.
    @Test("Subtlety 7: minimal is relative to the verifier; neurons kept for want of an answer are counted apart")
    func undecidedNeuronsAreKeptAndSaidToBe() throws {
        let network = SampleNetworks.chain([([[1], [1]], [0, 0]), ([[1, -1], [0, 0]], [0, 0.125])])
        let query = SampleQueries.box(
            network, lower: [-1], upper: [1], unsafe: [[SampleQueries.output([-1, 1], atMost: .zero)]])
        var options = Options()
        options.engine = .bounds
        let oracle = PatternOracle(
            query: query, evaluator: PhaseEvaluator(network), context: Context(options: options),
            callLimit: .seconds(30))
        let start = ActivationPattern(SampleQueries.pattern(0, 1), neuronCount: 2)
        let found = try Coarsening(oracle, order: .layer).run(start).get()
        #expect(found.pattern.size == 1 && found.necessity.count == 1)
        guard case .undecided(.incomplete(.bounds))? = found.necessity.values.first else {
            Issue.record("\(found.necessity)")
            return
        }
        // No decision is needed at all: what is kept is not minimal.
        #expect(query.verdict(.auto).isViolated == false)
    }

    /// What refutes the claim near (1/4, 1/4): relu(x0 - 1/2) >= 1/8.
    @Test("Subtlety 13: adversarial inputs are in the domain, near the point, and refute the claim")
    func adversarialInputsAreInTheDomain() throws {
        let attack = AdversarialInputs(query([[SampleQueries.output([1, -1], atMost: .zero)]]), context: Context())
        let quarter = Rational(1) / 4
        let found = try #require(attack.near([quarter, quarter], within: Rational(1) / 2))
        #expect(found.exactInput[0] >= Rational(5) / 8 && found.exactInput[0] <= Rational(3) / 4)
        #expect(found.exactInput[1] >= .zero && found.exactInput[1] <= Rational(3) / 4)
        #expect(attack.near([quarter, quarter], within: quarter) == nil)
        #expect(attack.near([3, 3], within: 1) == nil)
    }

    /// Only the first neuron has a way to the outputs.
    @Test func gradientSearchKeepsWhatWeighs() throws {
        let found = try GradientPruning(oracle(), points: [[0.25, 0.25]]).run(start).get()
        #expect(found.pattern == minimal && found.implied == [2])
        guard case .failure(.refuted) = GradientPruning(oracle(), points: []).run(pattern([])) else {
            Issue.record("minimised a pattern under which the claim fails")
            return
        }
    }

    /// Neuron 1 alone does not do. Most rows have neuron 0 inactive, and counterexamples have it active.
    @Test func strengtheningDecidesWhatCounterexamplesContradict() throws {
        let rows = [[2], [2], [0, 2]].map { NeuronSet($0, capacity: 3) }
        let majority = pattern(SampleQueries.pattern(~0, ~1, 2))
        let found = try Strengthening(oracle(), rows: rows, majority: majority)
            .run(pattern(SampleQueries.pattern(~1))).get()
        #expect(found.added == [0] && found.pattern == pattern(SampleQueries.pattern(~0, ~1)))
        #expect(oracle().ask(found.pattern).isVerified)
        // Where the rows of the class are themselves on the other side, there is no way.
        let against = pattern(SampleQueries.pattern(0, 1, 2))
        guard
            case .failure(.refuted) = Strengthening(oracle(), rows: [], majority: against)
                .run(pattern(SampleQueries.pattern(1)))
        else {
            Issue.record("strengthened against the class")
            return
        }
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
    @Test("Subtlety 2: closed regions of two patterns in conflict share the hyperplane z = 0")
    func ambiguityTellsTheTwoReadingsApart() {
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
