import Contexts
import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing
import Verification

/// Networks small enough to work out by hand, against every engine, with the exact expected verdict.
@Suite struct HandComputableTests {
    private func holds(_ verdict: Verdict) -> Bool {
        if case .holds = verdict { true } else { false }
    }

    private func witness(_ verdict: Verdict) -> Witness? {
        if case .violated(let witness) = verdict { witness } else { nil }
    }

    static let complete = [EngineChoice.bab, .milp, .smt, .auto]

    /// |x| <= 1 on [-1, 1], so 3/2 is out of reach, by plain bounds too.
    @Test(arguments: EngineChoice.allCases) func absoluteValueStaysBelow(engine: EngineChoice) {
        let unsafe = [[SampleQueries.atLeast(0, Rational(3) / 2)]]
        let query = SampleQueries.box(SampleNetworks.absolute, lower: [-1], upper: [1], unsafe: unsafe)
        #expect(holds(query.verdict(engine)))
    }

    /// |x| >= 3/4 is met near the ends only.
    @Test(arguments: complete) func absoluteValueReachesItsEnds(engine: EngineChoice) throws {
        let unsafe = [[SampleQueries.atLeast(0, Rational(3) / 4)]]
        let query = SampleQueries.box(SampleNetworks.absolute, lower: [-1], upper: [1], unsafe: unsafe)
        let found = try #require(witness(query.verdict(engine)))
        #expect(found.exactInput[0].magnitude >= Rational(3) / 4)
        #expect(found.grade == .strict)
    }

    /// On the unit square relu(x0 + x1) - 2 relu(x0 + x1 - 1) has its maximum 1 at x0 + x1 = 1.
    @Test(arguments: complete) func xorPeaksAtOne(engine: EngineChoice) throws {
        let square: ([Rational], [Rational]) = ([0, 0], [1, 1])
        let above = SampleQueries.box(
            SampleNetworks.xor, lower: square.0, upper: square.1,
            unsafe: [[SampleQueries.atLeast(0, Rational(5) / 4)]])
        #expect(holds(above.verdict(engine)))
        let below = SampleQueries.box(
            SampleNetworks.xor, lower: square.0, upper: square.1,
            unsafe: [[SampleQueries.atLeast(0, Rational(7) / 8)]])
        let found = try #require(witness(below.verdict(engine)))
        let sum = found.exactInput[0] + found.exactInput[1]
        #expect(sum >= Rational(7) / 8 && sum <= Rational(9) / 8)
    }

    /// The same maximum met exactly: floats alone cannot prove y > 1 impossible, exact arithmetic can.
    @Test(arguments: [EngineChoice.smt, .auto]) func xorNeverExceedsOne(engine: EngineChoice) {
        let row = LinearRow(terms: [(.output(0), -1)], bound: -1, isStrict: true)
        let query = SampleQueries.box(SampleNetworks.xor, lower: [0, 0], upper: [1, 1], unsafe: [[row]])
        #expect(holds(query.verdict(engine)))
    }

    /// 2x by a residual branch: between 1 and 2 on [1/2, 1].
    @Test(arguments: complete) func residualBranch(engine: EngineChoice) {
        let network = SampleNetworks.residual
        let half = Rational(1) / 2
        let outside = SampleQueries.box(
            network, lower: [half], upper: [1],
            unsafe: [[SampleQueries.atLeast(0, Rational(9) / 4)], [SampleQueries.atMost(0, Rational(3) / 4)]])
        #expect(holds(outside.verdict(engine)))
        let inside = SampleQueries.box(
            network, lower: [half], upper: [1], unsafe: [[SampleQueries.atLeast(0, Rational(3) / 2)]])
        #expect(witness(inside.verdict(engine)) != nil)
    }

    /// A region row cuts the violating corner off.
    @Test(arguments: complete) func regionRowsBind(engine: EngineChoice) {
        let cut = LinearRow(terms: [(.input(0), 1), (.input(1), 1)], bound: Rational(1) / 2)
        let unsafe = [[SampleQueries.atLeast(0, Rational(3) / 4)]]
        let query = SampleQueries.box(
            SampleNetworks.xor, lower: [0, 0], upper: [1, 1], unsafe: unsafe, regionRows: [cut])
        #expect(holds(query.verdict(engine)))
    }

    /// With the second neuron active the output is 2 - x0 - x1, and small near (1, 1) only.
    @Test(arguments: complete) func patternsBind(engine: EngineChoice) throws {
        let quarter = Rational(1) / 4
        let query = xor([SampleQueries.atMost(0, quarter)], SampleQueries.pattern(1))
        let found = try #require(witness(query.verdict(engine)))
        #expect(found.exactInput[0] + found.exactInput[1] >= 2 - quarter)
        #expect(holds(xor([SampleQueries.atMost(0, -quarter)], SampleQueries.pattern(1)).verdict(engine)))
    }

