import Bounds
import Exact
import Networks
import Queries
import TestSupport
import Testing

@Suite struct BatchedBoundsTests {
    /// Bounds of all outputs of one network over one box.
    private func outputBounds(
        _ network: Network, lower: [Double], upper: [Double], refine: Bool = true
    ) -> (lower: [Double], upper: [Double]) {
        let graph = PreparedGraph(AffineReLUGraph(network))
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        var root = [Subproblem(lower: lower, upper: upper, phases: Phases(neuronCount: graph.neuronCount))]
        bounds.propagate(&root, effort: refine ? .backward : .intervals)
        var table: [RowCoefficients] = []
        for j in 0..<graph.outputCount {
            for sign in [1.0, -1.0] {
                var row = [Double](repeating: 0, count: graph.outputCount)
                row[j] = sign
                table.append(RowCoefficients(output: row, input: nil))
            }
        }
        let requests = table.indices.map { BoundRow(subproblem: 0, row: $0) }
        let values = bounds.lowerBounds(of: requests, coefficients: table).values
        return (
            stride(from: 0, to: values.count, by: 2).map { values[$0] },
            stride(from: 1, to: values.count, by: 2).map { -values[$0] }
        )
    }

    @Test func absoluteValueOnUnitInterval() {
        // Triangle at [-1, 1]: y <= 1, and the lower relaxation y >= z of both neurons cancels to 0.
        let (lower, upper) = outputBounds(SampleNetworks.absolute, lower: [-1], upper: [1])
        #expect(abs(upper[0] - 1) < 1e-12 && upper[0] >= 1)
        #expect(lower[0] <= 0 && lower[0] > -1e-12)
    }

    @Test func stableNetworkIsExact() {
        let (lower, upper) = outputBounds(SampleNetworks.absolute, lower: [1], upper: [2])
        #expect(abs(lower[0] - 1) < 1e-12 && abs(upper[0] - 2) < 1e-12)
        #expect(lower[0] <= 1 && upper[0] >= 2)
    }

    @Test func residualBranchesAreAdded() {
        let (lower, upper) = outputBounds(SampleNetworks.residual, lower: [0.5], upper: [1])
        #expect(lower[0] <= 1 && lower[0] > 1 - 1e-12)
        #expect(upper[0] >= 2 && upper[0] < 2 + 1e-12)
    }

    /// Every exact value at every sampled point lies inside the bounds, in exact arithmetic.
    @Test(arguments: 0..<60) func exactValuesLieInside(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let depth = Int.random(in: 1...4, using: &random)
        let widths =
            (0...depth).map { _ in Int.random(in: 1...9, using: &random) } + [Int.random(in: 1...3, using: &random)]
        let network = SampleNetworks.random(widths: widths, &random)
        let lower = (0..<widths[0]).map { _ in random.eighths(1) }
        let upper = lower.map { $0 + abs(random.eighths(1)) }
        let tight = outputBounds(network, lower: lower, upper: upper)
        let loose = outputBounds(network, lower: lower, upper: upper, refine: false)
        for _ in 0..<40 {
            let point = zip(lower, upper).map { low, high in
                let k = Int.random(in: 0...8, using: &random)
                return low + (high - low) * Double(k) / 8
            }
            let exact = network.output(at: point.map { Rational(weight: $0) })
            for (j, y) in exact.enumerated() {
                for bounds in [tight, loose] {
                    #expect(Rational(weight: bounds.lower[j]) <= y)
                    #expect(Rational(weight: bounds.upper[j]) >= y)
                }
            }
        }
    }

    /// A batch gives each subproblem the bounds it has alone.
    @Test func batchingChangesNothing() {
        var random = SeededNumbers(seed: 5)
        let network = SampleNetworks.random(widths: [3, 20, 20, 2], &random)
        let graph = PreparedGraph(AffineReLUGraph(network))
        let boxes = (0..<7).map { _ in (0..<3).map { _ in random.eighths(1) } }
        let table = [
            RowCoefficients(output: [1, -1], input: nil), RowCoefficients(output: [0, 1], input: [1, 0, -2]),
        ]
        func run(_ group: [[Double]]) -> [Double] {
            let bounds = BatchedBounds(graph: graph, capacity: group.count)
            var subproblems = group.map {
                Subproblem(lower: $0, upper: $0.map { $0 + 0.5 }, phases: Phases(neuronCount: graph.neuronCount))
            }
            bounds.propagate(&subproblems)
            let requests = group.indices.flatMap { b in table.indices.map { BoundRow(subproblem: b, row: $0) } }
            return bounds.lowerBounds(of: requests, coefficients: table).values
        }
        let together = run(boxes)
        let alone = boxes.flatMap { run([$0]) }
        for (a, b) in zip(together, alone) { #expect(abs(a - b) < 1e-10) }
    }

    /// Decided phases cut the bounds, and contradicting ones are found out.
    @Test func phasesCutBounds() {
        let graph = PreparedGraph(AffineReLUGraph(SampleNetworks.absolute))
        let bounds = BatchedBounds(graph: graph, capacity: 2)
        var both = Subproblem(lower: [0.5], upper: [1], phases: Phases(neuronCount: 2))
        both.neuronUpper[0] = 0  // x <= 0 contradicts the box
        var half = Subproblem(lower: [-1], upper: [1], phases: Phases(neuronCount: 2))
        half.neuronLower[0] = 0
        var batch = [both, half]
        bounds.propagate(&batch)
        #expect(bounds.isEmpty == [true, false])
    }
}
