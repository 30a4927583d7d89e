import Bounds
import Contexts
import Networks
import Programs
import Queries
import Searching

/// What all engines of one run share: the query, prepared once, the judge and the counters.
struct EngineRun {
    /// The query, less the alternatives that a stage has closed; cases keep their places.
    var query: Query
    /// Options and limits; a portfolio gives an engine a part of the time.
    var context: Context
    let graph: PreparedGraph
    let roots: CaseRoots
    let judge: WitnessJudge
    /// What attacks and searches ask about their candidates.
    let accept: Judge
    var statistics = Statistics()
    /// Where attacks may start from beside points of their own.
    var hints: [[Double]] = []

    /// Which witnesses end a search.
    enum Acceptance {
        /// Those that survive a float replay; the judge keeps the others.
        case confirmed
        /// All that exact arithmetic accepts.
        case exact
    }

    /// `graph` is the query's, when another run has prepared it.
    init(
        query: Query, context: Context, graph: PreparedGraph? = nil, accepting acceptance: Acceptance = .confirmed
    ) {
        let graph = graph ?? PreparedGraph(query.graph)
        self.query = query
        self.context = context
        self.graph = graph
        roots = CaseRoots(query, graph: graph, limits: context.limits)
        let judge = WitnessJudge(query: query)
        self.judge = judge
        accept =
            switch acceptance {
            case .confirmed: judge.judge
            case .exact: { judge.judge(caseIndex: $0, point: $1) ?? judge.fallback }
            }
    }

    /// How much may be spent on the bounds of a case as a whole.
    enum BoundEffort {
        case full
        /// As much as the boxes of a search cost that would do the same.
        case whereCheap
        /// Backward bounds once, and no multipliers of decided phases.
        case once
    }

    /// Why ``root(of:_:)`` must not be asked for now, or `nil`.
    var stopBeforeBounds: StopCause? {
        context.limits.stop(before: SearchFootprint.worker(graph, batchSize: 1))
    }

    /// What bounds say about a case as a whole: bounds of all nodes, and the alternatives they do not exclude, those with the
    /// widest gap first.
    mutating func root(of index: Int, _ effort: BoundEffort = .full) -> (bounds: NodeBounds, open: [Int]) {
        let problem = query.cases[index]
        let engine = BatchedBounds(graph: graph, capacity: 1)
        let limits = context.limits
        engine.mustStop = { limits.stop != nil }
        var root = [roots[index].subproblem]
        let start = root
        if effort == .whereCheap && graph.hasForwardBounds { engine.propagate(&root, effort: .forward) }
        if effort != .whereCheap || !graph.isRefinementDear(on: root[0]) {
            root = start
            engine.propagate(&root)
        }
        let rows = UnsafeRows(problem, inputCount: graph.inputCount, outputCount: graph.outputCount)
        let requests = rows.coefficients.indices.map { BoundRow(subproblem: 0, row: $0) }
        let values = engine.lowerBounds(of: requests, coefficients: rows.coefficients).values
        var open = rows.alternatives.indices.filter { alternative in
            !rows.alternatives[alternative].contains { rows.excludes($0, lowerBound: values[$0]) }
        }
        if engine.isEmpty[0] { open = [] }
        let gaps = rows.alternatives.map { $0.map { rows.thresholds[$0] - values[$0] }.min() ?? .infinity }
        open.sort { gaps[$0] != gaps[$1] ? gaps[$0] > gaps[$1] : $0 < $1 }
        tell(gap: open.first.map { gaps[$0] })
        // Only multipliers see how decided phases and the property exclude each other.
        if effort != .once && !problem.decisions.isEmpty && !open.isEmpty {
            open = optimise(open, rows, values, engine, root)
        }
        statistics.boundedSubproblems += 1
        statistics.backwardRows += engine.backwardRows
        return (engine.nodeBounds(of: 0), open)
    }

    /// Tells how far the bounds of a case are from excluding its open alternatives: of several cases the worst counts.
    private func tell(gap: Double?) {
        guard let gap, gap.isFinite else { return }
        context.progress.tell { $0.bound = min($0.bound ?? -gap, -gap) }
    }

    /// The alternatives that stay open when the row nearest to excluding each is bounded with multipliers of the phases.
    private func optimise(
        _ open: [Int], _ rows: UnsafeRows, _ values: [Double], _ engine: BatchedBounds, _ root: [Subproblem]
    ) -> [Int] {
        let optimiser = OptimisedBounds(engine)
        func gap(_ row: Int) -> Double { rows.thresholds[row] - values[row] }
        return open.filter { alternative in
            guard let row = rows.alternatives[alternative].min(by: { gap($0) < gap($1) }) else { return true }
            let task = OptimisedBounds.Task(
                row: BoundRow(subproblem: 0, row: row), target: rows.thresholds[row], start: nil)
            let found = optimiser.optimise(
                [task], coefficients: rows.coefficients, subproblems: root, iterations: Self.rootIterations)
            return !rows.excludes(row, lowerBound: found[0].value)
        }
    }

    private static let rootIterations = 40

    /// The program of one alternative of a case.
    func encode(_ problem: Case, _ alternative: Int, _ bounds: NodeBounds, _ encoding: Encoding) throws -> EncodedQuery
    {
        let phases = Phases(problem.decisions, neuronCount: graph.neuronCount)
        let limits = context.limits
        return try Encoder(
            graph: query.graph, case: problem, polyhedron: problem.unsafe[alternative], bounds: bounds, phases: phases,
            encoding: encoding
        ) { limits.stop != nil }.encode()
    }
}
