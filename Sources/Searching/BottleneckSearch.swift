import Bounds
import Contexts
import Exact
import Networks
import Properties
import Queries

/// Decides what is behind a bottleneck: a ReLU layer of which only a few elements are not 0 on a subproblem.
///
/// The layers behind it are a network of their own with few inputs, and its box is what the bounds say about the bottleneck:
/// more than can be reached, so that what holds for the box holds. Searches over few inputs are fast and complete; bounds
/// read off at the layer know only one of its rows at a time.
///
/// Requires  a subproblem with sound bounds of its neurons.
/// Returns   whether the alternative is excluded there, or reached at a point of the box, which may be one that no input has.
/// Guarantee `excluded` is a proof of ``BranchAndBound`` about a superset of the subproblem: rows over inputs are left out.
/// Cost      a search of at most ``mostNodes`` subproblems over at most ``mostInputs`` inputs.
struct BottleneckSearch {
    enum Outcome {
        case excluded
        case open
    }

    private let query: Query
    private let graph: PreparedGraph
    private let context: Context
    static let mostInputs = 8
    private static let mostNodes = 2_000

    init(query: Query, graph: PreparedGraph, context: Context) {
        self.query = query
        self.graph = graph
        self.context = context
    }

    func exclude(_ polyhedron: Polyhedron, on subproblem: Subproblem) -> Outcome {
        guard let (node, kept) = bottleneck(of: subproblem),
            let (behind, firstNeuron) = query.graph.suffix(behind: node, keeping: kept.map(\.element))
        else { return .open }
        let rows = polyhedron.rows.filter { row in
            row.terms.allSatisfy { if case .output = $0.variable { true } else { false } }
        }
        guard let lower = exact(kept.map { max(subproblem.neuronLower[$0.neuron], 0) }),
            let upper = exact(kept.map { max(subproblem.neuronUpper[$0.neuron], 0) })
        else { return .open }
        let problem = Case(
            box: Box(lower: lower, upper: upper), regionRows: [],
            decisions: decisions(of: subproblem, from: firstNeuron), unsafe: [Polyhedron(rows: rows)])
        return search(query.with([problem], graph: behind))
    }

    /// The first ReLU layer with few elements that may differ from 0, and these elements.
    private func bottleneck(
        of subproblem: Subproblem
    ) -> (node: Int, kept: [(element: Int, neuron: Int)])? {
        for node in query.graph.reluNodes {
            guard case .relu(_, let first) = query.graph.nodes[node].kind else { continue }
            let kept = (0..<query.graph.nodes[node].width).map { (element: $0, neuron: first.index + $0) }
                .filter { subproblem.neuronUpper[$0.neuron] > 0 }
            if (1...Self.mostInputs).contains(kept.count) { return (node, kept) }
        }
        return nil
    }

    private func exact(_ values: [Double]) -> [Rational]? {
        let exact = values.compactMap { Rational(exactly: $0) }
        return exact.count == values.count ? exact : nil
    }

    private func decisions(of subproblem: Subproblem, from firstNeuron: Int) -> [PhaseDecision] {
        (firstNeuron..<graph.neuronCount).flatMap { neuron in
            let phase = subproblem.phases[NeuronIndex(neuron)]
            return [
                phase.isNeverNegative ? PhaseDecision(neuron: neuron - firstNeuron, isActive: true) : nil,
                phase.isNeverPositive ? PhaseDecision(neuron: neuron - firstNeuron, isActive: false) : nil,
            ].compactMap(\.self)
        }
    }

    /// A point of the box that violates ends the search as well: it shows that the box is too large.
    private func search(_ query: Query) -> Outcome {
        let limits = Limits(nodes: Self.mostNodes, partOf: context.limits)
        var part = context.with(limits).withoutProgress()
        part.options.threads = 1
        let search = BranchAndBound(
            graph: PreparedGraph(query.graph), query: query, splitting: .inputs, onStuck: .stop, context: part
        ) { _, _ in
            limits.interrupt()
            return nil
        }
        var statistics = Statistics()
        switch search.run(&statistics) {
        case .closed: return .excluded
        case .witness, .stopped, .stuck: return .open
        }
    }
}
