import Bounds
package import Patterns
import Queries
import Searching

/// Gradient search: keeps the neurons of a pattern that weigh most on the property.
///
/// Requires  a claim; a pattern under which it can be proved; points at which gradients are looked at, best ones that follow it.
/// Returns   the pattern restricted to its heaviest neurons, with which the claim was proved. Not minimal.
/// Method    ``PhaseWeights`` order the neurons. What holds for a pattern holds for every finer one, so the fewest heaviest
///           neurons that suffice are found by halving. Decisions that the region and the others imply are dropped first.
/// Guarantee the claim was proved under the pattern returned.
/// Cost      the logarithm of the pattern's size in calls.
/// Reference Geng et al., Learning Minimal Neural Specifications, NeuS 2025, table 5, which names a gradient search and does not
///           describe it: weights and halving are ours.
package struct GradientPruning {
    private let oracle: PatternOracle
    private let points: [[Double]]

    package init(_ oracle: PatternOracle, points: [[Double]]) {
        self.oracle = oracle
        self.points = points
    }

    package func run(_ start: ActivationPattern) -> Result<MinimisedPattern, UnverifiedStart> {
        if let unverified = UnverifiedStart(oracle.ask(start)) { return .failure(unverified) }
        var result = MinimisedPattern(start: start)
        let slacks = PatternSlacks(oracle.query(under: start))
        result.implied = start.neurons.filter { slacks.isImplied($0) }
        for neuron in result.implied { result.pattern[neuron] = .any }
        let heaviest = ordered(result.pattern.neurons)
        var (refused, proved) = (-1, heaviest.count)
        while proved - refused > 1 {
            if let cause = oracle.stop {
                result.stop = cause
                break
            }
            let middle = (refused + proved) / 2
            let kept = NeuronSet(heaviest.prefix(middle), capacity: start.neuronCount)
            let candidate = start.restricted(to: kept)
            if oracle.ask(candidate).isVerified {
                result.pattern = candidate
                proved = middle
            } else {
                refused = middle
            }
        }
        for neuron in result.pattern.neurons { result.necessity[neuron] = .untried }
        return .success(result)
    }

    /// Heaviest first, of equal ones the last.
    private func ordered(_ neurons: [Int]) -> [Int] {
        let weights = PhaseWeights(PreparedGraph(oracle.query.graph)).weights(oracle.query.cases[0], at: points)
        return neurons.sorted { weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 > $1 }
    }
}
