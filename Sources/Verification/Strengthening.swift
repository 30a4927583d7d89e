import Contexts
package import Patterns
import Queries

/// Strengthens a pattern under which a claim is not proved: decides open neurons, as counterexamples say.
///
/// Requires  a claim; for each row of the pattern's class the neurons active there.
/// Returns   a pattern at least as fine under which the claim was proved, or why there is none.
/// Method    a neuron is only ever decided in the phase that most rows of the class have. After a counterexample it is, of the
///           open neurons that are in the other phase there, the one that loses fewest followers among the rows, and of equal
///           ones the last. Where the verifier has no answer, neurons that lose fewest followers are decided, late layers
///           first, twice as many each time.
/// Guarantee the claim was proved under the pattern returned. Nothing says that its region has a point.
/// Cost      a call for each step; counterexamples met are used again without one.
package struct Strengthening {
    /// A pattern made finer.
    package struct Findings: Sendable {
        package let pattern: ActivationPattern
        /// The neurons decided, in order.
        package let added: [Int]
    }

    private let oracle: PatternOracle
    private let rows: [NeuronSet]
    /// What most rows want of each neuron.
    private let majority: ActivationPattern

    /// `rows` are the active neurons of each row of the class; `majority` says for each neuron which phase most have.
    package init(_ oracle: PatternOracle, rows: [NeuronSet], majority: ActivationPattern) {
        self.oracle = oracle
        self.rows = rows
        self.majority = majority
    }

    package func run(_ start: ActivationPattern) -> Result<Findings, UnverifiedStart> {
        var pattern = start
        var added: [Int] = []
        var followers = rows.filter { start.isFollowed(byActive: $0) }
        var undecidedInARow = 0
        while let unverified = UnverifiedStart(oracle.ask(pattern)) {
            let next: ArraySlice<Int>
            switch unverified {
            case .refuted(let witness):
                undecidedInARow = 0
                next = order(excluding(witness, open(pattern)), followers).prefix(1)
            case .undecided:
                next = order(open(pattern), followers).prefix(1 << min(undecidedInARow, 10))
                undecidedInARow += 1
            }
            if next.isEmpty || oracle.stop != nil { return .failure(unverified) }
            for neuron in next { pattern[neuron] = majority[neuron] }
            followers = followers.filter { pattern.isFollowed(byActive: $0) }
            added += next
        }
        return .success(Findings(pattern: pattern, added: added))
    }

    /// Neurons that can still be decided.
    private func open(_ pattern: ActivationPattern) -> [Int] {
        majority.neurons.filter { pattern[$0] == .any }
    }

    /// Those of the neurons whose decision turns the counterexample away.
    private func excluding(_ witness: Witness, _ neurons: [Int]) -> [Int] {
        let active = oracle.evaluator.activeNeurons(at: [witness.exactInput])[0]
        return neurons.filter { active.contains($0) != (majority[$0] == .active) }
    }

    /// Those first that cost fewest followers, of equal ones the last.
    private func order(_ neurons: [Int], _ followers: [NeuronSet]) -> [Int] {
        let costs = Dictionary(
            uniqueKeysWithValues: neurons.map { neuron in
                let isActive = majority[neuron] == .active
                return (neuron, followers.count { $0.contains(neuron) != isActive })
            })
        return neurons.sorted {
            let (a, b) = (costs[$0] ?? 0, costs[$1] ?? 0)
            return a != b ? a < b : $0 > $1
        }
    }
}
