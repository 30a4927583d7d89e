import Bounds
import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing

@Suite struct CaseRootTests {
    private func root(_ query: Query) -> CaseRoot {
        let graph = PreparedGraph(query.graph)
        return CaseRoot(
            query.cases[0], bounds: BatchedBounds(graph: graph, capacity: 1), neuronCount: graph.neuronCount)
    }

    private func xor(
        _ lower: [Rational], _ upper: [Rational], rows: [LinearRow] = [], pattern: [PhaseDecision] = []
    ) -> Subproblem {
        root(
            SampleQueries.box(
                SampleNetworks.xor, lower: lower, upper: upper, unsafe: [[]], regionRows: rows, decisions: pattern)
        ).subproblem
    }

    private func isNear(_ a: [Double], _ b: [Double]) -> Bool {
        zip(a, b).allSatisfy { abs($0 - $1) < 1e-9 }
    }

    @Test func aPlainBoxStaysAsItIs() {
        let start = xor([0, 0], [1, 1])
        #expect(start.lower == [0, 0] && start.upper == [1, 1])
        #expect(start.neuronLower == [-.infinity, -.infinity] && start.neuronUpper == [.infinity, .infinity])
        #expect(start.phases == Phases(neuronCount: 2) && !start.refinesDecided && !start.isEmpty)
    }

    /// x0 + x1 <= 1/4 on the unit square: both inputs are at most 1/4. With x0 - x1 <= -1/8 also x0 <= 1/8 <= x1.
    @Test func regionRowsClipTheBox() {
        let sum = SampleQueries.input([1, 1], atMost: Rational(1) / 4)
        let one = xor([0, 0], [1, 1], rows: [sum])
        #expect(one.lower == [0, 0] && isNear(one.upper, [0.25, 0.25]))
        let both = xor([0, 0], [1, 1], rows: [sum, SampleQueries.input([1, -1], atMost: Rational(-1) / 8)])
        #expect(isNear(both.lower, [0, 0.125]) && isNear(both.upper, [0.125, 0.25]))
        #expect(xor([0, 0], [1, 1], rows: [SampleQueries.input([-1, -1], atMost: Rational(-9) / 4)]).isEmpty)
    }

    /// x0 + x1 >= 1 with x1 <= 1/4 leaves x0 >= 3/4: the second neuron's phase, read backward.
    @Test func phasesClipTheBox() {
        let active = xor([0, 0], [1, Rational(1) / 4], pattern: SampleQueries.pattern(1))
        #expect(isNear(active.lower, [0.75, 0]) && isNear(active.upper, [1, 0.25]))
        #expect(active.neuronLower[1] == 0)
        let half = Rational(1) / 2
        let inactive = xor([half, half], [1, 1], pattern: SampleQueries.pattern(~1))
        #expect(isNear(inactive.lower, [0.5, 0.5]) && isNear(inactive.upper, [0.5, 0.5]))
    }

    @Test func phasesThatContradictTheBox() {
        let low = Rational(1) / 4
        #expect(xor([low, low], [1, 1], pattern: SampleQueries.pattern(~0)).isEmpty)
        #expect(xor([0, 0], [low, low], pattern: SampleQueries.pattern(1)).isEmpty)
        #expect(!xor([0, 0], [low, low], pattern: SampleQueries.pattern(~1)).isEmpty)
    }

    /// |x| >= 1/2 and |x| <= 1/4 in the second layer: intervals see no contradiction in either alone, backward bounds of
    /// relu(x) + relu(-x) - 5/4 show that it is negative on [-1, 1].
    @Test func deepPhasesAreRefined() {
        let network = SampleNetworks.chain([
            ([[1], [-1]], [0, 0]), ([[1, 1]], [-1.25]), ([[1]], [0]),
        ])
        let query = SampleQueries.box(
            network, lower: [-1], upper: [1], unsafe: [[]], decisions: SampleQueries.pattern(2))
        #expect(root(query).subproblem.isEmpty)
    }

    /// No point of the region is lost: neither from the root's box and bounds, nor from a part of it that is clipped again.
    @Test(arguments: 0..<120) func keepsEveryPointOfTheRegion(seed: Int) {
        let query = SampleQueries.randomPattern(seed: seed)
        let root = root(query)
        let start = root.subproblem
        var random = SeededNumbers(seed: seed)
        let problem = query.cases[0]
        for _ in 0..<60 {
            let point = zip(problem.box.lower, problem.box.upper).map {
                $0 + ($1 - $0) * Rational(Int.random(in: 0...8, using: &random)) / 8
            }
            guard query.regionContains(point, case: 0) else { continue }
            #expect(!start.isEmpty, "seed \(seed)")
            expect(start, contains: point, seed)
            for (z, (low, high)) in zip(
                query.graph.preActivations(at: point), zip(start.neuronLower, start.neuronUpper))
            {
                #expect(low.isInfinite || Rational(weight: low) <= z, "seed \(seed)")
                #expect(high.isInfinite || Rational(weight: high) >= z, "seed \(seed)")
            }
            var part = start
            for (i, x) in point.enumerated() where Bool.random(using: &random) {
                let value = x.double(.nearest)
                if Bool.random(using: &random) {
                    part.lower[i] = max(part.lower[i], value.nextDown)
                } else {
                    part.upper[i] = min(part.upper[i], value.nextUp)
                }
            }
            root.clipping.clip(&part, passes: 2)
            #expect(!part.isEmpty, "seed \(seed)")
            expect(part, contains: point, seed)
        }
    }

    private func expect(_ box: Subproblem, contains point: [Rational], _ seed: Int) {
        for (x, (low, high)) in zip(point, zip(box.lower, box.upper)) {
            #expect(Rational(weight: low) <= x && x <= Rational(weight: high), "seed \(seed)")
        }
    }
}
