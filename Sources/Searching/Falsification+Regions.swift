import Bounds
import Contexts
import Queries

/// The attack on a region with rows or decided phases, which random points of its box may never meet.
extension Falsification {
    private static let regionSteps = 80
    /// Linear programmes look for a first point of the region where nothing else found one: on networks with at most this
    /// many weights, for at most this share of the time that is left, and never longer than this.
    private static let mostWeights = 1_000_000
    private static let programShare = 0.1
    private static let programTime = Duration.seconds(2)

    /// Descends from the best samples, from the corners where bounds are weakest, and, when none of these came to the
    /// region, from points of its linear relaxation.
    func attackRegion(
        _ caseIndex: Int, _ problem: Case, _ rows: UnsafeRows, _ evaluator: PointEvaluator,
        _ random: inout RandomNumbers, _ statistics: inout Statistics
    ) -> Witness? {
        if context.limits.stop(before: SearchFootprint.worker(graph, batchSize: 1)) != nil { return nil }
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        let limits = context.limits
        bounds.mustStop = { limits.stop != nil }
        var root = [roots[caseIndex].subproblem]
        bounds.propagate(&root)
        if bounds.isEmpty[0] { return nil }
        let (lower, upper) = (root[0].lower, root[0].upper)
        // The middle of the box as it was written is a better guess than that of the clipped one: a known input, often.
        let middle = sample(0, problem.lower, problem.upper, &random)
        let known = hints.prefix(Self.samples / 2).map { clamped($0, problem.lower, problem.upper) }
        let samples =
            [middle] + known
            + (0..<(Self.samples - 1 - known.count)).map {
                $0 % 2 == 0
                    ? sample($0 / 2, lower, upper, &random) : sampleNearLowerCorner($0 / 2, lower, upper, &random)
            }
        let pattern = graph.decided(problem.decisions)
        let targets = problem.unsafe.indices.map {
            PenaltyDescent.Target(problem, $0, rows: rows, pattern: pattern, lower: lower, upper: upper)
        }
        let descent = PenaltyDescent(evaluator: evaluator) { limits.stop != nil }
        var reachedRegion = false

        func descend(from starts: [[Double]], _ target: PenaltyDescent.Target) -> Witness? {
            let found = descent.run(starts, starts.map { _ in target }, steps: Self.regionSteps)
            statistics.attackPoints += starts.count * (Self.regionSteps + 1)
            reachedRegion = reachedRegion || found.reachedRegion
            if let depth = found.deepest { tell(slack: depth) }
            return judgeFirst(found.points.map(\.point), caseIndex, &statistics)
        }

        for (alternative, target) in targets.enumerated() {
            if context.limits.stop != nil { return nil }
            let shortfalls = descent.shortfalls(samples, samples.map { _ in target })
            statistics.attackPoints += samples.count
            let order = samples.indices.sorted { shortfalls[$0] < shortfalls[$1] }
            let best = order.prefix(max(1, context.options.attackRestarts)).map { samples[$0] }
            let starts = (best + known.filter { !best.contains($0) } + corners(rows, alternative, bounds))
                .prefix(evaluator.capacity)
            if let witness = descend(from: Array(starts), target) { return witness }
        }
        guard !reachedRegion else { return nil }
        let leaf = LeafProgram(
            graph: graph.graph, limits: Limits(Self.programShare, of: context.limits, atMost: Self.programTime))
        guard graph.weightCount <= Self.mostWeights else { return nil }
        for (alternative, target) in targets.enumerated() where leaf.limits.stop == nil {
            statistics.linearPrograms += 1
            guard
                let point = leaf.deepestPoint(
                    problem, alternative: alternative, bounds: bounds.nodeBounds(of: 0), phases: root[0].phases)
            else { continue }
            if let witness = judgeFirst([point], caseIndex, &statistics) ?? descend(from: [point], target) {
                return witness
            }
        }
        return nil
    }

    /// A point most of whose entries are small, or at their lower ends: pictures are mostly dark.
    private func sampleNearLowerCorner(
        _ index: Int, _ lower: [Double], _ upper: [Double], _ random: inout RandomNumbers
    ) -> [Double] {
        let share = Double(1 + index % 8) / 8
        return lower.indices.map { i in
            guard Double.random(in: 0..<1, using: &random) < share else { return lower[i] }
            let part = Double.random(in: 0...1, using: &random)
            return min(upper[i], max(lower[i], lower[i] * (1 - part * part) + upper[i] * part * part))
        }
    }

    private func clamped(_ point: [Double], _ lower: [Double], _ upper: [Double]) -> [Double] {
        point.indices.map { min(upper[$0], max(lower[$0], point[$0])) }
    }

    private func judgeFirst(_ points: [[Double]], _ caseIndex: Int, _ statistics: inout Statistics) -> Witness? {
        for point in points.prefix(3) {
            statistics.candidatesJudged += 1
            if let witness = judge(caseIndex, point) { return witness }
        }
        return nil
    }

    /// The inputs at which the linear bounds of the alternative's rows are least.
    private func corners(_ rows: UnsafeRows, _ alternative: Int, _ bounds: BatchedBounds) -> [[Double]] {
        let requests = rows.alternatives[alternative].map { BoundRow(subproblem: 0, row: $0) }
        let found = bounds.lowerBounds(of: requests, coefficients: rows.coefficients, keepsInputCoefficients: true)
        let box = bounds.nodeBounds(of: 0)
        return requests.indices.map { r in
            let slopes = found.inputCoefficients[(r * graph.inputCount)..<((r + 1) * graph.inputCount)]
            return zip(slopes, zip(box.lower[0], box.upper[0])).map { $0 >= 0 ? $1.0 : $1.1 }
        }
    }
}