    /// With the second neuron inactive it is x0 + x1: at least x0. Without the pattern (1, 1) refutes that.
    @Test(arguments: complete) func aPatternMakesAClaimTrue(engine: EngineChoice) {
        let rows = [
            SampleQueries.atMost(0, Rational(1) / 2), SampleQueries.input([-1, 0], atMost: Rational(-3) / 4),
        ]
        #expect(holds(xor(rows, SampleQueries.pattern(~1)).verdict(engine)))
        #expect(witness(xor(rows, []).verdict(engine)) != nil)
    }

    /// x and -x both active, or x in both phases: only x = 0 is left, where |x| = 0.
    @Test(arguments: complete, [SampleQueries.pattern(0, 1), SampleQueries.pattern(0, ~0)])
    func phasesThatMeetAtZero(engine: EngineChoice, pattern: [PhaseDecision]) throws {
        func absolute(_ unsafe: LinearRow) -> Query {
            SampleQueries.box(SampleNetworks.absolute, lower: [-1], upper: [1], unsafe: [[unsafe]], decisions: pattern)
        }
        #expect(holds(absolute(SampleQueries.atLeast(0, Rational(1) / 4)).verdict(engine)))
        // A single point is no place for GLPK's tolerances.
        if engine == .milp { return }
        let found = try #require(witness(absolute(SampleQueries.atMost(0, Rational(1) / 4)).verdict(engine)))
        #expect(found.exactInput == [.zero])
    }

    /// Bounds alone close what a pattern makes stable, and what it makes empty.
    /// Both outputs are x: neither is strictly best anywhere, whichever comes first.
    @Test("Subtlety 8: a tie refutes that a class is best", arguments: complete, [0, 1])
    func tiesRefute(engine: EngineChoice, winner: Int) throws {
        var sketch = NetworkSketch(inputs: 1)
        sketch.affine(sketch.relu(0), [[1], [1]], bias: nil)
        let region = Region.intersection([
            .box(Box(lower: [1], upper: [2])), .pattern(SampleQueries.pattern(0)),
        ])
        let claim = Claim(region: region, unsafe: .loses(winner, of: 2))
        #expect(try claim.isViolated(on: sketch.network, engine) == true)
    }

    @Test func boundsUsePatterns() {
        let above = [SampleQueries.atLeast(0, Rational(5) / 4)]
        #expect(!holds(xor(above, []).verdict(.bounds)))
        #expect(holds(xor(above, SampleQueries.pattern(~1)).verdict(.bounds)))
        let low = Rational(1) / 4
        let empty = SampleQueries.box(
            SampleNetworks.xor, lower: [0, 0], upper: [low, low], unsafe: [[]], decisions: SampleQueries.pattern(1))
        #expect(holds(empty.verdict(.bounds)))
        #expect(CaseBounds(empty, case: 0).isEmpty)
    }

    private func xor(_ rows: [LinearRow], _ pattern: [PhaseDecision]) -> Query {
        SampleQueries.box(SampleNetworks.xor, lower: [0, 0], upper: [1, 1], unsafe: [rows], decisions: pattern)
    }

    /// No float32 lies in the box: the witness is exact, the replay beside it tolerant.
    @Test func boxWithoutFloats() throws {
        let low = Rational(1) + Rational(1) / Rational(1 << 30)
        let high = Rational(1) + Rational(1) / Rational(1 << 29)
        let query = SampleQueries.box(
            SampleNetworks.absolute, lower: [low], upper: [high],
            unsafe: [[SampleQueries.atLeast(0, Rational(1) / 2)]])
        let found = try #require(witness(query.verdict(.bab)))
        #expect(found.grade == .tolerant)
        #expect(found.exactInput[0] >= low && found.exactInput[0] <= high)
    }

    @Test func boundsAloneCannotRefute() {
        let unsafe = [[SampleQueries.atLeast(0, Rational(3) / 4)]]
        let query = SampleQueries.box(SampleNetworks.absolute, lower: [-1], upper: [1], unsafe: unsafe)
        #expect(query.verdict(.bounds) == .unknown(.incomplete(.bounds)))
    }

    @Test(arguments: EngineChoice.allCases) func interruptedRunsProveNothing(engine: EngineChoice) {
        let unsafe = [[SampleQueries.atLeast(0, Rational(5) / 4)]]
        let query = SampleQueries.box(SampleNetworks.xor, lower: [0, 0], upper: [1, 1], unsafe: unsafe)
        var options = Options()
        options.engine = engine
        let limits = Limits()
        limits.interrupt()
        let answer = Verifier(query: query, context: Context(options: options, limits: limits)).run()
        #expect(answer.verdict == .unknown(.interrupted))
    }
}
