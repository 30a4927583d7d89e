import Contexts
import Exact
import Properties
import Queries
import TestSupport
import Testing
import Verification

/// Toy networks whose radii are known.
@Suite struct LargestRadiusTests {
    private func search(
        from: Rational = 0, to: Rational, resolution: Rational, engine: EngineChoice = .auto, limits: Limits = Limits(),
        _ claim: @escaping (Rational) throws -> [Query]
    ) throws -> LargestRadius.Findings {
        var options = Options()
        options.engine = engine
        return try LargestRadius(
            from: from, to: to, resolution: resolution, context: Context(options: options, limits: limits),
            queries: claim
        ).run()
    }

    /// |x| < `bound` on [center - radius, center + radius].
    private func absolute(_ center: Rational, _ radius: Rational, _ bound: Rational) -> Query {
        SampleQueries.box(
            SampleNetworks.absolute, lower: [center - radius], upper: [center + radius],
            unsafe: [[SampleQueries.atLeast(0, bound)]])
    }

    /// |x| < 3/4 on [-r, r]: true for every r < 3/4, and for no other.
    @Test func halving() throws {
        var asked: [Rational] = []
        let found = try search(to: 1, resolution: Rational(1) / 16) { radius in
            asked.append(radius)
            return [self.absolute(0, radius, Rational(3) / 4)]
        }
        #expect(asked.dropLast().map(\.text) == ["0", "1", "0.5", "0.75", "0.625", "0.6875"])
        #expect(found.calls == 6)
        #expect(found.proved?.value == Rational(11) / 16)
        #expect(found.refuted?.value == Rational(3) / 4)
        #expect(found.undecided == nil && found.stop == .resolution)
        guard case .violated(let witness)? = found.refuted?.answer.verdict else {
            Issue.record("no witness")
            return
        }
        #expect(witness.exactInput[0].magnitude == Rational(3) / 4)
    }

    /// Around 1/3 the border of |x| < 1 is the radius 2/3, which no halving meets.
    @Test func bordersAreExact() throws {
        let (third, step) = (Rational(1) / 3, Rational(1) / 1000)
        let found = try search(to: 1, resolution: step) { [self.absolute(third, $0, 1)] }
        let (low, high) = (try #require(found.proved?.value), try #require(found.refuted?.value))
        #expect(low < 2 * third && 2 * third <= high && high - low <= step)
        #expect(found.stop == .resolution)
        #expect(found.calls == 12)
    }

    @Test func ends() throws {
        let whole = try search(to: Rational(1) / 2, resolution: Rational(1) / 16) { [self.absolute(0, $0, 1)] }
        #expect(whole.proved?.value == Rational(1) / 2 && whole.refuted == nil && whole.stop == .wholeRange)
        #expect(whole.calls == 2)
        let nothing = try search(from: 2, to: 3, resolution: Rational(1) / 16) { [self.absolute(0, $0, 1)] }
        #expect(nothing.proved == nil && nothing.refuted?.value == 2 && nothing.stop == .nothingProved)
        #expect(nothing.calls == 1)
        let single = try search(from: 0, to: 0, resolution: 1) { [self.absolute(0, $0, 1)] }
        #expect(single.proved?.value == .zero && single.stop == .wholeRange && single.calls == 1)
    }

    /// relu(s) - 2 relu(s - 1) < 3/4 for s = x0 + x1 within 2r of 1/2: true for r < 1/8.
    @Test func severalQueries() throws {
        let half = Rational(1) / 2
        func xor(_ radius: Rational, _ unsafe: LinearRow) -> Query {
            let center = half / 2
            return SampleQueries.box(
                SampleNetworks.xor, lower: [center - radius, center - radius],
                upper: [center + radius, center + radius], unsafe: [[unsafe]])
        }
        let found = try search(to: 1, resolution: Rational(1) / 64) { radius in
            [xor(radius, SampleQueries.atMost(0, -half)), xor(radius, SampleQueries.atLeast(0, half * 3 / 2))]
        }
        #expect(found.proved?.value == Rational(7) / 64 && found.refuted?.value == Rational(1) / 8)
        #expect(found.refuted?.answer.queryIndex == 1)
    }

    /// An engine that cannot refute: everything above its reach is undecided, and the search says so.
    @Test func undecidedValues() throws {
        let found = try search(to: 1, resolution: Rational(1) / 16, engine: .bounds) {
            [self.absolute(0, $0, Rational(3) / 4)]
        }
        #expect(found.refuted == nil)
        #expect(found.stop == .unknown(.incomplete(.bounds)))
        let (low, high) = (try #require(found.proved?.value), try #require(found.undecided?.value))
        #expect(low < Rational(3) / 4 && high - low <= Rational(1) / 16)
    }

    @Test func interrupted() throws {
        let limits = Limits()
        limits.interrupt()
        let found = try search(to: 1, resolution: Rational(1) / 16, limits: limits) { [self.absolute(0, $0, 1)] }
        #expect(found.proved == nil && found.stop == .unknown(.interrupted) && found.calls == 1)
    }

    private struct Refusal: Error {}

    @Test func errorsOfTheClaimPass() {
        #expect(throws: Refusal.self) {
            try search(to: 1, resolution: Rational(1) / 16) { radius in
                if radius == 1 { throw Refusal() }
                return [self.absolute(0, radius, 1)]
            }
        }
    }

    /// The part of the ball that follows a pattern: a point of the largest one stands beside its proof.
    @Test func patterns() throws {
        let found = try search(to: 1, resolution: Rational(1) / 8) { radius in
            [
                SampleQueries.box(
                    SampleNetworks.absolute, lower: [-radius], upper: [radius],
                    unsafe: [[SampleQueries.atLeast(0, Rational(1) / 2)]], decisions: SampleQueries.pattern(0))
            ]
        }
        #expect(found.proved?.value == Rational(3) / 8)
        guard case .nonEmpty(let point)? = found.proved?.answer.vacuity else {
            Issue.record("no point of the region")
            return
        }
        #expect(!point.input[0].isNegative && point.input[0] <= Rational(3) / 8)
    }
}
