import Bounds
import Contexts
import Exact
import Networks
import Properties
import Queries
import Searching
import TestSupport
import Testing

/// Searches of regions with patterns, on networks deep enough that phases of late layers bound early ones.
@Suite struct PatternSearchTests {
    /// A query with a known violation: the pattern holds phases of a point, and the point's output is unsafe.
    private func violatedQuery(seed: Int, inputs: Int = 2) -> (query: Query, point: [Rational]) {
        var random = SeededNumbers(seed: seed)
        let network = SampleNetworks.random(widths: [inputs, 6, 6, 6, 2], weights: 2, &random)
        let graph = AffineReLUGraph(network)
        let point = (0..<inputs).map { _ in Rational(weight: random.eighths(1)) }
        let values = graph.values(at: point)
        let pattern = graph.reluNodes.flatMap { node -> [PhaseDecision] in
            guard case .relu(let source, let first) = graph.nodes[node].kind else { return [] }
            return values[source].indices.filter { _ in random.eighths(1) > -0.25 }.map {
                PhaseDecision(neuron: first.index + $0, isActive: values[source][$0] > .zero)
            }
        }
        let output = values[graph.output]
        let query = SampleQueries.box(
            network, lower: point.map { _ in -1 }, upper: point.map { _ in 1 },
            unsafe: [[SampleQueries.output([1, -1], atMost: output[0] - output[1])]], decisions: pattern)
        return (query, point)
    }

    /// A bound that was read off at a hidden layer once clipped the box as if it were the input's: the violation was cut off,
    /// and a false claim about a mined pattern proved.
    @Test(arguments: 0..<150) func aKnownViolationIsNeverSearchedAway(seed: Int) {
        let (query, _) = violatedQuery(seed: seed)
        for splitting in [Splitting.inputs, .phases] {
            var statistics = Statistics()
            let limits = Limits(nodes: 300)
            let search = BranchAndBound(
                graph: PreparedGraph(query.graph), query: query, splitting: splitting,
                context: Context(limits: limits)
            ) { _, _ in nil }
            if case .closed = search.run(&statistics) {
                Issue.record("seed \(seed): closed by splitting \(splitting)")
            }
        }
    }

    @Test(arguments: 0..<150) func contractionNeverClosesAKnownViolation(seed: Int) {
        let (query, _) = violatedQuery(seed: seed, inputs: 2 + seed % 3)
        let graph = PreparedGraph(query.graph)
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        let root = CaseRoot(query.cases[0], bounds: bounds, neuronCount: graph.neuronCount).subproblem
        #expect(!root.isEmpty)
        let rows = UnsafeRows(query.cases[0], inputCount: graph.inputCount, outputCount: graph.outputCount)
        var statistics = Statistics()
        let outcome = ContractionSearch(query: query, graph: graph, context: Context()).run(
            root, of: query.cases[0], rows: rows, alternative: 0, nodes: 200, &statistics)
        if case .closed = outcome { Issue.record("seed \(seed): closed") }
    }
}
