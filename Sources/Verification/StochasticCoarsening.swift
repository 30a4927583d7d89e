import Contexts
import Foundation
package import Patterns
import Searching

/// STOCHCOARSEN: keeps each neuron of a pattern with some probability, and goes on from what still verifies.
///
/// Requires  a claim; a pattern under which it can be proved.
/// Returns   the last pattern under which it was proved. Not minimal.
/// Method    a sample keeps each neuron with probability theta, on its own. When the claim holds under it the search goes on
///           from it; otherwise another sample is drawn. With a wanted size s theta is e^(-1/s), and the method ends at that
///           size. Without one theta = sigmoid(lambda) follows the answers, so that one sample in e succeeds: lambda moves by
///           -step * (V - 1/e).
/// Guarantee the claim was proved under the pattern returned: it is never the sample that failed, as it is in the pseudo-code
///           when that is small enough.
/// Cost      one quick call per sample, by bounds and contraction alone: two samples of three are to fail, and a search or an
///           attack that ends in "undecided" takes ten times as long to say no.
/// Reference Geng et al., Learning Minimal Neural Specifications, NeuS 2025, algorithm 3, after Liang, Tripp and Naik, Learning
///           Minimal Abstractions, POPL 2011.
package struct StochasticCoarsening {
    private let oracle: PatternOracle
    private let size: Int?
    private let samples: Int
    private let seed: Int
    private static let step = 0.5
    /// sigmoid(3) is about 0.95.
    private static let start = 3.0
    /// Beyond, nearly nothing is dropped.
    private static let most = 7.0

    /// `size` is the wanted size, `nil` for as small as `samples` samples get.
    package init(_ oracle: PatternOracle, size: Int?, samples: Int, seed: Int) {
        self.oracle = oracle
        self.size = size
        self.samples = samples
        self.seed = seed
    }

    package func run(_ start: ActivationPattern) -> Result<MinimisedPattern, UnverifiedStart> {
        if let unverified = UnverifiedStart(oracle.ask(start)) { return .failure(unverified) }
        var result = MinimisedPattern(start: start)
        let slacks = PatternSlacks(oracle.query(under: start))
        result.implied = start.neurons.filter { slacks.isImplied($0) }
        for neuron in result.implied { result.pattern[neuron] = .any }
        var random = RandomNumbers(seed: seed)
        var lambda = Self.start
        for _ in 0..<samples where result.pattern.size > size ?? 0 {
            if let cause = oracle.stop {
                result.stop = cause
                break
            }
            let theta = size.map { exp(-1 / Double(max($0, 1))) } ?? 1 / (1 + exp(-lambda))
            let kept = result.pattern.neurons.filter { _ in Double.random(in: 0..<1, using: &random) < theta }
            guard kept.count < result.pattern.size else { continue }
            let sample = result.pattern.restricted(to: NeuronSet(kept, capacity: start.neuronCount))
            let isVerified = oracle.askQuickly(sample, nodes: 1).isVerified
            if isVerified { result.pattern = sample }
            lambda = min(Self.most, lambda - Self.step * ((isVerified ? 1 : 0) - exp(-1)))
        }
        for neuron in result.pattern.neurons { result.necessity[neuron] = .untried }
        return .success(result)
    }
}
