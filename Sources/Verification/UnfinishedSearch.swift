package import Contexts
import Networks
package import Queries

/// What stands beside an `unknown`: how far the run came. Figures for people, in floats; nothing is proved by them.
package struct UnfinishedSearch: Sendable, Hashable {
    /// Something that was split, under the name that the network gives it.
    package struct Hardest: Sendable, Hashable {
        /// `X_3` for an input; an element of a ReLU's output, as the model calls it, for a neuron: `relu_1[17]`.
        package let name: String
        package let splits: Int

        package init(name: String, splits: Int) {
            self.name = name
            self.splits = splits
        }
    }

    /// By how much the bound of the worst open subproblem misses the threshold that would close it; `nil` where there is no
    /// bound.
    package let gap: Double?
    /// The least margin met at a point: what the attacks lack to a counterexample. `nil` when none was made.
    package let attack: Double?
    /// Subproblems that were open at the end, and those that were closed.
    package let open: Int
    package let closed: Int
    /// The neurons, or inputs, that were split most often, most first.
    package let hardest: [Hardest]

    package init(gap: Double?, attack: Double?, open: Int, closed: Int, hardest: [Hardest] = []) {
        self.gap = gap
        self.attack = attack
        self.open = open
        self.closed = closed
        self.hardest = hardest
    }

    /// How far the attacks were from a counterexample: infinitely far where none was made.
    package var nearness: Double { attack ?? .infinity }

    /// What is known of a query that was not decided; `nil` when nothing is.
    package init?(_ standing: Standing, of query: Query) {
        guard standing.bound != nil || standing.attack != nil || standing.open > 0 else { return nil }
        self.init(
            gap: standing.bound.map { max(-$0, 0) }, attack: standing.attack, open: standing.open,
            closed: standing.closed,
            hardest: standing.hardest.map { Hardest(name: query.name(of: $0.subject), splits: $0.splits) })
    }
}

extension Query {
    /// The name of something that a search splits. Parameters of an embedding are counted, as inputs are.
    fileprivate func name(of subject: SplitCount.Subject) -> String {
        switch subject {
        case .input(let index): return embedding == nil ? "X_\(index)" : "parameter \(index)"
        case .neuron(let neuron):
            guard let layer = network.reluLayers.layer(of: neuron) else { return "neuron \(neuron)" }
            return "\(layer.activationName)[\(neuron - layer.firstNeuron)]"
        }
    }
}
