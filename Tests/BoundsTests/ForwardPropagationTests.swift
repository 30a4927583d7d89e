import Bounds
import Exact
import Kernels
import Networks
import Queries
import TestSupport
import Testing

@Suite struct ForwardPropagationTests {
    /// Bounds of all nodes on one box without backward rows.
    private func bounds(_ network: Network, lower: [Double], upper: [Double]) -> NodeBounds {
        let graph = PreparedGraph(AffineReLUGraph(network))
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        var root = [Subproblem(lower: lower, upper: upper, phases: Phases(neuronCount: graph.neuronCount))]
        bounds.propagate(&root, effort: .forward)
        return bounds.nodeBounds(of: 0)
    }

    /// x - x through two neurons that are active: intervals say [-1, 1], forms that it is 0.
    @Test func formsKnowThatInputsCancel() {
        var sketch = NetworkSketch(inputs: 1)
        let pair = sketch.affine(0, [[1], [1]], bias: [3, 3])
        sketch.affine(sketch.relu(pair), [[1, -1]], bias: [0.5])
        let found = bounds(sketch.network, lower: [-1], upper: [1])
        let output = found.lower.count - 1
        #expect(found.lower[output][0] <= 0.5 && found.lower[output][0] > 0.5 - 1e-12)
        #expect(found.upper[output][0] >= 0.5 && found.upper[output][0] < 0.5 + 1e-12)
    }

    /// y = ReLU(x) on [-1, 3] is within [3/4 x, 3/4 x + 3/4], and x - y = x/4 - [0, 3/4] within [-1, 3/4].
    @Test func bandOfAnUnstableNeuron() {
        var sketch = NetworkSketch(inputs: 1)
        let pair = sketch.affine(0, [[1], [1]], bias: [0, 8])
        // The second neuron is active: it hands x + 8 on.
        sketch.affine(sketch.relu(pair), [[-1, 1]], bias: [-8])
        let found = bounds(sketch.network, lower: [-1], upper: [3])
        let output = found.lower.count - 1
        #expect(abs(found.lower[output][0] + 1) < 1e-10 && found.lower[output][0] <= -1)
        #expect(abs(found.upper[output][0] - 0.75) < 1e-10 && found.upper[output][0] >= 0.75)
    }

    /// A decided phase that no input of the box follows is found by forms where intervals see nothing.
    @Test func formsFindEmptiness() {
        var sketch = NetworkSketch(inputs: 1)
        let pair = sketch.affine(0, [[1], [1]], bias: [3, 3])
        let difference = sketch.affine(sketch.relu(pair), [[1, -1]], bias: [0.5])
        sketch.affine(sketch.relu(difference), [[1]], bias: nil)
        let graph = PreparedGraph(AffineReLUGraph(sketch.network))
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        var box = Subproblem(lower: [-1], upper: [1], phases: Phases(neuronCount: 3))
        box.neuronUpper[2] = 0
        var batch = [box]
        bounds.propagate(&batch, effort: .forward)
        #expect(bounds.isEmpty == [true])
    }

    /// Values of all nodes at sampled points lie inside in exact arithmetic, on graphs of any shape.
    @Test(arguments: 0..<80) func exactValuesLieInside(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.random(&random)
        let graph = AffineReLUGraph(network)
        let lower = random.eighths(2, count: 2)
        let upper = lower.map { $0 + abs(random.eighths(2)) }
        let found = bounds(network, lower: lower, upper: upper)
        for _ in 0..<10 {
            let point = zip(lower, upper).map { low, high in
                low + (high - low) * Double(Int.random(in: 0...8, using: &random)) / 8
            }
            for (node, values) in graph.values(at: point.map { Rational(weight: $0) }).enumerated() {
                for (i, value) in values.enumerated() {
                    #expect(Rational(weight: found.lower[node][i]) <= value)
                    #expect(Rational(weight: found.upper[node][i]) >= value)
                }
            }
        }
    }

    /// Bounds with forms are never looser than intervals, and tighter somewhere on networks with depth.
    @Test func formsCutIntervals() {
        var random = SeededNumbers(seed: 11)
        let network = SampleNetworks.random(widths: [2, 12, 12, 12, 2], &random)
        let intervals = AffineReLUGraph(network).intervalBounds(lower: [0, 0], upper: [0.25, 0.25])
        let found = bounds(network, lower: [0, 0], upper: [0.25, 0.25])
        let output = found.lower.count - 1
        for i in 0..<2 {
            let (width, whole) = (
                found.upper[output][i] - found.lower[output][i],
                intervals.upper[output][i] - intervals.lower[output][i]
            )
            #expect(width < 0.5 * whole)
        }
    }

    /// A batch gives each subproblem the bounds it has alone.
    @Test func batchingChangesNothing() {
        var random = SeededNumbers(seed: 3)
        let graph = PreparedGraph(AffineReLUGraph(SampleNetworks.random(widths: [2, 9, 9, 2], &random)))
        let starts = (0..<5).map { _ in random.eighths(1, count: 2) }
        func run(_ group: [[Double]]) -> [NodeBounds] {
            let bounds = BatchedBounds(graph: graph, capacity: group.count)
            var boxes = group.map {
                Subproblem(lower: $0, upper: $0.map { $0 + 0.5 }, phases: Phases(neuronCount: graph.neuronCount))
            }
            bounds.propagate(&boxes, effort: .forward)
            return group.indices.map { bounds.nodeBounds(of: $0) }
        }
        for (a, b) in zip(run(starts), starts.flatMap { run([$0]) }) {
            for (x, y) in zip(a.lower.joined(), b.lower.joined()) { #expect(abs(x - y) < 1e-12) }
            for (x, y) in zip(a.upper.joined(), b.upper.joined()) { #expect(abs(x - y) < 1e-12) }
        }
    }

    /// Networks with many inputs do without.
    @Test func manyInputsHaveNoForms() {
        var random = SeededNumbers(seed: 1)
        #expect(!PreparedGraph(AffineReLUGraph(SampleNetworks.random(widths: [40, 3, 1], &random))).hasForwardBounds)
        #expect(PreparedGraph(AffineReLUGraph(SampleNetworks.random(widths: [2, 3, 1], &random))).hasForwardBounds)
    }
}
