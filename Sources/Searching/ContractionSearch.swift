package import Bounds
package import Contexts
import Properties
package import Queries

/// A small search of one alternative of a case with decided phases, by contraction.
///
/// Where late layers are decided, what is open hangs on a few neurons, and each split moves the bounds of its neighbours far:
/// a subproblem is worth no more than a few sweeps and one row. The search of ``BranchAndBound`` spends a hundred times that on
/// each, on slopes and multipliers that start from the input.
///
/// Requires  the root of a case.
/// Returns   whether every leaf was closed, or what is left.
/// Method    depth first. The rows of the alternative are met by every witness, so that they cut as decided phases do
///           (``Contraction``); then backward bounds of the layers behind the split, and the rows' bounds, read off at every
///           layer. What stays open is split on the neuron that costs the row most (``BatchedBounds/neuronScores(of:subproblem:)``).
/// Guarantee `closed` only when every leaf was excluded by sound bounds. Incomplete: stops at the limits, and at a leaf
///           without unstable neurons that bounds do not close.
/// Cost      milliseconds per subproblem, none of it kept.
package final class ContractionSearch {
    private let bounds: BatchedBounds
    private let contraction: Contraction
    private let bottleneck: BottleneckSearch
    private let context: Context
    private static let sweeps = 4
    private static let rounds = 2
    private static let lookAheadWidth = 4

    package enum Outcome: Sendable {
        case closed(leaves: Int)
        case open
        case stopped(StopCause)
    }

    package init(query: Query, graph: PreparedGraph, context: Context) {
        self.context = context
        bottleneck = BottleneckSearch(query: query, graph: graph, context: context)
        bounds = BatchedBounds(graph: graph, capacity: 1)
        contraction = Contraction(graph: graph)
        let limits = context.limits
        bounds.mustStop = { limits.stop != nil }
    }

    /// What a search is to exclude: the rows that a witness meets.
    private struct Target {
        let rows: UnsafeRows
        let demanded: [Int]
        let demands: [Contraction.Demand]
        let polyhedron: Polyhedron

        init(_ rows: UnsafeRows, _ alternative: Int, _ polyhedron: Polyhedron) {
            self.rows = rows
            self.polyhedron = polyhedron
            demanded = rows.alternatives[alternative]
            demands = demanded.map { Contraction.Demand(rows.coefficients[$0], atMost: rows.thresholds[$0]) }
        }
    }

    /// Searches below `root` for points that meet every row of the alternative, in at most `nodes` subproblems.
    package func run(
        _ root: Subproblem, of problem: Case, rows: UnsafeRows, alternative: Int, nodes: Int,
        _ statistics: inout Statistics
    ) -> Outcome {
        let target = Target(rows, alternative, problem.unsafe[alternative])
        var open = [root]
        var leaves = 0
        var count = 0
        while var next = open.popLast() {
            if let cause = context.limits.stop { return .stopped(cause) }
            count += 1
            statistics.boundedSubproblems += 1
            if isClosed(&next, target) {
                leaves += 1
                statistics.closedByBounds += 1
                continue
            }
            guard count + open.count < nodes, let neuron = neuron(toSplit: next, target) else { return .open }
            statistics.splits += 1
            open.append(next.child(neuron, isActive: false))
            open.append(next.child(neuron, isActive: true))
        }
        return .closed(leaves: leaves)
    }

    /// Contracts and bounds a subproblem, and says whether that closes it.
    private func isClosed(_ subproblem: inout Subproblem, _ target: Target) -> Bool {
        subproblem.settledThrough = nil
        for _ in 0..<Self.rounds {
            if !settle(&subproblem, target, .backward) { return true }
        }
        if slack(target) > 0 { return true }
        switch bottleneck.exclude(target.polyhedron, on: subproblem) {
        case .excluded: return true
        case .open: return false
        }
    }

    /// Contraction and propagation; whether the subproblem may have points.
    private func settle(_ subproblem: inout Subproblem, _ target: Target, _ effort: BatchedBounds.Effort) -> Bool {
        contraction.contract(&subproblem, met: target.demands, sweeps: Self.sweeps)
        if subproblem.isEmpty { return false }
        var batch = [subproblem]
        bounds.propagate(&batch, effort: effort)
        subproblem = batch[0]
        return !bounds.isEmpty[0]
    }

    /// How far the rows of the subproblem last propagated are from being met: above 0 when one is met nowhere.
    private func slack(_ target: Target) -> Double {
        let requests = target.demanded.map { BoundRow(subproblem: 0, row: $0) }
        let values = bounds.lowerBounds(of: requests, coefficients: target.rows.coefficients).values
        return zip(target.demanded, values).reduce(-.infinity) { best, found in
            let (row, value) = found
            if target.rows.excludes(row, lowerBound: value) { return .infinity }
            // A strict row that is met nowhere may have a difference of 0, any other one below.
            return max(best, min(value - target.rows.thresholds[row], 0))
        }
    }

    /// The neuron whose two children have the best bounds, the worse child counting: of those that cost the rows most, and of
    /// the last ones. `nil` when none is unstable.
    private func neuron(toSplit subproblem: Subproblem, _ target: Target) -> Int? {
        var scores = [Double](repeating: 0, count: subproblem.neuronLower.count)
        for row in target.demanded {
            let found = bounds.neuronScores(of: target.rows.coefficients[row], subproblem: 0)
            for neuron in scores.indices { scores[neuron] += found[neuron] }
        }
        let unstable = scores.indices.filter {
            subproblem.neuronLower[$0] < 0 && subproblem.neuronUpper[$0] > 0
        }
        let costly = unstable.sorted { scores[$0] > scores[$1] }.prefix(Self.lookAheadWidth)
        let late = unstable.suffix(Self.lookAheadWidth).filter { !costly.contains($0) }
        return (costly + late).map { (neuron: $0, score: lookAhead(subproblem, $0, target)) }
            .max { $0.score < $1.score }?.neuron
    }

    private func lookAhead(_ subproblem: Subproblem, _ neuron: Int, _ target: Target) -> Double {
        let slacks = [true, false].map { isActive in
            var child = subproblem.child(neuron, isActive: isActive)
            let found = settle(&child, target, .intervals) ? slack(target) : .infinity
            return min(found, 0)
        }
        return min(slacks[0], slacks[1]) + 0.1 * max(slacks[0], slacks[1])
    }
}
