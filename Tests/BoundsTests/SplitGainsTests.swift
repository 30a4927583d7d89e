import Bounds
import Networks
import Queries
import TestSupport
import Testing

@Suite struct SplitGainsTests {
    private func gains(_ network: Network, _ lower: [Double], _ upper: [Double], row: [Double]) -> [Double] {
        let graph = PreparedGraph(AffineReLUGraph(network))
        var batch = [Subproblem(lower: lower, upper: upper, phases: Phases(neuronCount: graph.neuronCount))]
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        bounds.propagate(&batch)
        return bounds.lowerBounds(
            of: [BoundRow(subproblem: 0, row: 0)], coefficients: [RowCoefficients(output: row, input: nil)],
            keepsInputCoefficients: true
        ).inputGains
    }

    private func isNear(_ a: [Double], _ b: [Double]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-9 }
    }

    /// relu(x0 + 2 x1) on [-1, 1]^2: the pre-activation is in [-3, 3]. The lower line loses min(3, 3), which falls by 1/2
    /// per unit of range; the upper one 3 * 3 / 6, by 1/2 - 9 / 36.
    @Test func oneNeuron() {
        let network = SampleNetworks.chain([([[1, 2]], [0]), ([[1]], [0])])
        #expect(isNear(gains(network, [-1, -1], [1, 1], row: [1]), [0.5, 1]))
        #expect(isNear(gains(network, [-1, -1], [1, 1], row: [-1]), [0.25, 0.5]))
        // Stable everywhere: nothing is lost, nothing can be gained.
        #expect(gains(network, [1, 1], [2, 2], row: [-1]) == [0, 0])
    }

    /// relu(relu(x) - 1) on [-2, 2]: the second pre-activation is in [-1, 1], its own loss comes back through the first
    /// neuron's upper line of slope 1/2, to which the coefficient is -1/2 there.
    @Test func twoLayers() {
        let network = SampleNetworks.chain([([[1]], [0]), ([[1]], [-1]), ([[1]], [0])])
        // Outer: |-1| (1/2 - 1/4) = 1/4, times the slope 1/2; inner: |-1/2| (1/2 - 1/4) = 1/8.
        #expect(isNear(gains(network, [-2], [2], row: [-1]), [0.25]))
    }
}
