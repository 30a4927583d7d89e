import Contexts
import Networks
import Properties
import Queries
import TestSupport
import Testing
import Verification

extension Query {
    /// The verdict of one engine within `seconds`. Few attack restarts and one thread keep large numbers of queries cheap.
    func verdict(
        _ engine: EngineChoice, seconds: Double = 20, threads: Int = Options().threads,
        attackRestarts: Int = Options().attackRestarts
    ) -> Verdict {
        var options = Options()
        options.engine = engine
        options.threads = threads
        options.attackRestarts = attackRestarts
        let limits = Limits(deadline: .now + .seconds(seconds))
        return Verifier(query: self, context: Context(options: options, limits: limits)).run().verdict
    }
}

extension Verdict {
    /// Whether the property is refuted; `nil` when there is no answer.
    var isViolated: Bool? {
        switch self {
        case .holds: false
        case .violated: true
        case .unknown: nil
        }
    }
}

extension Claim {
    /// Whether the claim is refuted; `nil` when there is no answer. A counterexample must be one by the claim itself:
    /// in the region, which in the plane is geometry, and unsafe in exact arithmetic.
    func isViolated(on network: Network, _ engine: EngineChoice, seconds: Double = 20) throws -> Bool? {
        let verdicts = try Query.lowered(network: network, claim: self).queries.map { query in
            let verdict = query.verdict(engine, seconds: seconds, threads: 1)
            if case .violated(let witness) = verdict { expectValid(witness, network) }
            return verdict.isViolated
        }
        if verdicts.contains(true) { return true }
        return verdicts.allSatisfy { $0 == false } ? false : nil
    }

    private func expectValid(_ witness: Witness, _ network: Network) {
        let layers = network.reluLayers
        let elements = observed.compactMap { neuron in
            layers.layer(of: neuron.neuron).map {
                TensorElement(
                    value: neuron.side == .preActivation ? $0.preActivation : $0.activation,
                    index: neuron.neuron - $0.firstNeuron)
            }
        }
        let reading = network.reading(elements, at: witness.exactInput)
        #expect(unsafe.isMet(input: witness.exactInput, output: reading.output + reading.elements))
        if network.inputCount == 2 { #expect(region.containsInPlane(witness.exactInput), "\(witness.exactInput)") }
    }
}
