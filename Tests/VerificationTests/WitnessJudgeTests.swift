import Contexts
import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing
import Verification

private let half = Rational(1) / 2

/// Candidates in parameters, patterns and observed neurons before the judge, who only believes the network.
@Suite struct WitnessJudgeTests {
    private let square = Region.box(Box(lower: [0, 0], upper: [1, 1]))
    private let everything = Formula.all([])

    private func query(
        _ network: Network, _ region: Region, _ unsafe: Formula, observed: [ObservedNeuron] = []
    ) throws -> Query {
        let lowered = try Query.lowered(
            network: network, claim: Claim(region: region, unsafe: unsafe, observed: observed))
        return try #require(lowered.queries.first)
    }

    /// The middle of a segment is a float; a third of it is not.
    @Test func witnessOfAHull() throws {
        let query = try query(
            SampleNetworks.xor, .hull([[0, 0], [half, Rational(1) / 3]]), .row(SampleQueries.atMost(0, 2)))
        let judge = WitnessJudge(query: query)
        // x = (1/2, 1/3) w at the complement of the weight.
        let start = try #require(judge.judge(caseIndex: 0, point: [1]))
        #expect(start.exactInput == [0, 0])
        #expect(start.parameters == [1])
        #expect(start.grade == .strict)
        let middle = try #require(judge.judge(caseIndex: 0, point: [0.5]))
        #expect(middle.exactInput == [half * half, Rational(1) / 6])
        #expect(middle.input == [0.25, Double(Float(1.0 / 6))])
        #expect(middle.grade == .tolerant)
        #expect(middle.replay == .confirmed)
        // Beyond the end of the segment the weight goes back into its range.
        #expect(judge.judge(caseIndex: 0, point: [7])?.parameters == [1])
    }

    /// Weights with a sum above 1 leave the triangle.
    @Test func rowsOverParametersBind() throws {
        let query = try query(SampleNetworks.xor, .hull([[0, 0], [1, 0], [0, 1]]), .row(SampleQueries.atMost(0, 2)))
        let judge = WitnessJudge(query: query)
        #expect(judge.judge(caseIndex: 0, point: [0.75, 0.5]) == nil)
        #expect(judge.judge(caseIndex: 0, point: [0.5, 0.5]) != nil)
    }

    /// The limit t = 0 is no witness; points near it may be. At scale a the output is 2 - 2 a.
    @Test func limitsAreApproached() throws {
        let region = Region.cone(base: .box(Box(lower: [1, 1], upper: [1, 1])), scale: Scale(lower: 1, upper: nil))
        let near = try query(SampleNetworks.xor, region, .row(SampleQueries.atMost(0, -100)))
        let found = try #require(WitnessJudge(query: near).judge(caseIndex: 0, point: [1, 1, 0]))
        #expect(found.exactInput == [1024, 1024])
        #expect(found.output == [2 - 2048])
        #expect(found.margin == 2046 - 100)
        // Beyond 1e7 the scales tried are too small.
        let far = try query(SampleNetworks.xor, region, .row(SampleQueries.atMost(0, -10_000_000)))
        #expect(WitnessJudge(query: far).judge(caseIndex: 0, point: [1, 1, 0]) == nil)
        #expect(WitnessJudge(query: far).judge(caseIndex: 0, exactPoint: [1, 1, 0]) == nil)
    }

    /// A float that misses the exact point by more than 1e-4 says nothing about it.
    @Test func farRoundingIsLost() throws {
        let region = Region.cone(
            base: .box(Box(lower: [Rational(1) / 3, 1], upper: [Rational(1) / 3, 1])),
            scale: Scale(lower: 16384, upper: 16384))
        let query = try query(SampleNetworks.xor, region, .row(SampleQueries.atMost(0, 0)))
        let judge = WitnessJudge(query: query)
        #expect(judge.judge(caseIndex: 0, point: [0.3, 1, 1.0 / 16384]) == nil)
        #expect(judge.fallback?.replay == .lost)
        #expect(judge.fallback?.exactInput == [Rational(16384) / 3, 16384])
    }

    /// Neuron 1 of xor has the pre-activation x_0 + x_1 - 1.
    @Test func patternsAreChecked() throws {
        let active = Region.intersection([square, .pattern([PhaseDecision(neuron: 1, isActive: true)])])
        let judge = WitnessJudge(query: try query(SampleNetworks.xor, active, everything))
        #expect(judge.judge(caseIndex: 0, point: [0.5, 0.25]) == nil)
        #expect(judge.judge(caseIndex: 0, point: [0.5, 0.75])?.boundaryNeurons == [])
        // On the border the sign of 0 hangs on the order of summation.
        #expect(judge.judge(caseIndex: 0, point: [0.5, 0.5]) == nil)
        #expect(judge.fallback?.boundaryNeurons == [1])
        #expect(judge.fallback?.replay == .fragile)
        let inactive = Region.intersection([square, .pattern([PhaseDecision(neuron: 1, isActive: false)])])
        let other = WitnessJudge(query: try query(SampleNetworks.xor, inactive, everything))
        #expect(other.judge(caseIndex: 0, point: [0.5, 0.75]) == nil)
        // Pre-activation 0 is inactive in every reading.
        #expect(other.judge(caseIndex: 0, point: [0.5, 0.5]) == nil)
        #expect(other.fallback?.boundaryNeurons == [])
    }

    /// The pre-activation is 1 + tiny - 1 exactly, and 0 in float32: the pattern's sign hangs on rounding.
    @Test func patternsLostInRoundingAreFragile() throws {
        var sketch = NetworkSketch(inputs: 3)
        sketch.relu(sketch.affine(0, [[1, 1, -1]], bias: nil))
        let tiny = Rational(weight: 0x1p-30)
        let region = Region.intersection([
            .box(Box(lower: [1, tiny, 1], upper: [1, tiny, 1])), .pattern([PhaseDecision(neuron: 0, isActive: true)]),
        ])
        let judge = WitnessJudge(query: try query(sketch.network, region, everything))
        #expect(judge.judge(caseIndex: 0, point: [1, 0x1p-30, 1]) == nil)
        #expect(judge.fallback?.replay == .fragile)
        // The other way round the float sum is 0 where the exact one is negative.
        let below = Region.intersection([
            .box(Box(lower: [1, -tiny, 1], upper: [1, -tiny, 1])), .pattern([PhaseDecision(neuron: 0, isActive: true)]),
        ])
        let strict = WitnessJudge(query: try query(sketch.network, below, everything))
        #expect(strict.judge(caseIndex: 0, point: [1, -0x1p-30, 1]) == nil)
        #expect(strict.fallback == nil)
    }

    /// 3/4 at neuron 1's input, on a cone by scale 2: rows and witness speak about the network's own values.
    @Test func observedValuesAreTheNetworks() throws {
        let observed = [
            ObservedNeuron(neuron: 1, side: .preActivation), ObservedNeuron(neuron: 0, side: .activation),
        ]
        let unsafe = Formula.row(SampleQueries.atLeast(1, half))
        let region = Region.cone(base: square, scale: Scale(lower: 1, upper: 2))
        let judge = WitnessJudge(query: try query(SampleNetworks.xor, region, unsafe, observed: observed))
        let found = try #require(judge.judge(caseIndex: 0, point: [0.5, 0.375, 0.5]))
        #expect(found.exactInput == [1, Rational(3) / 4])
        #expect(found.observed == [0.75, 1.75])
        #expect(found.output == [0.25])
        #expect(found.margin == 0.25)
        #expect(judge.judge(caseIndex: 0, point: [0.5, 0.375, 1]) == nil)
    }
}
