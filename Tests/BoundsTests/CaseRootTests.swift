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

    /// On the box [0, 1]^3 with x0 + x1 + x2 <= 1 the greatest of a weighted sum is the greatest weight, or 0. A second row
    /// x0 <= x1 leaves half of the first weight to x0.
    @Test func regionRowsAreMultipliers() {
        let network = SampleNetworks.chain([
            ([[4, 1, 2], [-1, -1, -1]], [-3, 2]), ([[1, 1]], [0]),
        ])
        func least(_ rows: [LinearRow], _ row: RowCoefficients) -> Double {
            let query = SampleQueries.box(
                network, lower: [0, 0, 0], upper: [1, 1, 1], unsafe: [[]], regionRows: rows)
            let bounds = BatchedBounds(graph: PreparedGraph(query.graph), capacity: 1)
            var batch = [CaseRoot(query.cases[0], bounds: bounds, neuronCount: 2).subproblem]
            bounds.propagate(&batch)
            return bounds.lowerBounds(of: [BoundRow(subproblem: 0, row: 0)], coefficients: [row]).values[0]
        }
        func isNear(_ a: Double, _ b: Double) -> Bool { a <= b && a > b - 1e-9 }
        let simplex = SampleQueries.input([1, 1, 1], atMost: 1)
        let weights = RowCoefficients(output: [0], input: [-4, -1, -2])
        #expect(isNear(least([simplex], weights), -4))
        #expect(isNear(least([simplex], RowCoefficients(output: [0], input: [4, 1, 2])), 0))
        #expect(isNear(least([simplex, SampleQueries.input([1, -1, 0], atMost: 0)], weights), -2.5))
        // relu(4 x0 + x1 + 2 x2 - 3) + 2 - x0 - x1 - x2: the first neuron is at most 1 here, and 4 on the whole box.
        #expect(least([simplex], RowCoefficients(output: [-1], input: nil)) > -3.01)
        #expect(least([], RowCoefficients(output: [-1], input: nil)) < -3.5)
    }

    /// Plain and optimised bounds of rows on a region are met by every point of it.
    @Test(arguments: 0..<120) func boundsHoldOnTheRegion(seed: Int) {
        let query = SampleQueries.randomPattern(seed: seed)
        let problem = query.cases[0]
        let bounds = BatchedBounds(graph: PreparedGraph(query.graph), capacity: 1)
        var batch = [CaseRoot(problem, bounds: bounds, neuronCount: query.graph.neuronCount).subproblem]
        bounds.propagate(&batch)
        if bounds.isEmpty[0] { return }
        let rows = UnsafeRows(problem, inputCount: query.graph.inputCount, outputCount: query.graph.outputCount)
        let requests = rows.coefficients.indices.map { BoundRow(subproblem: 0, row: $0) }
        let plain = bounds.lowerBounds(of: requests, coefficients: rows.coefficients).values
        let optimised = OptimisedBounds(bounds).optimise(
            requests.map { OptimisedBounds.Task(row: $0, target: .infinity, start: nil) },
            coefficients: rows.coefficients, subproblems: batch, iterations: 8)
        var random = SeededNumbers(seed: seed)
        for _ in 0..<60 {
            let point = zip(problem.box.lower, problem.box.upper).map {
                $0 + ($1 - $0) * Rational(Int.random(in: 0...8, using: &random)) / 8
            }
            guard query.regionContains(point, case: 0) else { continue }
            let output = query.graph.output(at: point)
            for (row, coefficients) in rows.coefficients.enumerated() {
                var value = zip(coefficients.output, output).reduce(Rational.zero) {
                    $0 + Rational(weight: $1.0) * $1.1
                }
                for (c, x) in zip(coefficients.input ?? [], point) { value += Rational(weight: c) * x }
                #expect(Rational(weight: plain[row]) <= value, "seed \(seed)")
                #expect(Rational(weight: optimised[row].value) <= value, "seed \(seed)")
            }
        }
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
