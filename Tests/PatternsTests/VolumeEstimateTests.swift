import Foundation
import Networks
import Patterns
import Properties
import TestSupport
import Testing

@Suite struct VolumeEstimateTests {
    /// Neurons x0, x1 and, over them, relu(x0) + relu(-x0) - 1 by two more: |x0| - 1.
    private let network = SampleNetworks.chain([
        ([[1, 0], [-1, 0], [0, 1]], [0, 0, 0]), ([[1, 1, 0]], [-1]), ([[1]], [0]),
    ])

    private func log10(_ decisions: Int..., around point: [Double]) -> Double {
        let pattern = ActivationPattern(
            decisions.map { PhaseDecision(neuron: $0 < 0 ? ~$0 : $0, isActive: $0 >= 0) }, neuronCount: 4)
        return VolumeEstimate(network: network, lower: [-4, -4], upper: [4, 4], points: [point]).log10(of: pattern)
    }

    /// The box has 8 x 8; half of it where x1 > 0.
    @Test func waysAlongTheAxes() {
        #expect(abs(log10(around: [2, 2]) - Foundation.log10(64)) < 1e-9)
        #expect(abs(log10(2, around: [2, 2]) - Foundation.log10(32)) < 1e-3)
        #expect(abs(log10(0, 2, around: [2, 2]) - Foundation.log10(16)) < 1e-3)
    }

    /// |x0| > 1 has a hole. From x0 = 2 the whole way down to -4 ends inside, and counts: 8, where there is 6.
    @Test("Subtlety 16: the volume is an estimate along axes, in logarithms; a region with a hole counts as whole")
    func holesAreNotSeen() {
        #expect(abs(log10(3, around: [2, 2]) - Foundation.log10(64)) < 1e-9)
    }
}
