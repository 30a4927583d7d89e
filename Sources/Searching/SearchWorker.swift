import Bounds
import Contexts
import MILPSolving
import Queries

/// One worker of a branch-and-bound search: takes a batch, bounds it, tries the points where the bounds are weakest, and
/// splits what stays open.
final class SearchWorker {
    let graph: PreparedGraph
    let query: Query
    let table: RowTable
    let splitting: Splitting
    let programs: ProgramUse
    let onStuck: StuckPolicy
    let context: Context
    let judge: Judge
    let bounds: BatchedBounds
    let evaluator: PointEvaluator
    let leaf: LeafProgram
    private var madeOptimiser: OptimisedBounds?
    var statistics = Statistics()
    /// What slope optimisation has closed of the boxes that plain bounds left open.
    var payoff = Payoff()
    var refinement: Refinement
    var coordinateAttack: CoordinateAttack
    /// The least margin of a point tried.
    var attack: Double?
    /// How often this worker split what.
    var splits: [SplitCount.Subject: Int] = [:]
    /// Closed subproblems that the progress of the run knows about.
    var toldClosed = 0
    private let batchSize: Int
    /// Steps of optimisation for each bound of a hidden neuron at the root, over triangles and over lines. Three times as many
    /// of the first gain 1 % of the gap.
    private static let slopeIterations = 20
    private static let lineIterations = 30

    init(
        graph: PreparedGraph, query: Query, table: RowTable, splitting: Splitting, programs: ProgramUse,
        onStuck: StuckPolicy, context: Context, number: Int, judge: @escaping Judge
    ) {
        self.graph = graph
        self.query = query
        self.table = table
        self.splitting = splitting
        self.programs = programs
        self.onStuck = onStuck
        self.context = context
        self.judge = judge
        refinement = Refinement(seed: context.options.seed)
        coordinateAttack = CoordinateAttack(seed: context.options.seed &+ number)
        batchSize = Self.batchSize(graph, context.options)
        bounds = BatchedBounds(graph: graph, capacity: batchSize)
        let limits = context.limits
        bounds.mustStop = { limits.stop != nil }
        evaluator = PointEvaluator(graph: graph, capacity: batchSize)
        leaf = LeafProgram(graph: graph.graph, limits: context.limits)
    }

    private static func batchSize(_ graph: PreparedGraph, _ options: Options) -> Int {
        // With few inputs boxes are cheap and many: what belongs to a batch is to stay in the cache.
        let most = graph.hasForwardBounds ? 1 << 19 : 1 << 22
        return max(1, min(options.batchSize, most / max(graph.totalWidth, 1)))
    }

    /// About how many bytes a worker takes.
    static func footprint(_ graph: PreparedGraph, _ options: Options) -> Int {
        SearchFootprint.worker(graph, batchSize: batchSize(graph, options))
    }

    /// Made when the first subproblem needs it: most boxes are closed without.
    var optimiser: OptimisedBounds {
        if let madeOptimiser { return madeOptimiser }
        let new = OptimisedBounds(bounds)
        madeOptimiser = new
        return new
    }

    func run(_ pool: WorkPool<OpenSubproblem>, _ shared: SharedFindings, number: Int) {
        while let batch = pool.take(upTo: batchSize, by: number) {
            if let cause = context.limits.stop {
                shared.report(cause)
                pool.stop()
                pool.finish(batch.map { ($0, $0.priority) }, by: number)
                break
            }
            let early = settleRefinement(batch) ?? attackAlongCoordinates(batch)
            let result = early.map { BatchResult(witness: $0) } ?? process(batch)
            context.limits.spend(nodes: batch.count)
            if let witness = result.witness {
                shared.report(witness)
                pool.stop()
            }
            if let reason = result.stuck {
                shared.report(stuck: reason)
                if onStuck == .stop { pool.stop() }
            }
            pool.finish(result.children.map { ($0, $0.priority) }, by: number)
            tellProgress(pool)
        }
        GLPKThread.release()
        statistics.backwardRows += bounds.backwardRows + (madeOptimiser?.backwardRows ?? 0)
        shared.add(statistics, attack: attack, splits: splits)
    }

