package import Bounds
package import Contexts
package import Queries

/// Decides whether a candidate is a witness; `Verification` provides it. Takes the case's index and an input.
package typealias Judge = @Sendable (_ caseIndex: Int, _ point: [Double]) -> Witness?

/// Looks for witnesses by random sampling and projected gradient descent.
///
/// Requires  a query.
/// Returns   a judged witness, or nil, which says nothing.
/// Method    sample the box and its corners, then for every unsafe polyhedron descend from the best samples and from
///           fresh points along the sign of the gradient of the row that is missed by most, with shrinking steps. The
///           descent goes on after the first violation, because a witness must survive float32 with a margin. With few
///           inputs moves of single ones follow (CoordinateDescent.swift). A region that is more than a box has an attack
///           of its own, ``RegionAttack``.
/// Cost      (restarts + samples) x steps forward and backward passes in Double, batched.
/// Reference Madry et al., Towards Deep Learning Models Resistant to Adversarial Attacks, 2018 (PGD).
package struct Falsification {
    let graph: PreparedGraph
    let query: Query
    let context: Context
    let roots: CaseRoots
    let judge: Judge
    /// Inputs that are worth starting from: known counterexamples of like queries, say.
    let hints: [[Double]]

    static let steps = 40
    static let samples = 128
    private static let coordinateStarts = 4
    private static let coordinateRounds = 15

    package init(
        graph: PreparedGraph, query: Query, context: Context, roots: CaseRoots? = nil, hints: [[Double]] = [],
        judge: @escaping Judge
    ) {
        self.roots = roots ?? CaseRoots(query, graph: graph, limits: context.limits)
        self.graph = graph
        self.hints = hints
        self.query = query
        self.context = context
        self.judge = judge
    }

    /// How much an attack may cost.
    package enum Effort: Sendable {
        /// A few descents, where a region makes bounds dear; nothing for plain boxes.
        case glance
        case full
    }

    package func run(_ statistics: inout Statistics, effort: Effort = .full) -> Witness? {
        let capacity = max(Self.samples, context.options.attackRestarts)
        if context.limits.stop(before: SearchFootprint.attack(graph, points: capacity)) != nil { return nil }
        let evaluator = PointEvaluator(graph: graph, capacity: capacity)
        var random = RandomNumbers(seed: context.options.seed)
        for (index, problem) in query.cases.enumerated() {
            let rows = UnsafeRows(problem, inputCount: graph.inputCount, outputCount: graph.outputCount)
            let witness: Witness?
            if problem.isPlainBox {
                if case .glance = effort { continue }
                witness = attack(index, problem, rows, evaluator, &random, &statistics)
            } else {
                if context.limits.stop(before: SearchFootprint.worker(graph, batchSize: 1)) != nil { return nil }
                witness = RegionAttack(self, index, problem, rows, evaluator).run(effort, &statistics)
            }
            if let witness { return witness }
        }
        return nil
    }

    private func attack(
        _ caseIndex: Int, _ problem: Case, _ rows: UnsafeRows, _ evaluator: PointEvaluator,
        _ random: inout RandomNumbers, _ statistics: inout Statistics
    ) -> Witness? {
        var samples = (0..<Self.samples).map { sample($0, problem.lower, problem.upper, &random) }
        let outputs = evaluator.outputs(at: samples)
        statistics.attackPoints += samples.count
        for alternative in rows.alternatives.indices {
            if context.limits.stop != nil { return nil }
            // The best samples first; the rest of the restarts are the random ones behind them.
            let slacks = samples.indices.map {
                rows.leastSlack(alternative, input: samples[$0], output: outputs[$0]).slack
            }
            if let best = slacks.max() { tell(slack: best) }
            let order = samples.indices.sorted { slacks[$0] > slacks[$1] }
            let starts = order.prefix(max(1, context.options.attackRestarts)).map { samples[$0] }
            var found = descend(from: starts, alternative, problem, rows, evaluator, &statistics)
            if found.isEmpty && graph.inputCount <= CoordinateDescent.mostInputs {
                let starts = Array(starts.prefix(Self.coordinateStarts))
                found = moveInputs(from: starts, alternative, problem, rows, evaluator, &random, &statistics)
            }
            for candidate in found.prefix(3) {
                statistics.candidatesJudged += 1
                if let witness = judge(caseIndex, candidate) { return witness }
            }
        }
        samples.removeAll()
        return nil
    }

    /// The attack by single inputs, for networks with few of them.
    private func moveInputs(
        from starts: [[Double]], _ alternative: Int, _ problem: Case, _ rows: UnsafeRows, _ evaluator: PointEvaluator,
        _ random: inout RandomNumbers, _ statistics: inout Statistics
    ) -> [[Double]] {
        let limits = context.limits
        let descent = CoordinateDescent(evaluator: evaluator) { limits.stop != nil }
        let found = descent.run(starts, alternative, problem, rows, rounds: Self.coordinateRounds, &random)
        statistics.attackPoints += CoordinateDescent.cost(
            starts: starts.count, inputs: graph.inputCount, rounds: Self.coordinateRounds)
        tell(slack: found.deepest)
        return found.points
    }

    /// Tells how near a point of the region came to what is unsafe.
    func tell(slack: Double) {
        context.progress.tell { $0.attacked(-slack) }
    }

    /// The center, then corners, then uniform points.
    func sample(
        _ index: Int, _ lower: [Double], _ upper: [Double], _ random: inout RandomNumbers
    ) -> [Double] {
        lower.indices.map { i in
            let (low, high) = (lower[i], upper[i])
            if index == 0 { return 0.5 * low + 0.5 * high }
            if index % 4 == 1 { return Bool.random(using: &random) ? low : high }
            // Written so that the width of a huge box does not overflow.
            let part = Double.random(in: 0...1, using: &random)
            return min(high, max(low, low * (1 - part) + high * part))
        }
    }

    /// Points at which the alternative is met in Double, best margin first.
    private func descend(
        from starts: [[Double]], _ alternative: Int, _ problem: Case, _ rows: UnsafeRows, _ evaluator: PointEvaluator,
        _ statistics: inout Statistics
    ) -> [[Double]] {
        var points = starts
        var best = points.map { (point: $0, slack: -Double.infinity) }
        for step in 0..<Self.steps {
            let outputs = evaluator.outputs(at: points)
            statistics.attackPoints += points.count
            var worstRows: [RowCoefficients] = []
            for p in points.indices {
                let (row, slack) = rows.leastSlack(alternative, input: points[p], output: outputs[p])
                if slack > best[p].slack { best[p] = (points[p], slack) }
                guard let row else { return [points[p]] }
                worstRows.append(rows.coefficients[row])
            }
            if context.limits.stop != nil { break }
            let gradients = evaluator.gradients(of: worstRows)
            let length = 0.5 * (1 - Double(step) / Double(Self.steps)) * 0.5
            for p in points.indices {
                for i in points[p].indices where gradients[p][i] != 0 {
                    let (low, high) = (problem.lower[i], problem.upper[i])
                    let move = length * (high - low)
                    points[p][i] = min(high, max(low, points[p][i] + (gradients[p][i] > 0 ? -move : move)))
                }
            }
        }
        if let slack = best.map(\.slack).max() { tell(slack: slack) }
        return best.filter { $0.slack >= 0 }.sorted { $0.slack > $1.slack }.map(\.point)
    }
}
