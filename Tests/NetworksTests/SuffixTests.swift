import Exact
import Networks
import TestSupport
import Testing

@Suite struct SuffixTests {
    /// The layers behind a ReLU node give the network's outputs at the node's values; elements left out are 0 there.
    @Test(arguments: 0..<20) func aSuffixContinuesTheNetwork(seed: Int) throws {
        let graph = SampleNetworks.randomGraph([2, 4, 3, 3, 2], seed: seed)
        let values = graph.values(at: [Rational(1) / 2, Rational(-3) / 8])
        for (k, node) in graph.reluNodes.enumerated() {
            let kept = values[node].indices.filter { values[node][$0] != .zero }
            let (suffix, firstNeuron) = try #require(graph.suffix(behind: node, keeping: kept))
            #expect(suffix.output(at: kept.map { values[node][$0] }) == values[graph.output])
            #expect(firstNeuron == [4, 7, 10][k] && suffix.neuronCount == graph.neuronCount - firstNeuron)
        }
    }

    /// A branch that passes the node by makes a suffix impossible.
    @Test func aBranchAroundTheNodeForbidsIt() {
        let graph = AffineReLUGraph(SampleNetworks.residual)
        let node = graph.reluNodes[0]
        #expect(graph.suffix(behind: node, keeping: [0]) == nil)
    }
}
