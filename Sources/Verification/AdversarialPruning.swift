import Contexts
package import Exact
package import Patterns
import Queries

/// OPTADVPRUNE: keeps the neurons of a pattern that adversarial inputs get wrong.
///
/// Requires  a claim; a pattern under which it can be proved.
/// Returns   the pattern restricted to neurons that some adversarial input does not follow, with which the claim was proved.
///           An estimate: neither minimal, nor certain to hold what a minimal pattern needs.
/// Method    an adversarial input is a point of the domain that refutes the claim when no pattern is asked for. They are looked
///           for in balls around given points, a wider ball when all of one width have been used. All neurons of the pattern
///           that an adversarial input does not follow are kept. Then the claim is asked under what is kept; a counterexample
///           to that is an adversarial input too.
/// Guarantee the claim was proved under the pattern returned.
/// Cost      an attack per point, and a call per round.
/// Reference Geng et al., Learning Minimal Neural Specifications, NeuS 2025, algorithm 1.
package struct AdversarialPruning {
    private let oracle: PatternOracle
    /// Points around which adversarial inputs are looked for.
    private let centers: [[Rational]]
    private let radii: [Rational]
    private let attackLimit: Duration
    private let mostRounds: Int

    package init(
        _ oracle: PatternOracle, centers: [[Rational]], radii: [Rational], attackLimit: Duration = .seconds(1),
        mostRounds: Int = 200
    ) {
        self.oracle = oracle
        self.centers = centers
        self.radii = radii
        self.attackLimit = attackLimit
        self.mostRounds = mostRounds
    }

    package func run(_ start: ActivationPattern) -> Result<MinimisedPattern, UnverifiedStart> {
        if let unverified = UnverifiedStart(oracle.ask(start)) { return .failure(unverified) }
        var result = MinimisedPattern(start: start)
        var essential = NeuronSet(capacity: start.neuronCount)
        for (_, active) in oracle.counterexamples {
            essential = essential.union(start.rejections(ofActive: active))
        }
        // A round per radius; after that counterexamples of the candidate itself say what is missing.
        for radius in radii { attack(within: radius, start, &essential) }
        for _ in 0..<mostRounds {
            if let cause = oracle.stop {
                result.stop = cause
                break
            }
            let candidate = start.restricted(to: essential)
            switch oracle.ask(candidate) {
            case .verified:
                result.pattern = candidate
                for neuron in candidate.neurons { result.necessity[neuron] = .untried }
                return .success(result)
            case .refuted(let witness):
                let active = oracle.evaluator.activeNeurons(at: [witness.exactInput])[0]
                let missing = start.rejections(ofActive: active)
                // On the boundary an input may follow all of the pattern in the closed reading only.
                guard !missing.isSubset(of: essential) else { return .success(result) }
                essential = essential.union(missing)
            case .undecided:
                // Half of what is left out comes back, late layers first: their phases say most.
                let rest = start.neurons.filter { !essential.contains($0) }
                if rest.isEmpty { return .success(result) }
                for neuron in rest.suffix((rest.count + 1) / 2) { essential.insert(neuron) }
            }
        }
        for neuron in result.pattern.neurons { result.necessity[neuron] = .untried }
        return .success(result)
    }

    private func attack(within radius: Rational, _ start: ActivationPattern, _ essential: inout NeuronSet) {
        let adversarial = AdversarialInputs(oracle.query, context: oracle.context, attackLimit: attackLimit)
        for center in centers {
            if oracle.stop != nil { return }
            guard let witness = adversarial.near(center, within: radius) else { continue }
            oracle.keep(witness)
            if let active = oracle.counterexamples.last?.active {
                essential = essential.union(start.rejections(ofActive: active))
            }
        }
    }
}
