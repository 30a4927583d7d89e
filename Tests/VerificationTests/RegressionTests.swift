import Contexts
import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing
import Verification

/// Queries that once went wrong, each named by what it found.
@Suite struct RegressionTests {
    /// GLPK aborted the process: the two Doubles around 1/10 became equal in its scaling.
    @Test(arguments: 0..<40) func fixedInputThatIsNoFloat(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = SampleNetworks.random(widths: [3, 4, 2], &random)
        let tenth = Rational(1) / Rational(10)
        let query = SampleQueries.box(
            network, lower: [-1, -1, tenth], upper: [1, 1, tenth],
            unsafe: [[SampleQueries.atLeast(0, Rational(1) / Rational(2))]])
        #expect(query.verdict(.milp).isViolated != nil)
    }

    /// GLPK aborted the process: a neuron without weights had bounds near the least float.
    @Test(arguments: [EngineChoice.bab, .milp, .smt]) func neuronWithoutWeights(engine: EngineChoice) {
        let network = SampleNetworks.chain([
            (weights: [[1, 1], [0, 0], [1, -1]], bias: [0, 0, 0]),
            (weights: [[1, 1, 1], [1, -1, -2]], bias: [0, 0]),
        ])
        let query = SampleQueries.box(
            network, lower: [-1, -1], upper: [1, 1],
            unsafe: [
                [
                    LinearRow(terms: [(.output(0), 1), (.output(1), 1)], bound: Rational(-3)),
                    LinearRow(terms: [(.output(0), 1), (.output(1), -1)], bound: 3),
                ]
            ])
        #expect(query.verdict(engine).isViolated == false)
    }

    /// A decided phase was lost where the pre-activation is a copy of the input: leaves were not exact.
    @Test(arguments: [EngineChoice.milp, .smt, .auto]) func reluOfACopy(engine: EngineChoice) {
        var sketch = NetworkSketch(inputs: 3)
        let active = sketch.relu(sketch.gather(0, [0, 1, 2]))
        _ = sketch.affine(active, [[1, 0, 3], [0, 1, 0]], bias: nil)
        let tenth = Rational(1) / Rational(10)
        let rows = [
            LinearRow(terms: [(.output(0), 1), (.output(1), 1), (.input(2), -3)], bound: tenth * 4),
            LinearRow(terms: [(.output(0), 1), (.output(1), -1), (.input(2), -3)], bound: tenth * -6),
        ]
        let query = SampleQueries.box(sketch.network, lower: [-1, 0, 0], upper: [1, 1, 1], unsafe: [rows])
        #expect(query.verdict(engine).isViolated == false)
    }

    /// Overflow made bounds NaN, and the encoder trapped on them.
    @Test(arguments: EngineChoice.allCases) func overflowingWeights(engine: EngineChoice) {
        let network = SampleNetworks.chain([
            (weights: [[1e308], [-1e308]], bias: [0, 0]),
            (weights: [[1e308, -1e308], [1e308, 1e308]], bias: [0, 1]),
            (weights: [[1, 1]], bias: [0]),
        ])
        let query = SampleQueries.box(
            network, lower: [-1], upper: [1], unsafe: [[SampleQueries.atMost(0, Rational(-1))]])
        // relu(...) + relu(...) is never negative; floats may be unable to say so, but nobody may refute it.
        #expect(query.verdict(engine).isViolated != true)
    }

    /// A violation made by float32 rounding alone was called confirmed.
    @Test func roundingIsNoConfirmation() {
        let tiny = Double(Float(1e-8))
        var sketch = NetworkSketch(inputs: 3)
        _ = sketch.affine(sketch.affine(0, [[1, 1, -1]], bias: nil), [[tiny]], bias: nil)
        let step = Rational(1) / Rational(1 << 24)
        // In float32 1 + 3/2 step rounds up to 1 + 2 step: the replay sees 2 tiny steps where there are 3/2.
        let middle = step * Rational(3) / Rational(2)
        let bound = Rational(weight: tiny) * step * Rational(149) / Rational(100)
        let query = SampleQueries.box(
            sketch.network, lower: [1, middle, 1], upper: [1, middle, 1], unsafe: [[SampleQueries.atLeast(0, bound)]])
        let judge = WitnessJudge(query: query)
        #expect(judge.judge(caseIndex: 0, point: [1, middle.double(.nearest), 1]) == nil)
        #expect(judge.fallback?.replay == .fragile)
    }

    /// The width of a huge box overflowed and random sampling trapped.
    @Test func hugeBox() throws {
        let huge = try #require(Rational(exactly: 1.5e308))
        let query = SampleQueries.box(
            SampleNetworks.absolute, lower: [-huge], upper: [huge],
            unsafe: [[SampleQueries.atMost(0, Rational(-1))]])
        #expect(query.verdict(.bab).isViolated != true)
    }

    /// Splitting never ended on a property that holds with margin 0; now it gives up, and Z3 decides.
    @Test func marginZeroIsLeftToExactArithmetic() {
        let strict = LinearRow(terms: [(.output(0), -1)], bound: -1, isStrict: true)
        let query = SampleQueries.box(SampleNetworks.xor, lower: [0, 0], upper: [1, 1], unsafe: [[strict]])
        #expect(query.verdict(.bab).reason != nil)
        #expect(query.verdict(.auto) == .holds(.exactUnsatisfiability(queries: 1)))
    }
}
