import Bounds
import Contexts
import Exact
import Networks
import Properties
import Queries
import Searching
import TestSupport
import Testing

@Suite struct FalsificationTests {
    private func attack(
        _ query: Query, restarts: Int = 20, effort: Falsification.Effort = .full
    ) -> Witness? {
        var options = Options()
        options.attackRestarts = restarts
        var statistics = Statistics()
        let attack = Falsification(
            graph: PreparedGraph(query.graph), query: query, context: Context(options: options),
            judge: exactJudge(query))
        return attack.run(&statistics, effort: effort)
    }

    private func xor(
        _ unsafe: LinearRow, regionRows: [LinearRow] = [], decisions: [PhaseDecision] = []
    ) -> Query {
        SampleQueries.box(
            SampleNetworks.xor, lower: [0, 0], upper: [1, 1], unsafe: [[unsafe]], regionRows: regionRows,
            decisions: decisions)
    }

    /// The output is min(s, 2 - s) for s = x0 + x1: above 0.9 in a narrow strip.
    @Test func findsANarrowStrip() throws {
        let witness = try #require(attack(xor(SampleQueries.atLeast(0, Rational(9) / 10))))
        let sum = witness.input[0] + witness.input[1]
        #expect(sum > 0.89 && sum < 1.11)
    }

    /// y = max(|x0 - 1/3|, |x1 + 1/5|) - 1/1000 is negative in a square of side 1/500 in [-1, 1]^2, and its gradient sees one
    /// input at a time: signs of it jump across.
    @Test func singleInputsReachANeedle() throws {
        let third = Double(Float(1) / 3)
        let fifth = Double(Float(1) / 5)
        // relu(x) + relu(-x) is |x|; max(a, b) is b + relu(a - b).
        let network = SampleNetworks.chain([
            ([[1, 0], [-1, 0], [0, 1], [0, -1]], [-third, third, fifth, -fifth]),
            ([[1, 1, -1, -1], [0, 0, 1, 1]], [0, 0]), ([[1, 1]], [-0.001]),
        ])
        let query = SampleQueries.box(
            network, lower: [-1, -1], upper: [1, 1], unsafe: [[SampleQueries.atMost(0, .zero)]])
        let witness = try #require(attack(query))
        #expect(abs(witness.input[0] - third) < 0.0011 && abs(witness.input[1] + fifth) < 0.0011)
    }

    /// The strip is cut by x0 - x1 <= -1/2: every witness keeps to its side.
    @Test func keepsToRegionRows() throws {
        let side = SampleQueries.input([1, -1], atMost: Rational(-1) / 2)
        let witness = try #require(attack(xor(SampleQueries.atLeast(0, Rational(9) / 10), regionRows: [side])))
        #expect(witness.input[0] - witness.input[1] <= -0.5)
    }

    /// The output is small near both corners; a phase leaves one of them.
    @Test(arguments: [true, false]) func keepsToPatterns(isActive: Bool) throws {
        let decision = PhaseDecision(neuron: 1, isActive: isActive)
        let witness = try #require(attack(xor(SampleQueries.atMost(0, Rational(1) / 10), decisions: [decision])))
        let sum = witness.input[0] + witness.input[1]
        #expect(isActive ? sum >= 1.9 : sum <= 0.1)
    }

    /// Ten inputs, each held within 1/500 of its tenth by two rows, in a box of width 1: no random point comes near.
    @Test func descendsIntoATinyRegion() throws {
        let count = 10
        let network = SampleNetworks.chain([
            ([[Double](repeating: 1, count: count)], [0]), ([[1]], [0]),
        ])
        var rows: [LinearRow] = []
        for i in 0..<count {
            let middle = Rational(i) / 10
            // Two inputs in each row, so that no box can hold them.
            let next = (i + 1) % count
            let target = middle + Rational(next) / 10
            let terms = [(variable: Variable.input(i), coefficient: Rational.one), (.input(next), .one)]
            rows.append(LinearRow(terms: terms, bound: target + Rational(1) / 500))
            rows.append(
                LinearRow(terms: terms.map { ($0.variable, -$0.coefficient) }, bound: -target + Rational(1) / 500))
        }
        let query = SampleQueries.box(
            network, lower: [Rational](repeating: 0, count: count), upper: [Rational](repeating: 1, count: count),
            unsafe: [[]], regionRows: rows)
        #expect(attack(query) != nil)
    }

    /// A region whose rows leave nothing, and an output that is out of reach.
    @Test func findsNothingWhereNothingIs() {
        let sides = [SampleQueries.input([1, 1], atMost: 0), SampleQueries.input([-1, -1], atMost: -1)]
        #expect(attack(xor(SampleQueries.atLeast(0, 0), regionRows: sides)) == nil)
        #expect(attack(xor(SampleQueries.atLeast(0, Rational(3) / 2))) == nil)
    }

    /// A violation planted at a point of a random network: everything at least as great as the output there is unsafe.
    @Test(arguments: 0..<20) func findsAPlantedViolation(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let network = SampleNetworks.random(widths: [6, 12, 12, 1], &random)
        let points = (0..<40).map { _ in random.eighths(1, count: 6) }
        // Greater than at 30 of 40 points, so that looking at one point is not enough.
        let values = points.map { network.output(at: $0.map { Rational(weight: $0) })[0] }.sorted()
        let query = SampleQueries.box(
            network, lower: [Rational](repeating: -1, count: 6), upper: [Rational](repeating: 1, count: 6),
            unsafe: [[SampleQueries.atLeast(0, values[30])]])
        let witness = try #require(attack(query), "seed \(seed)")
        #expect(network.output(at: witness.exactInput)[0] >= values[30])
    }

    /// A glance comes to the region of a pattern of 20 neurons that some input follows, and says nothing of plain boxes.
    @Test(arguments: 0..<10) func aGlanceFollowsPatterns(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let network = SampleNetworks.random(widths: [12, 20, 20, 2], &random)
        let point = random.eighths(1, count: 12).map { Rational(weight: $0) }
        func query(_ decisions: [PhaseDecision]) -> Query {
            SampleQueries.box(
                network, lower: [Rational](repeating: -1, count: 12), upper: [Rational](repeating: 1, count: 12),
                unsafe: [[]], decisions: decisions)
        }
        let graph = query([]).graph
        let decisions = graph.preActivations(at: point).prefix(20).enumerated().map {
            PhaseDecision(neuron: $0, isActive: $1 > 0)
        }
        let witness = try #require(attack(query(decisions), effort: .glance), "seed \(seed)")
        let found = graph.preActivations(at: witness.exactInput)
        #expect(decisions.allSatisfy { $0.isActive ? found[$0.neuron] >= 0 : found[$0.neuron] <= 0 })
        #expect(attack(query([]), effort: .glance) == nil)
    }

    @Test func anInterruptedAttackFindsNothing() {
        let query = xor(SampleQueries.atLeast(0, 0))
        let limits = Limits()
        limits.interrupt()
        var statistics = Statistics()
        let attack = Falsification(
            graph: PreparedGraph(query.graph), query: query, context: Context(limits: limits), judge: exactJudge(query))
        #expect(attack.run(&statistics) == nil)
    }
}
