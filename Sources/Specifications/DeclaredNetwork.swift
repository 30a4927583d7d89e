package import Networks
package import Properties
package import SpecReading

/// A network with what a spec file says about it.
package final class DeclaredNetwork: Sendable {
    /// The path as it was opened.
    package let path: String
    package let network: Network
    /// Whether the largest or the smallest output is the class.
    package let decision: NetworkNode.Decision
    package let inputNames: [String]?
    package let outputNames: [String]?
    package let units: InputUnits?
    /// The intervals of `domain:`, in the network's own units.
    package let domain: Box?
    package let semantics: NetworkNode.Semantics
    /// The ReLU layers, in order.
    package let layers: [ReLULayer]
    /// Where the spec file names it.
    package let span: Span

    init(
        path: String, network: Network, decision: NetworkNode.Decision, inputNames: [String]?, outputNames: [String]?,
        units: InputUnits?, domain: Box?, semantics: NetworkNode.Semantics, span: Span
    ) {
        self.path = path
        self.network = network
        self.decision = decision
        self.inputNames = inputNames
        self.outputNames = outputNames
        self.units = units
        self.domain = domain
        self.semantics = semantics
        self.span = span
        layers = network.reluLayers
    }

    package var inputCount: Int { network.inputCount }
    package var outputCount: Int { network.outputCount }
    var inputShape: TensorShape { network[network.input].shape }
    var outputShape: TensorShape { network[network.output].shape }

    /// `rho`, or `x[3]`.
    package func inputName(_ index: Int) -> String { inputNames?[index] ?? "x[\(index)]" }

    /// `COC`, or `y[0]`.
    package func outputName(_ index: Int) -> String { outputNames?[index] ?? "y[\(index)]" }

    /// The name of a class for a sentence: `COC`, or `3`.
    package func className(_ index: Int) -> String { outputNames?[index] ?? String(index) }

    /// The class chosen at an output, when one is strictly best; `nil` for a tie or NaN.
    package func strictDecision(_ output: [Float]) -> Int? {
        let scores = decision == .argmax ? output : output.map { -$0 }
        guard let best = scores.max(), let index = scores.firstIndex(of: best) else { return nil }
        let isStrict = scores.indices.allSatisfy { $0 == index || scores[$0] < best }
        return isStrict ? index : nil
    }
}
