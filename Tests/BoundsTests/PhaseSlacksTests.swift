import Bounds
import Networks
import Properties
import Queries
import TestSupport
import Testing

@Suite struct PhaseSlacksTests {
    private func slacks(
        _ network: Network, _ lower: [Double], _ upper: [Double], _ pattern: [PhaseDecision]
    ) -> [Double] {
        let graph = PreparedGraph(AffineReLUGraph(network))
        let phases = Phases(pattern, neuronCount: graph.neuronCount)
        return PhaseSlacks.slacks(
            of: Subproblem(lower: lower, upper: upper, phases: phases), BatchedBounds(graph: graph, capacity: 1))
    }

    /// relu(x), then relu(relu(x) - 3), on [-1, 2]: the second neuron is inactive whatever the pattern says; the first reaches
    /// 2 beyond 0 when it is wanted inactive, and 1 when it is wanted active.
    @Test func aPhaseThatTheBoxImpliesHasNone() {
        let ramp = SampleNetworks.chain([([[1]], [0]), ([[1]], [-3]), ([[1]], [0])])
        let inactive = slacks(ramp, [-1], [2], SampleQueries.pattern(~0, ~1))
        #expect(abs(inactive[0] - 2) < 1e-9 && inactive[1] == 0)
        let active = slacks(ramp, [-1], [2], SampleQueries.pattern(0))
        #expect(abs(active[0] - 1) < 1e-9 && active[1] == 0)
    }

    /// The phase of an earlier neuron implies that of a later one: with relu(x) = 0 the second is at -1/2.
    @Test func anEarlierPhaseImpliesALaterOne() {
        let network = SampleNetworks.chain([([[1]], [0]), ([[1]], [-0.5]), ([[1]], [0])])
        #expect(slacks(network, [-1], [2], SampleQueries.pattern(~0, ~1))[1] == 0)
        #expect(slacks(network, [-1], [2], SampleQueries.pattern(~1))[1] > 1)
    }
}
