import Contexts
import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing
import Verification

@Suite struct ClaimVerifierTests {
    private static let quarter = Rational(1) / 4

    private func xor(_ unsafe: LinearRow, decisions: [PhaseDecision] = []) -> Query {
        SampleQueries.box(
            SampleNetworks.xor, lower: [0, 0], upper: [1, 1], unsafe: [[unsafe]], decisions: decisions)
    }

    /// Out of reach, out of reach for reasons that bounds do not see, and within reach.
    private var easy: Query { xor(SampleQueries.atLeast(0, 5)) }
    private var hard: Query { xor(SampleQueries.atLeast(0, 1 + Self.quarter)) }
    private var untrue: Query { xor(SampleQueries.atLeast(0, Self.quarter)) }

    private func answer(
        _ queries: [Query], _ engine: EngineChoice = .auto, limits: Limits = Limits(deadline: .now + .seconds(20))
    ) -> Answer {
        var options = Options()
        options.engine = engine
        return ClaimVerifier(queries: queries, context: Context(options: options, limits: limits)).run()
    }

    @Test func holdsWhenAllHold() {
        #expect(answer([easy, easy, easy]).verdict == .holds(.boundedTree(subproblems: 3, byMultipliers: 0)))
        #expect(answer([hard, hard], .smt).verdict == .holds(.exactUnsatisfiability(queries: 2)))
        let mixed = answer([easy, hard, hard], .smt)
        #expect(mixed.verdict == .holds(.mixed(subproblems: 1, byMultipliers: 0, exactQueries: 2)))
        #expect(mixed.engine == .smt && mixed.queryIndex == 0 && mixed.vacuity == nil)
        #expect(mixed.statistics.smtQueries == 2)
    }

    /// Engines that differ from query to query are `auto` together.
    @Test func engines() {
        #expect(answer([easy, easy]).engine == .bounds)
        #expect(answer([hard, hard]).engine == .bab)
        #expect(answer([easy, hard]).engine == .auto)
    }

    @Test func violatedWhenOneIs() {
        let found = answer([hard, untrue, easy])
        #expect(found.verdict.isViolated == true)
        #expect(found.queryIndex == 1)
    }

    /// A refutation outweighs what is unknown before it.
    @Test func unknownGivesTheFirstReason() {
        let open = answer([easy, hard, untrue], .bounds)
        #expect(open.verdict == .unknown(.incomplete(.bounds)))
        #expect(open.queryIndex == 1)
        let limits = Limits()
        limits.interrupt()
        #expect(answer([easy, untrue], limits: limits).verdict == .unknown(.interrupted))
    }

    /// Nothing is left of the region.
    @Test func withoutQueries() {
        let none = answer([])
        #expect(none.verdict == .holds(.boundedTree(subproblems: 0, byMultipliers: 0)))
        #expect(none.vacuity == .vacuous)
    }

    /// A piece that is empty does not make the claim vacuous; all pieces together do.
    @Test func vacuityOfPieces() {
        let low = Self.quarter
        let empty = SampleQueries.box(
            SampleNetworks.xor, lower: [0, 0], upper: [low, low], unsafe: [[SampleQueries.atLeast(0, 5)]],
            decisions: SampleQueries.pattern(1))
        let origin = xor(SampleQueries.atLeast(0, 5), decisions: SampleQueries.pattern(~0))
        #expect(answer([empty, empty]).vacuity == .vacuous)
        #expect(answer([empty, origin]).vacuity == .nonEmpty(RegionPoint(input: [0, 0], queryIndex: 1, caseIndex: 0)))
        #expect(answer([empty, easy]).vacuity == nil)
    }

    /// The first query would take all the time there is; the second is refuted all the same.
    @Test(.timeLimit(.minutes(1))) func oneHardQueryLeavesTimeForTheOthers() {
        var random = SeededNumbers(seed: 4)
        let network = SampleNetworks.random(widths: [12, 30, 30, 30, 1], &random)
        let points = (0..<200).map { _ in random.eighths(1, count: 12) }
        let greatest = points.map { network.output(at: $0)[0] }.max() ?? 0
        func query(_ bound: Double) -> Query {
            SampleQueries.box(
                network, lower: [Rational](repeating: -1, count: 12), upper: [Rational](repeating: 1, count: 12),
                unsafe: [[SampleQueries.atLeast(0, Rational(weight: bound))]])
        }
        let start = ContinuousClock.now
        let limits = Limits(deadline: start + .seconds(2))
        let hard = query(8 * greatest)
        let alone = answer([hard], limits: Limits(deadline: start + .seconds(1)))
        #expect(alone.verdict == .unknown(.timeout))
        let found = answer([hard, query(greatest / 2)], limits: limits)
        #expect(found.verdict.isViolated == true && found.queryIndex == 1)
    }
}
