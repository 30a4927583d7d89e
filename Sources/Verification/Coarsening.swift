import Contexts
package import Patterns
import Searching

/// COARSEN: frees one neuron of a pattern after the other, as long as the claim still holds.
///
/// Requires  a claim; a pattern under which it can be proved.
/// Returns   a pattern under which it was proved, and for each neuron kept the reason.
/// Method    decisions that the region and the others imply go first, without a call (``PhaseSlacks``). The rest is tried in
///           an order; a run of neurons whose turn comes together is tried as a whole first, by bounds alone: what holds for
///           a coarser pattern holds for every finer one, so the outcome is that of trying them one by one.
/// Guarantee the claim was proved under the pattern returned. It is minimal, in the order of patterns, when every neuron kept
///           has a counterexample: one met for a finer pattern on the way follows the coarser one too. A neuron kept because
///           a call was undecided is minimal only relative to the verifier and its time.
/// Cost      at most one call per neuron, and as many quick ones.
/// Reference Geng et al., Learning Minimal Neural Specifications, NeuS 2025, algorithm 2.
package struct Coarsening {
    /// In which order neurons are tried.
    package enum Order: Sendable, Hashable {
        /// Those first whose pre-activations reach least beyond 0 without their decision.
        case slack
        /// From the input to the output.
        case layer
        /// Shuffled.
        case random(seed: Int)
    }

    private let oracle: PatternOracle
    private let order: Order
    /// The most subproblems for each alternative when several neurons are tried at once.
    private static let nodes = 4
    /// The most neurons freed at once.
    private static let longestRun = 64

    package init(_ oracle: PatternOracle, order: Order) {
        self.oracle = oracle
        self.order = order
    }

    package func run(_ start: ActivationPattern) -> Result<MinimisedPattern, UnverifiedStart> {
        if let unverified = UnverifiedStart(oracle.ask(start)) { return .failure(unverified) }
        var result = MinimisedPattern(start: start)
        let slacks = PatternSlacks(oracle.query(under: start))
        result.implied = start.neurons.filter { slacks.isImplied($0) }
        for neuron in result.implied { result.pattern[neuron] = .any }
        var waiting = ordered(result.pattern.neurons, slacks)[...]
        var length = 1
        while !waiting.isEmpty {
            if let cause = oracle.stop {
                result.stop = cause
                for neuron in waiting { result.necessity[neuron] = .untried }
                break
            }
            let run = waiting.prefix(length)
            if length > 1, oracle.askQuickly(freeing(run, in: result.pattern), nodes: Self.nodes).isVerified {
                for neuron in run { result.pattern[neuron] = .any }
                waiting = waiting.dropFirst(run.count)
                length = min(2 * length, Self.longestRun)
                continue
            }
            if length > 1 {
                length /= 2
                continue
            }
            let neuron = waiting.removeFirst()
            length = tryAlone(neuron, &result) ? 2 : 1
        }
        return .success(result)
    }

    /// Whether the neuron could be freed.
    private func tryAlone(_ neuron: Int, _ result: inout MinimisedPattern) -> Bool {
        let candidate = result.pattern.freeing(neuron)
        switch oracle.ask(candidate) {
        case .verified:
            result.pattern = candidate
            return true
        case .refuted(let witness): result.necessity[neuron] = .counterexample(witness)
        case .undecided(let reason): result.necessity[neuron] = .undecided(reason)
        }
        return false
    }

    private func freeing(_ neurons: some Sequence<Int>, in pattern: ActivationPattern) -> ActivationPattern {
        var pattern = pattern
        for neuron in neurons { pattern[neuron] = .any }
        return pattern
    }

    private func ordered(_ neurons: [Int], _ slacks: PatternSlacks) -> [Int] {
        switch order {
        case .layer: return neurons
        case .slack:
            return neurons.sorted {
                let (a, b) = (slacks.slack($0), slacks.slack($1))
                return a != b ? a < b : $0 < $1
            }
        case .random(let seed):
            var random = RandomNumbers(seed: seed)
            return neurons.shuffled(using: &random)
        }
    }
}