    struct BatchResult {
        var children: [OpenSubproblem] = []
        var witness: Witness?
        var stuck: StuckReason?
    }

    /// A subproblem that bounds did not close, with what they say about it.
    struct Unclosed {
        let index: Int
        /// Each open alternative that has rows, with the bound row nearest to excluding it.
        let critical: [(alternative: Int, request: Int)]
    }

    func process(_ batch: [OpenSubproblem]) -> BatchResult {
        var batch = batch
        var subproblems = batch.map(\.subproblem)
        if let clippings = table.clippings {
            for b in batch.indices where batch[b].splitting == .inputs {
                clippings[batch[b].caseIndex].clip(&subproblems[b])
            }
        }
        for b in batch.indices {
            subproblems[b].usesBackward = refinement.isOn || batch[b].splitting == .phases
        }
        propagate(&subproblems, batch)
        statistics.boundedSubproblems += batch.count
        var requests: [BoundRow] = []
        var firstRequest: [Int] = []
        for b in batch.indices {
            batch[b].subproblem = subproblems[b]
            firstRequest.append(requests.count)
            if bounds.isEmpty[b] { continue }
            for row in openRows(of: batch[b]) { requests.append(BoundRow(subproblem: b, row: row)) }
        }
        firstRequest.append(requests.count)
        let rowBounds = bounds.lowerBounds(
            of: requests, coefficients: table.coefficients, keepsInputCoefficients: splitting == .inputs)

        var unclosed: [Unclosed] = []
        for b in batch.indices {
            if bounds.isEmpty[b] {
                statistics.closedByBounds += 1
                continue
            }
            let critical = exclude(&batch[b], requests, rowBounds.values, firstRequest[b]..<firstRequest[b + 1])
            if !batch[b].alternatives.isEmpty && batch[b].splitting == .inputs {
                clip(&batch[b], requests, rowBounds, firstRequest[b]..<firstRequest[b + 1])
            }
            if batch[b].alternatives.isEmpty {
                statistics.closedByBounds += 1
            } else {
                let open = batch[b].alternatives
                unclosed.append(Unclosed(index: b, critical: critical.filter { open.contains($0.alternative) }))
            }
        }
        for open in unclosed where batch[open.index].splitting == .inputs && isNarrow(batch[open.index]) {
            batch[open.index].splitting = .phases
        }
        var result = BatchResult()
        var boxes = unclosed.filter { batch[$0.index].splitting == .inputs }
        if refinement.isOn { boxes = optimiseBoxes(boxes, &batch, requests) }
        splitInputs(boxes, batch, rowBounds, &result)
        splitPhases(unclosed.filter { batch[$0.index].splitting == .phases }, &batch, requests, &result)
        return result
    }

    /// Bounds of all nodes; of hidden neurons optimised ones where a subproblem asks for them.
    private func propagate(_ subproblems: inout [Subproblem], _ batch: [OpenSubproblem]) {
        switch batch.map(\.tightening).max(by: { $0.rawValue < $1.rawValue }) ?? .plain {
        // A root is alone: the other workers have nothing to do yet.
        case .slopes:
            optimiser.propagate(
                &subproblems, iterations: Self.slopeIterations, threads: context.options.threads)
        case .lines:
            optimiser.propagate(
                &subproblems, relaxation: .tightened, iterations: Self.lineIterations,
                threads: context.options.threads)
        case .plain: bounds.propagate(&subproblems)
        }
    }

    /// Whether a box should be split on phases from now on: a few unstable neurons are decided in a tree that ends, while
    /// halving goes on forever where the property holds with margin 0.
    private func isNarrow(_ open: OpenSubproblem) -> Bool {
        // Phases that are decided bring multipliers and linear programmes, which see how they and the property exclude each
        // other; halving sees one row at a time.
        if open.depth < 10 && table.patterns[open.caseIndex].isEmpty { return false }
        var unstable = 0
        for (low, high) in zip(open.subproblem.neuronLower, open.subproblem.neuronUpper) where low < 0 && high > 0 {
            unstable += 1
        }
        return unstable <= 6 || open.depth > 150
    }

