import Bounds
import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing

@Suite struct ContractionTests {
    /// y = relu(relu(x) - 3) on [-1, 10].
    private static let ramp = SampleNetworks.chain([([[1]], [0]), ([[1]], [-3]), ([[1]], [0])])

    private func contracted(
        _ network: Network, _ lower: [Double], _ upper: [Double], pattern: [PhaseDecision] = [],
        met: [Contraction.Demand] = []
    ) -> Subproblem {
        let graph = PreparedGraph(AffineReLUGraph(network))
        var subproblem = Subproblem(
            lower: lower, upper: upper, phases: Phases(pattern, neuronCount: graph.neuronCount))
        Contraction(graph: graph).contract(&subproblem, met: met, sweeps: 10)
        return subproblem
    }

    private func isJustOutside(_ value: Double, _ exact: Double, below: Bool) -> Bool {
        (below ? value <= exact : value >= exact) && abs(value - exact) < 1e-9
    }

    /// The second neuron is inactive: relu(x) <= 3, so x <= 3; nothing is known from below.
    @Test("Subtlety 17: a fixed neuron cuts what is before it, back to the input") func aLatePhaseBoundsTheInput() {
        let found = contracted(Self.ramp, [-1], [10], pattern: SampleQueries.pattern(~1))
        #expect(found.lower == [-1] && isJustOutside(found.upper[0], 3, below: false))
        #expect(isJustOutside(found.neuronUpper[0], 3, below: false) && !found.isEmpty && found.isContracted)
    }

    /// The second neuron is active: relu(x) >= 3 > 0, so x >= 3.
    @Test func anActivePhaseGoesThroughTheReLU() {
        let found = contracted(Self.ramp, [-1], [10], pattern: SampleQueries.pattern(1))
        #expect(found.upper == [10] && isJustOutside(found.lower[0], 3, below: true))
    }

    /// y <= 2 with both neurons open: relu(x) - 3 <= 2.
    @Test func aRowOfThePropertyBoundsTheInput() {
        let row = RowCoefficients(output: [1], input: nil)
        let found = contracted(Self.ramp, [-1], [10], met: [Contraction.Demand(row, atMost: 2)])
        #expect(isJustOutside(found.upper[0], 5, below: false))
    }

    @Test func phasesThatContradictEachOtherThroughALayer() {
        #expect(contracted(Self.ramp, [-1], [10], pattern: SampleQueries.pattern(~0, 1)).isEmpty)
        #expect(!contracted(Self.ramp, [-1], [10], pattern: SampleQueries.pattern(~0, ~1)).isEmpty)
    }

    /// Where x + z = y on a residual network, the range of z says what x can be.
    @Test func branchesAreContractedTogether() {
        let row = RowCoefficients(output: [1], input: nil)
        let whole = contracted(SampleNetworks.residual, [-1], [1])
        let found = contracted(SampleNetworks.residual, [-1], [1], met: [Contraction.Demand(row, atMost: 0)])
        #expect(!found.isEmpty && found.upper[0] <= whole.upper[0] && found.lower == [-1])
    }

    /// A point that follows the pattern and meets the row stays in, whatever the network: in exact arithmetic.
    @Test(arguments: 0..<150) func noPointIsLost(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network =
            switch seed % 3 {
            case 0: NetworkSketch.random(&random)
            case 1: NetworkSketch.randomPictures(steps: 3, &random)
            default: SampleNetworks.random(widths: [3, 5, 4, 4, 2], weights: 2, &random)
            }
        let graph = AffineReLUGraph(network)
        let lower = (0..<graph.inputCount).map { _ in random.eighths(1) }
        let upper = lower.map { $0 + abs(random.eighths(2)) }
        let point = zip(lower, upper).map { low, high in
            Rational(weight: low) + Rational(weight: high - low) * Rational(Int.random(in: 0...8, using: &random)) / 8
        }
        let values = graph.values(at: point)
        let preActivations = graph.reluNodes.flatMap { node -> [Rational] in
            guard case .relu(let source, _) = graph.nodes[node].kind else { return [] }
            return values[source]
        }
        let pattern = preActivations.indices.filter { _ in Bool.random(using: &random) }.map {
            PhaseDecision(neuron: $0, isActive: preActivations[$0] > .zero)
        }
        let row = RowCoefficients(
            output: (0..<graph.outputCount).map { _ in random.eighths(1) },
            input: (0..<graph.inputCount).map { _ in random.eighths(1) })
        let reached =
            zip(row.output, values[graph.output]).reduce(Rational.zero) { $0 + Rational(weight: $1.0) * $1.1 }
            + zip(row.input ?? [], point).reduce(Rational.zero) { $0 + Rational(weight: $1.0) * $1.1 }
        let found = contracted(
            network, lower, upper, pattern: pattern,
            met: [Contraction.Demand(row, atMost: reached.double(.up))])
        #expect(!found.isEmpty)
        for (i, x) in point.enumerated() {
            #expect(Rational(weight: found.lower[i]) <= x && x <= Rational(weight: found.upper[i]))
        }
        for (neuron, z) in preActivations.enumerated() {
            #expect(found.neuronLower[neuron] <= z.double(.up) && z.double(.down) <= found.neuronUpper[neuron])
        }
    }

    /// Bounds read off at hidden layers on the root of a pattern hold the outputs of the pattern's points.
    @Test(arguments: 0..<60) func boundsReadOffAtHiddenLayersAreSound(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = SampleNetworks.random(widths: [2, 4, 3, 3, 2], weights: 2, &random)
        let graph = AffineReLUGraph(network)
        let prepared = PreparedGraph(graph)
        let point = [Rational(1) / 8, Rational(3) / 8]
        let values = graph.values(at: point)
        let pattern = graph.reluNodes.flatMap { node -> [PhaseDecision] in
            guard case .relu(let source, let first) = graph.nodes[node].kind else { return [] }
            return values[source].indices.filter { _ in random.eighths(1) > -0.5 }.map {
                PhaseDecision(neuron: first.index + $0, isActive: values[source][$0] > .zero)
            }
        }
        let query = SampleQueries.box(network, lower: [-1, -1], upper: [1, 1], unsafe: [[]], decisions: pattern)
        let bounds = BatchedBounds(graph: prepared, capacity: 1)
        var batch = [CaseRoot(query.cases[0], bounds: bounds, neuronCount: prepared.neuronCount).subproblem]
        #expect(!batch[0].isEmpty)
        bounds.propagate(&batch)
        for sign in [1.0, -1] {
            let row = RowCoefficients(output: [sign, 0], input: nil)
            let bound = bounds.lowerBounds(of: [BoundRow(subproblem: 0, row: 0)], coefficients: [row]).values[0]
            #expect(Rational(weight: bound) <= Rational(weight: sign) * values[graph.output][0])
            let scores = bounds.neuronScores(of: row, subproblem: 0)
            #expect(scores.count == prepared.neuronCount && scores.allSatisfy { $0 >= 0 })
        }
    }
}
