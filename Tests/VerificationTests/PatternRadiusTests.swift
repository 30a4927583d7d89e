import Contexts
import Exact
import Networks
import Patterns
import Properties
import Queries
import TestSupport
import Testing
import Verification

/// The network of ``MinimisationTests``: around (1/4, 1/4) class 0 is best for x0 < 5/8, so up to the radius 3/8; under the
/// pattern "x0 <= 1/2" it is best everywhere.
@Suite struct PatternRadiusTests {
    private static let quarter = Rational(1) / 4

    private func find(_ center: [Rational], _ decisions: [PhaseDecision]) throws -> PatternRadius.Findings {
        let network = SampleNetworks.chain([
            ([[1, 0], [0, 1], [1, 1]], [-0.5, -0.5, 1]), ([[0, 0, 0], [1, 0, 0]], [0.125, 0]),
        ])
        let query = SampleQueries.box(
            network, lower: [0, 0], upper: [1, 1], unsafe: [[SampleQueries.output([1, -1], atMost: .zero)]])
        return try PatternRadius(query, evaluator: PhaseEvaluator(network), resolution: Rational(1) / 64).run(
            around: center, ActivationPattern(decisions, neuronCount: 3), upTo: 1
        ) { Context() }
    }

    @Test func aPatternAddsToTheRadius() throws {
        let found = try find([Self.quarter, Self.quarter], SampleQueries.pattern(~0))
        #expect(found.broken.isEmpty)
        // 23/64 < 3/8 = 24/64, where a tie refutes.
        #expect(found.without.proved?.value == Rational(23) / 64 && found.without.refuted?.value == Rational(24) / 64)
        #expect(found.with.proved?.value == 1 && found.with.stop == .wholeRange)
        #expect(found.ratio == Rational(64) / 23)
        // The row itself is the point of the region: nothing is searched for.
        guard case .nonEmpty(let point)? = found.with.proved?.answer.vacuity else {
            Issue.record("no point of the region")
            return
        }
        #expect(point.input == [Self.quarter, Self.quarter])
    }

    /// A row that does not follow: with a small radius the region is empty and the proof says nothing; it is the radius at the
    /// end that counts. (3/4, 1/4) is of class 1 itself, so that there is no radius without the pattern.
    @Test func aRowThatDoesNotFollow() throws {
        let found = try find([3 * Self.quarter, Self.quarter], SampleQueries.pattern(~0))
        #expect(found.broken == [0] && found.without.proved == nil && found.ratio == nil)
        guard case .nonEmpty(let point)? = found.with.proved?.answer.vacuity else {
            Issue.record("no point of the region")
            return
        }
        #expect(found.with.proved?.value == 1 && point.input[0] <= Rational(1) / 2)
    }

    /// Under "x0 + x1 + 1 <= 0" there is no input at all.
    @Test func nothingFollows() throws {
        let found = try find([Self.quarter, Self.quarter], SampleQueries.pattern(~2))
        #expect(found.broken == [2] && found.with.proved?.answer.vacuity == .vacuous)
    }
}
