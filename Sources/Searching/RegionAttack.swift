import Bounds
import Contexts
import Foundation
import Queries

/// The attack on a region with rows or decided phases, which random points of its box may never meet.
///
/// Requires  a case whose region is more than a box.
/// Returns   a judged witness, or `nil`, which says nothing.
/// Method    descents (``PenaltyDescent``), for every alternative from a few starts before any gets many: where a witness
///           exists a few nearly always do. Then from the best samples and from the corners where bounds are weakest; and when
///           none of these came to the region, from points of its linear relaxation.
/// Cost      80 steps for each start and way of adding misses up, batched; programmes for at most a tenth of the time. A
///           glance is a tenth of a full attack at most.
final class RegionAttack {
    private let attack: Falsification
    private let caseIndex: Int
    private let problem: Case
    private let rows: UnsafeRows
    private let capacity: Int
    private let root: Subproblem
    private let targets: [PenaltyDescent.Target]
    private let descent: PenaltyDescent
    private let known: [[Double]]
    private var random: RandomNumbers
    private var reachedRegion = false
    /// Bounds of the region as a whole; `nil` when it is empty.
    private lazy var bounds: BatchedBounds? = {
        let bounds = BatchedBounds(graph: attack.graph, capacity: 1)
        let limits = attack.context.limits
        bounds.mustStop = { limits.stop != nil }
        var batch = [root]
        bounds.propagate(&batch)
        return bounds.isEmpty[0] ? nil : bounds
    }()

    private static let steps = 80
    private static let fewStarts = 8
    private static let glanceStarts = 4
    private static let glanceSteps = 40
    private static let shares = 8
    /// Linear programmes look for a first point of the region where nothing else found one: on networks with at most this
    /// many weights, for at most this share of the time that is left, and never longer than this.
    private static let mostWeights = 1_000_000
    private static let programShare = 0.1
    private static let programTime = Duration.seconds(2)

    init(
        _ attack: Falsification, _ caseIndex: Int, _ problem: Case, _ rows: UnsafeRows, _ evaluator: PointEvaluator
    ) {
        self.attack = attack
        self.caseIndex = caseIndex
        self.problem = problem
        self.rows = rows
        random = RandomNumbers(seed: attack.context.options.seed &+ caseIndex)
        let root = attack.roots[caseIndex].subproblem
        self.root = root
        capacity = evaluator.capacity
        let limits = attack.context.limits
        descent = PenaltyDescent(evaluator: evaluator) { limits.stop != nil }
        let pattern = attack.graph.decided(problem.decisions)
        targets = problem.unsafe.indices.map {
            PenaltyDescent.Target(
                problem, $0, rows: rows, pattern: pattern, lower: root.lower, upper: root.upper)
        }
        known = attack.hints.prefix(Falsification.samples / 2).map { hint in
            hint.indices.map { min(problem.upper[$0], max(problem.lower[$0], hint[$0])) }
        }
    }

    func run(_ effort: Falsification.Effort, _ statistics: inout Statistics) -> Witness? {
        if root.isEmpty { return nil }
        switch effort {
        case .glance: return descendFromFew(Self.glanceStarts, steps: Self.glanceSteps, &statistics)
        case .full:
            return descendFromFew(Self.fewStarts, steps: Self.steps, &statistics) ?? descendFromMany(&statistics)
                ?? descendFromPrograms(&statistics)
        }
    }

    private var mustStop: Bool { attack.context.limits.stop != nil }

    // MARK: Starts

    private func descendFromFew(_ count: Int, steps: Int, _ statistics: inout Statistics) -> Witness? {
        for alternative in targets.indices where !mustStop {
            // Sparse points first.
            let few = (0..<count).map { nearLowerCorner(Self.shares - 1 - $0) }
            let starts = Array(known.prefix(Self.fewStarts)) + [middle] + few
            let found = descend(from: starts, alternative, [.logarithms], steps: steps, &statistics)
            if let found { return found }
        }
        return nil
    }

