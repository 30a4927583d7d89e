import Bounds
import Queries

/// ``PhaseSlacks`` over all cases of a query: a decision is implied when it is in every case.
struct PatternSlacks {
    private let slacks: [Double]

    init(_ query: Query) {
        let graph = PreparedGraph(query.graph)
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        var slacks = [Double](repeating: 0, count: graph.neuronCount)
        for problem in query.cases {
            let phases = Phases(problem.decisions, neuronCount: graph.neuronCount)
            let root = Subproblem(lower: problem.lower, upper: problem.upper, phases: phases)
            for (neuron, slack) in PhaseSlacks.slacks(of: root, bounds).enumerated() {
                slacks[neuron] = max(slacks[neuron], slack)
            }
        }
        self.slacks = slacks
    }

    /// How far the neuron could reach to the other side of 0 without its decision; 0 for neurons without one.
    func slack(_ neuron: Int) -> Double { slacks[neuron] }

    func isImplied(_ neuron: Int) -> Bool { slacks[neuron] == 0 }
}