    /// The rows of a subproblem's open alternatives, each once, as indices into the table.
    private func openRows(of open: OpenSubproblem) -> [Int] {
        let rows = table.cases[open.caseIndex]
        let offset = table.offsets[open.caseIndex]
        var seen: [Int] = []
        for alternative in open.alternatives {
            for row in rows.alternatives[alternative] where !seen.contains(row + offset) { seen.append(row + offset) }
        }
        return seen
    }

    /// Removes the alternatives that some row excludes; returns the critical rows of those that stay.
    private func exclude(
        _ open: inout OpenSubproblem, _ requests: [BoundRow], _ values: [Double], _ range: Range<Int>
    ) -> [(alternative: Int, request: Int)] {
        let rows = table.cases[open.caseIndex]
        let offset = table.offsets[open.caseIndex]
        var left: [Int] = []
        var gaps = -Double.infinity
        var critical: [(alternative: Int, request: Int)] = []
        for alternative in open.alternatives {
            var nearest: (request: Int, gap: Double)?
            var isExcluded = false
            for row in rows.alternatives[alternative] {
                guard let request = range.first(where: { requests[$0].row == row + offset }) else { continue }
                isExcluded = isExcluded || rows.excludes(row, lowerBound: values[request])
                let gap = rows.thresholds[row] - values[request]
                if gap < nearest?.gap ?? .infinity { nearest = (request, gap) }
            }
            if isExcluded { continue }
            left.append(alternative)
            if let nearest { critical.append((alternative, nearest.request)) }
            gaps = max(gaps, nearest?.gap ?? .infinity)
        }
        open.alternatives = left
        open.priority = gaps
        return critical
    }

    /// Goes on from a point of a case with rows or decided phases, inside the case's whole box. `nil` where the case is a
    /// plain box: its attacks are cheaper ones.
    func descendIntoRegion(from points: [[Double]], _ owners: [OpenSubproblem], steps: Int) -> Witness? {
        var starts: [[Double]] = []
        var targets: [PenaltyDescent.Target] = []
        var cases: [Int] = []
        for (point, owner) in zip(points, owners) {
            let problem = query.cases[owner.caseIndex]
            guard !problem.isPlainBox, let alternative = owner.alternatives.first else { continue }
            starts.append(point)
            cases.append(owner.caseIndex)
            targets.append(
                PenaltyDescent.Target(
                    problem, alternative, rows: table.cases[owner.caseIndex],
                    pattern: table.patterns[owner.caseIndex], lower: problem.lower, upper: problem.upper))
        }
        if starts.isEmpty { return nil }
        statistics.attackPoints += starts.count * (steps + 1)
        let limits = context.limits
        let descent = PenaltyDescent(evaluator: evaluator) { limits.stop != nil }
        let found = descent.run(starts, targets, steps: steps)
        if let depth = found.deepest, -depth < attack ?? .infinity { attack = -depth }
        for (start, point) in found.points.prefix(2) {
            statistics.candidatesJudged += 1
            if let witness = judge(cases[start], point) { return witness }
        }
        return nil
    }

    /// Evaluates points and has those judged that violate in Double.
    func judgeBest(_ points: [[Double]], _ owners: [OpenSubproblem]) -> Witness? {
        guard !points.isEmpty else { return nil }
        let outputs = evaluator.outputs(at: points)
        statistics.attackPoints += points.count
        for (p, owner) in owners.enumerated() {
            let rows = table.cases[owner.caseIndex]
            let slack = owner.alternatives.reduce(-Double.infinity) {
                max($0, rows.leastSlack($1, input: points[p], output: outputs[p]).slack)
            }
            noteAttack(slack, on: owner)
            guard slack >= 0, evaluator.follows(table.patterns[owner.caseIndex], at: p) else { continue }
            statistics.candidatesJudged += 1
            if let witness = judge(owner.caseIndex, points[p]) { return witness }
        }
        return nil
    }
}