    private func descendFromMany(_ statistics: inout Statistics) -> Witness? {
        let fresh = (0..<(Falsification.samples - 1 - known.count)).map {
            $0 % 2 == 0
                ? attack.sample($0 / 2, root.lower, root.upper, &random) : nearLowerCorner($0 / 2)
        }
        let samples = [middle] + known + fresh
        for (alternative, target) in targets.enumerated() {
            if mustStop { return nil }
            if problem.unsafe[alternative].rows.isEmpty {
                if let witness = descend(
                    from: samples, alternative, [.logarithms, .sum], steps: Self.steps, &statistics)
                {
                    return witness
                }
                continue
            }
            let shortfalls = descent.shortfalls(samples, samples.map { _ in target })
            statistics.attackPoints += samples.count
            let order = samples.indices.sorted { shortfalls[$0] < shortfalls[$1] }
            let best = order.prefix(max(1, attack.context.options.attackRestarts)).map { samples[$0] }
            let starts = (best + known.filter { !best.contains($0) } + corners(alternative)).prefix(capacity)
            if let witness = descend(
                from: Array(starts), alternative, [.logarithms, .sum], steps: Self.steps, &statistics)
            {
                return witness
            }
        }
        return nil
    }

    private func descendFromPrograms(_ statistics: inout Statistics) -> Witness? {
        guard !reachedRegion, attack.graph.weightCount <= Self.mostWeights, let bounds else { return nil }
        let leaf = LeafProgram(
            graph: attack.graph.graph,
            limits: Limits(Self.programShare, of: attack.context.limits, atMost: Self.programTime))
        for alternative in targets.indices where leaf.limits.stop == nil {
            statistics.linearPrograms += 1
            guard
                let point = leaf.deepestPoint(
                    problem, alternative: alternative, bounds: bounds.nodeBounds(of: 0), phases: root.phases)
            else { continue }
            let found =
                judgeFirst([point], &statistics)
                ?? descend(from: [point], alternative, [.logarithms, .sum], steps: Self.steps, &statistics)
            if let found { return found }
        }
        return nil
    }

    /// The middle of the box as it was written, which is a better guess than that of the clipped one: a known input, often.
    private var middle: [Double] { zip(problem.lower, problem.upper).map { 0.5 * $0 + 0.5 * $1 } }

    /// A point with a half to a 256th of its entries off their lower ends: pictures are mostly dark, and the patterns mined
    /// from them are reached from nearly black starts. Class 1 of mnist_fc 256x4: by a quarter of those with a 32nd or less,
    /// by one in sixty of those with an eighth or more.
    private func nearLowerCorner(_ index: Int) -> [Double] {
        let share = exp2(-Double(1 + index % Self.shares))
        return root.lower.indices.map { i in
            let (low, high) = (root.lower[i], root.upper[i])
            guard Double.random(in: 0..<1, using: &random) < share else { return low }
            let part = Double.random(in: 0...1, using: &random)
            return min(high, max(low, low * (1 - part * part) + high * part * part))
        }
    }

    /// The inputs at which the linear bounds of the alternative's rows are least.
    private func corners(_ alternative: Int) -> [[Double]] {
        guard let bounds else { return [] }
        let requests = rows.alternatives[alternative].map { BoundRow(subproblem: 0, row: $0) }
        let found = bounds.lowerBounds(of: requests, coefficients: rows.coefficients, keepsInputCoefficients: true)
        let box = bounds.nodeBounds(of: 0)
        let count = attack.graph.inputCount
        return requests.indices.map { r in
            let slopes = found.inputCoefficients[(r * count)..<((r + 1) * count)]
            return zip(slopes, zip(box.lower[0], box.upper[0])).map { $0 >= 0 ? $1.0 : $1.1 }
        }
    }

    // MARK: Descents

    private func descend(
        from starts: [[Double]], _ alternative: Int, _ penalties: [PenaltyDescent.Penalty],
        steps: Int, _ statistics: inout Statistics
    ) -> Witness? {
        let isAnyPoint = problem.unsafe[alternative].rows.isEmpty
        for penalty in penalties {
            let found = descent.run(
                starts, starts.map { _ in targets[alternative] }, steps: steps, penalty: penalty,
                aim: isAnyPoint ? .anyPoint : .depth)
            statistics.attackPoints += starts.count * (steps + 1)
            reachedRegion = reachedRegion || found.reachedRegion
            if let depth = found.deepest { attack.tell(slack: depth) }
            // Where any point does, that of the first start is the best to look at: a known one, or one near the middle.
            let points = isAnyPoint ? found.points.sorted { $0.start < $1.start } : found.points
            if let witness = judgeFirst(points.map(\.point), &statistics) { return witness }
        }
        return nil
    }

    private func judgeFirst(_ points: [[Double]], _ statistics: inout Statistics) -> Witness? {
        for point in points.prefix(3) {
            statistics.candidatesJudged += 1
            if let witness = attack.judge(caseIndex, point) { return witness }
        }
        return nil
    }
}
