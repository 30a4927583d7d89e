import Bounds
import Exact
import Networks
import Queries
import TestSupport
import Testing

@Suite struct TightenedRelaxationTests {
    /// y = -relu(x0 + x1) - relu(x0 - x1) over [-1, 1]^2 is at least -2, at (1, x1). Triangles let both be 3 / 2 at (1, 0).
    @Test func closesWhatTrianglesLose() {
        let graph = fork
        let triangle = bound(graph, .triangle)
        let tightened = bound(graph, .tightened)
        #expect(abs(triangle + 3) < 1e-6)
        #expect(tightened > -2.1 && tightened <= -2)
    }

    /// A row that starts from the lines of another is as tight at once.
    @Test func linesAreGivenOn() throws {
        let graph = fork
        let (bounds, batch) = propagated(graph)
        let optimiser = OptimisedBounds(bounds)
        let parent = optimiser.optimise(
            [task()], coefficients: [row], subproblems: batch, iterations: 30, relaxation: .tightened,
            keepsLines: true)[0]
        let lines = try #require(parent.lines)
        let child = optimiser.optimise(
            [task(start: parent.duals, lines: lines)], coefficients: [row], subproblems: batch, iterations: 0,
            relaxation: .tightened)[0]
        #expect(child.value > -2.2 && child.value <= -2)
    }

    /// Over random networks bounds are sound (OptimisedBoundsTests), and on many of them tighter.
    @Test func gainsOnRandomNetworks() {
        var gained = 0
        for seed in 0..<30 {
            var random = SeededNumbers(seed: seed)
            let graph = PreparedGraph(AffineReLUGraph(SampleNetworks.random(widths: [3, 6, 6, 2], &random)))
            if bound(graph, .tightened) > bound(graph, .triangle) + 0.01 { gained += 1 }
        }
        #expect(gained > 10)
    }

    private var fork: PreparedGraph {
        PreparedGraph(
            AffineReLUGraph(
                SampleNetworks.chain([([[1, 1], [1, -1]], [0, 0]), ([[-1, -1], [0, 0]], [0, 0])])))
    }

    private let row = RowCoefficients(output: [1, 0], input: nil)

    private func task(
        start: OptimisedBounds.Duals? = nil, lines: TightenedRelaxation.Lines? = nil
    ) -> OptimisedBounds.Task {
        OptimisedBounds.Task(row: BoundRow(subproblem: 0, row: 0), target: .infinity, start: start, lines: lines)
    }

    private func propagated(_ graph: PreparedGraph) -> (BatchedBounds, [Subproblem]) {
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        var batch = [
            Subproblem(
                lower: [Double](repeating: -1, count: graph.inputCount),
                upper: [Double](repeating: 1, count: graph.inputCount), phases: Phases(neuronCount: graph.neuronCount))
        ]
        bounds.propagate(&batch)
        return (bounds, batch)
    }

    private func bound(_ graph: PreparedGraph, _ relaxation: OptimisedBounds.Relaxation) -> Double {
        let (bounds, batch) = propagated(graph)
        return OptimisedBounds(bounds).optimise(
            [task()], coefficients: [row], subproblems: batch, iterations: 60, relaxation: relaxation)[0].value
    }
}
