import Contexts
import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing
import Verification

/// Regions of the toy networks whose points are known.
@Suite struct NonVacuityTests {
    private static let quarter = Rational(1) / 4
    /// Out of reach: the claim holds on every region.
    private static let never = SampleQueries.atLeast(0, 5)

    private func xor(
        _ lower: [Rational] = [0, 0], _ upper: [Rational] = [1, 1], rows: [LinearRow] = [],
        pattern: [PhaseDecision] = [], unsafe: [[LinearRow]] = [[never]]
    ) -> Query {
        SampleQueries.box(
            SampleNetworks.xor, lower: lower, upper: upper, unsafe: unsafe, regionRows: rows, decisions: pattern)
    }

    private func vacuity(_ queries: Query..., limits: Limits = Limits()) -> Vacuity? {
        NonVacuity(queries: queries, context: Context(limits: limits)).run()
    }

    private func point(_ vacuity: Vacuity?) -> [Rational]? {
        if case .nonEmpty(let point)? = vacuity { point.input } else { nil }
    }

    @Test func aPlainBoxIsNoQuestion() {
        #expect(vacuity(xor()) == nil)
        #expect(vacuity(xor(pattern: SampleQueries.pattern(1)), xor()) == nil)
    }

    /// x0 + x1 between two numbers, or in no interval at all.
    @Test func regionsWithRows() throws {
        let low = SampleQueries.input([-1, -1], atMost: -Self.quarter)
        let inside = try #require(
            point(vacuity(xor(rows: [low, SampleQueries.input([1, 1], atMost: Self.quarter * 2)]))))
        #expect(inside[0] + inside[1] >= Self.quarter && inside[0] + inside[1] <= Self.quarter * 2)
        #expect(vacuity(xor(rows: [low, SampleQueries.input([1, 1], atMost: Self.quarter / 2)])) == .vacuous)
    }

    /// x0 + x1 = 1/3 holds for no floats; one side strict, it holds for nothing.
    @Test func regionsWithoutInterior() throws {
        let third = Rational(1) / 3
        let above = SampleQueries.input([1, 1], atMost: third)
        let found = try #require(point(vacuity(xor(rows: [above, SampleQueries.input([-1, -1], atMost: -third)]))))
        #expect(found[0] + found[1] == third)
        let strict = SampleQueries.input([-1, -1], atMost: -third, isStrict: true)
        #expect(vacuity(xor(rows: [above, strict])) == .vacuous)
    }

    @Test("Subtlety 9: an empty region proves everything, so it is looked for") func regionsWithPatterns() throws {
        let active = try #require(point(vacuity(xor(pattern: SampleQueries.pattern(1)))))
        #expect(active[0] + active[1] >= 1)
        #expect(point(vacuity(xor(pattern: SampleQueries.pattern(~0)))) == [0, 0])
        #expect(vacuity(xor([Self.quarter, 0], pattern: SampleQueries.pattern(~0))) == .vacuous)
        let below = SampleQueries.input([1, 1], atMost: Self.quarter)
        #expect(vacuity(xor(rows: [below], pattern: SampleQueries.pattern(1))) == .vacuous)
    }

    /// One region with a point is enough; the point says whose it is.
    @Test func severalRegions() {
        let empty = xor([Self.quarter, 0], pattern: SampleQueries.pattern(~0))
        let origin = xor(pattern: SampleQueries.pattern(~0))
        #expect(
            vacuity(empty, origin) == .nonEmpty(RegionPoint(input: [0, 0], queryIndex: 1, caseIndex: 0)))
        let both = origin.with([empty.cases[0], origin.cases[0]])
        #expect(vacuity(both) == .nonEmpty(RegionPoint(input: [0, 0], queryIndex: 0, caseIndex: 1)))
        #expect(vacuity(empty, empty) == .vacuous)
    }

    /// Regions made of parameters: the point is an input of the network. Nobody's output is 5 or more there.
    @Test func loweredClaims() throws {
        let square = Region.box(Box(lower: [0, 0], upper: [1, 1]))
        func vacuity(_ region: Region) throws -> Vacuity? {
            let claim = Claim(region: region, unsafe: .row(Self.never))
            let queries = try Query.lowered(network: SampleNetworks.xor, claim: claim).queries
            return ClaimVerifier(queries: queries, context: Context()).run().vacuity
        }
        let triangle = try #require(point(try vacuity(.hull([[0, 0], [1, 0], [0, 1]]))))
        #expect(triangle.allSatisfy { !$0.isNegative } && triangle[0] + triangle[1] <= 1)
        let cone = Region.cone(base: .box(Box(lower: [1, 1], upper: [1, 2])), scale: Scale(lower: 1, upper: nil))
        let scaled = try #require(point(try vacuity(cone)))
        #expect(scaled[0] >= 1 && scaled[1] >= scaled[0] && scaled[1] <= 2 * scaled[0])
        // x0 + x1 = 1 by two patterns that disagree; the box leaves no such point in the second case.
        let line = Region.pattern(SampleQueries.pattern(1, ~1))
        let met = try #require(point(try vacuity(.intersection([square, line]))))
        #expect(met[0] + met[1] == 1)
        let corner = Region.box(Box(lower: [0, 0], upper: [Self.quarter, Self.quarter]))
        #expect(try vacuity(.intersection([corner, line])) == .vacuous)
    }

    /// Nothing left of the region; a claim that there is nothing; a claim that never had a case.
    @Test func queriesWithoutQuestion() {
        #expect(vacuity() == .vacuous)
        #expect(vacuity(xor([Self.quarter, 0], pattern: SampleQueries.pattern(~0), unsafe: [[]])) == nil)
        #expect(vacuity(xor().with([])) == nil)
    }

    @Test func aRunThatIsStoppedDecidesNothing() {
        let limits = Limits()
        limits.interrupt()
        let region = xor(rows: [SampleQueries.input([1, 1], atMost: Self.quarter)])
        #expect(vacuity(region, limits: limits) == .undecided(.interrupted))
    }

    /// The answer carries it, beside `holds` only, and only when asked.
    @Test(arguments: EngineChoice.allCases) func answersSayIt(engine: EngineChoice) {
        var options = Options()
        options.engine = engine
        func answer(_ query: Query, _ check: VacuityCheck = .included) -> Answer {
            Verifier(query: query, context: Context(options: options), vacuity: check).run()
        }
        let empty = xor([Self.quarter, 0], pattern: SampleQueries.pattern(~0))
        #expect(answer(empty).vacuity == .vacuous)
        #expect(answer(empty, .leftOut).vacuity == nil)
        #expect(point(answer(xor(pattern: SampleQueries.pattern(~0))).vacuity) == [0, 0])
        #expect(answer(xor()).vacuity == nil)
        let violated = xor(pattern: SampleQueries.pattern(1), unsafe: [[SampleQueries.atLeast(0, Self.quarter)]])
        #expect(answer(violated).vacuity == nil)
    }
}
