import Bounds
import Contexts
import Networks
import Programs
import Queries

/// What all engines of one run share: the query, prepared once, the judge and the counters.
struct EngineRun {
    let query: Query
    /// Options and limits; a portfolio gives an engine a part of the time.
    var context: Context
    let graph: PreparedGraph
    let judge: WitnessJudge
    var statistics = Statistics()

    init(query: Query, context: Context) {
        self.query = query
        self.context = context
        graph = PreparedGraph(query.graph)
        judge = WitnessJudge(query: query)
    }

    /// What bounds say about a case as a whole: bounds of all nodes, and the alternatives they do not exclude.
    mutating func root(of problem: Case) -> (bounds: NodeBounds, open: [Int]) {
        let engine = BatchedBounds(graph: graph, capacity: 1)
        var root = [
            Subproblem(lower: problem.lower, upper: problem.upper, phases: Phases(neuronCount: graph.neuronCount))
        ]
        engine.propagate(&root)
        let rows = UnsafeRows(problem, inputCount: graph.inputCount, outputCount: graph.outputCount)
        let requests = rows.coefficients.indices.map { BoundRow(subproblem: 0, row: $0) }
        let values = engine.lowerBounds(of: requests, coefficients: rows.coefficients).values
        statistics.boundedSubproblems += 1
        statistics.backwardRows += engine.backwardRows
        let open = rows.alternatives.indices.filter { alternative in
            !rows.alternatives[alternative].contains { rows.excludes($0, lowerBound: values[$0]) }
        }
        return (engine.nodeBounds(of: 0), engine.isEmpty[0] ? [] : open)
    }

    /// The program of one alternative of a case.
    func encode(_ problem: Case, _ alternative: Int, _ bounds: NodeBounds, _ encoding: Encoding) throws -> EncodedQuery
    {
        let phases = Phases(neuronCount: graph.neuronCount)
        return try Encoder(
            graph: query.graph, case: problem, polyhedron: problem.unsafe[alternative], bounds: bounds, phases: phases,
            encoding: encoding
        ).encode()
    }
}
