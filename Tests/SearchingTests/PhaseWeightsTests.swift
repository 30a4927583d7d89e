import Bounds
import Exact
import Properties
import Queries
import Searching
import TestSupport
import Testing

@Suite struct PhaseWeightsTests {
    /// Outputs 3 relu(x) + relu(-x) + 0 relu(x + 5) and 0. At x = 1/2 the first neuron is 1/2, with the gradient 3; the second
    /// -1/2, with 1, though it is off; the third has no way to the outputs.
    @Test func weightsByHand() {
        let network = SampleNetworks.chain([([[1], [-1], [1]], [0, 0, 5]), ([[3, 1, 0], [0, 0, 0]], [0, 0])])
        let query = SampleQueries.box(
            network, lower: [-1], upper: [1], unsafe: [[SampleQueries.output([1, -1], atMost: .zero)]])
        let weights = PhaseWeights(PreparedGraph(query.graph))
        #expect(weights.weights(query.cases[0], at: [[0.5]]) == [1.5, 0.5, 0])
        #expect(weights.weights(query.cases[0], at: [[0.5], [-1]]) == [4.5, 1.5, 0])
        #expect(weights.weights(query.cases[0], at: []) == [0, 0, 0])
    }
}
