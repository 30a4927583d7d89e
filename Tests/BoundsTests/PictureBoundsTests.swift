import Bounds
import Exact
import Networks
import Queries
import TestSupport
import Testing

/// Bounds over convolutions and piecewise-linear operators against exact arithmetic.
@Suite struct PictureBoundsTests {
    /// Every exact value of every node at every sampled point lies inside its bounds, refined or not.
    @Test(arguments: 0..<80) func exactValuesLieInside(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.randomPictures(steps: 5, &random)
        let graph = AffineReLUGraph(network)
        let prepared = PreparedGraph(graph)
        let lower = random.eighths(1, count: network.inputCount)
        let upper = lower.map { $0 + abs(random.eighths(1)) }
        let table = (0..<graph.outputCount).flatMap { j in
            [1.0, -1.0].map { sign in
                RowCoefficients(output: (0..<graph.outputCount).map { $0 == j ? sign : 0 }, input: nil)
            }
        }
        let requests = table.indices.map { BoundRow(subproblem: 0, row: $0) }
        var found: [(nodes: NodeBounds, rows: [Double])] = []
        for effort in [BatchedBounds.Effort.intervals, .forward, .backward] {
            let bounds = BatchedBounds(graph: prepared, capacity: 1)
            var root = [Subproblem(lower: lower, upper: upper, phases: Phases(neuronCount: graph.neuronCount))]
            bounds.propagate(&root, effort: effort)
            found.append((bounds.nodeBounds(of: 0), bounds.lowerBounds(of: requests, coefficients: table).values))
            let optimiser = OptimisedBounds(bounds)
            let tasks = requests.prefix(optimiser.capacity).map {
                OptimisedBounds.Task(row: $0, target: .infinity, start: nil)
            }
            let values = optimiser.optimise(tasks, coefficients: table, subproblems: root, iterations: 5).map(\.value)
            found.append((bounds.nodeBounds(of: 0), values))
        }
        for _ in 0..<8 {
            let point = zip(lower, upper).map { low, high in
                Rational(weight: low + (high - low) * Double(Int.random(in: 0...8, using: &random)) / 8)
            }
            let values = graph.values(at: point)
            for (nodes, rows) in found {
                for (node, elements) in values.enumerated() {
                    for (i, value) in elements.enumerated() {
                        #expect(Rational(weight: nodes.lower[node][i]) <= value)
                        #expect(value <= Rational(weight: nodes.upper[node][i]))
                    }
                }
                for (row, bound) in zip(table, rows) {
                    let value = zip(row.output, values[graph.output]).reduce(Rational.zero) {
                        $0 + Rational(weight: $1.0) * $1.1
                    }
                    #expect(Rational(weight: bound) <= value)
                }
            }
        }
    }

    /// Weights that are no eighths, so that every product is rounded: the intervals of a convolution hold the exact ones.
    @Test(arguments: 0..<30) func roundingIsCovered(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.randomPictures(steps: 2, &random)
        let graph = AffineReLUGraph(network)
        let lower = (0..<network.inputCount).map { _ in Double.random(in: -1...1, using: &random) / 3 }
        let upper = lower.map { $0 + Double.random(in: 0...1, using: &random) / 7 }
        let prepared = PreparedGraph(graph)
        let bounds = BatchedBounds(graph: prepared, capacity: 1)
        var root = [Subproblem(lower: lower, upper: upper, phases: Phases(neuronCount: graph.neuronCount))]
        bounds.propagate(&root, effort: .intervals)
        let (mine, exact) = (bounds.nodeBounds(of: 0), graph.intervalBounds(lower: lower, upper: upper))
        for node in graph.nodes.indices {
            for i in mine.lower[node].indices {
                #expect(mine.lower[node][i] <= exact.lower[node][i].nextUp)
                #expect(mine.upper[node][i] >= exact.upper[node][i].nextDown)
            }
        }
    }
}
