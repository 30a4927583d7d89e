import Bounds
import Foundation
import Queries

/// Gradient descent into a region that is more than a box, and on to the unsafe side of a property.
///
/// Requires  points of the box, each with the alternative that it is after.
/// Returns   points that meet every row and every decided phase in Double, deepest first.
/// Method    what a point misses is added up over region rows, decided phases and property rows (``Penalty``); a step goes
///           down the sum's gradient by the length that would bring a linear sum to 0 (Polyak's), a little further, each
///           input measured in units of its range. A point that misses nothing is kept, and asked for twice the distance it
///           keeps.
/// Guarantee none; every point goes to the judge.
/// Cost      one forward and one backward pass in Double per step, for all points together.
/// Reference Polyak, Minimization of Unsmooth Functionals, 1969.
struct PenaltyDescent {
    /// How misses are added up.
    enum Penalty {
        /// As they are.
        case sum
        /// As sum of log(1 + miss / mean miss): the many small misses pull more than the few large ones. From random points
        /// this reaches the regions of mined patterns in 4 to 12 steps where the plain sum takes 200 or never does.
        case logarithms
    }

    /// When a descent is over.
    enum Aim {
        /// After all steps: the deepest points are wanted.
        case depth
        /// As soon as some point has kept what it was after.
        case anyPoint
    }

    /// What one point is after.
    struct Target {
        fileprivate let rows: UnsafeRows
        /// The rows that the point should meet, the region's first.
        fileprivate let demanded: [Int]
        fileprivate let regionCount: Int
        fileprivate let pattern: [DecidedNeuron]
        fileprivate let lower: [Double]
        fileprivate let upper: [Double]

        /// An alternative of a case, inside a box. `rows` and `pattern` are the case's.
        init(
            _ problem: Case, _ alternative: Int, rows: UnsafeRows, pattern: [DecidedNeuron], lower: [Double],
            upper: [Double]
        ) {
            self.rows = rows
            self.pattern = pattern
            self.lower = lower
            self.upper = upper
            regionCount = problem.regionRows.count
            // Without rows of its own an alternative has one that is always met.
            let count = regionCount + problem.unsafe[alternative].rows.count
            demanded = Array(rows.alternatives[alternative].prefix(count))
        }
    }

    struct Findings {
        /// The points found, with the index of the start that led to them.
        var points: [(start: Int, point: [Double])] = []
        /// The greatest depth of a point on the way that was in its region: below 0 where what is unsafe was missed. `nil`
        /// when none was.
        var deepest: Double?
        /// Whether some point on the way was in its region, met or not what was unsafe there.
        var reachedRegion: Bool { deepest != nil }
    }

    let evaluator: PointEvaluator
    /// Whether the run must stop: asked at every step.
    let mustStop: () -> Bool

    /// Further than the linear guess: the border itself is a place where rounding decides.
    private static let stride = 1.2
    /// What rounding does to pre-activations is far below.
    private static let safeDepth = 1e-7

    /// Descends from `starts`. Requires at most the evaluator's capacity.
    func run(
        _ starts: [[Double]], _ targets: [Target], steps: Int, penalty: Penalty = .sum, aim: Aim = .depth
    ) -> Findings {
        var points = starts
        var demands = [Double](repeating: 0, count: points.count)
        var best = [(point: [Double], depth: Double)?](repeating: nil, count: points.count)
        var findings = Findings()
        for step in 0...steps {
            var isOver = step == steps || mustStop()
            let misses = misses(points, targets, demands, penalty)
            for (p, miss) in misses.enumerated() {
                if miss.regionDepth >= 0 { findings.deepest = max(findings.deepest ?? miss.depth, miss.depth) }
                guard miss.depth >= 0 else { continue }
                if miss.depth > best[p]?.depth ?? -1 { best[p] = (points[p], miss.depth) }
                demands[p] = 2 * miss.depth + 1e-9
                if case .anyPoint = aim, miss.depth >= Self.safeDepth { isOver = true }
            }
            if isOver { break }
            let gradients = evaluator.gradients(of: misses.map(\.row), less: misses.map(\.neurons))
            for p in points.indices { move(&points[p], targets[p], gradients[p], by: Self.stride * misses[p].sum) }
        }
        findings.points = best.enumerated().compactMap { p, found in found.map { (p, $0.point, $0.depth) } }
            .sorted { $0.2 > $1.2 }.map { ($0.0, $0.1) }
        return findings
    }

    /// What each point misses in all; 0 when it meets everything.
    func shortfalls(_ points: [[Double]], _ targets: [Target]) -> [Double] {
        misses(points, targets, [Double](repeating: 0, count: points.count), .sum).map(\.sum)
    }

    /// What one point misses.
    private struct Miss {
        /// The least slack over everything, and over the region alone.
        var depth = Double.infinity
        var regionDepth = Double.infinity
        /// The penalty of what slacks lack to the demand, and its gradient's parts.
        var sum = 0.0
        var row: RowCoefficients
        var neurons: [(neuron: DecidedNeuron, weight: Double)] = []
    }

    private func misses(
        _ points: [[Double]], _ targets: [Target], _ demands: [Double], _ penalty: Penalty
    ) -> [Miss] {
        let outputs = evaluator.outputs(at: points)
        return points.indices.map { miss(at: $0, points[$0], outputs[$0], targets[$0], demands[$0], penalty) }
    }

    private func miss(
        at p: Int, _ point: [Double], _ values: [Double], _ target: Target, _ demand: Double, _ penalty: Penalty
    ) -> Miss {
        var miss = Miss(row: RowCoefficients(output: [], input: nil))
        var rows: [(row: Int, lack: Double)] = []
        for (place, row) in target.demanded.enumerated() {
            let slack = target.rows.slack(row, input: point, output: values)
            miss.depth = min(miss.depth, slack)
            if place < target.regionCount { miss.regionDepth = min(miss.regionDepth, slack) }
            if slack < demand { rows.append((row, demand - slack)) }
        }
        for neuron in target.pattern {
            let slack = evaluator.slack(of: neuron, at: p)
            miss.depth = min(miss.depth, slack)
            miss.regionDepth = min(miss.regionDepth, slack)
            if slack < demand { miss.neurons.append((neuron, demand - slack)) }
        }
        let total = rows.reduce(0) { $0 + $1.lack } + miss.neurons.reduce(0) { $0 + $1.weight }
        let mean = total / Double(max(1, rows.count + miss.neurons.count))
        /// The term of one miss and its derivative.
        func term(_ lack: Double) -> (value: Double, weight: Double) {
            switch penalty {
            case .sum: (lack, 1)
            case .logarithms: (log1p(lack / mean), 1 / (mean + lack))
            }
        }
        var output = [Double](repeating: 0, count: values.count)
        var input = [Double](repeating: 0, count: point.count)
        for (row, lack) in rows {
            let (value, weight) = term(lack)
            miss.sum += value
            let coefficients = target.rows.coefficients[row]
            for (j, c) in coefficients.output.enumerated() { output[j] += weight * c }
            for (i, c) in (coefficients.input ?? []).enumerated() { input[i] += weight * c }
        }
        for n in miss.neurons.indices {
            let (value, weight) = term(miss.neurons[n].weight)
            miss.sum += value
            miss.neurons[n].weight = weight
        }
        miss.row = RowCoefficients(output: output, input: input)
        return miss
    }

    /// One step that lowers a linear function with this gradient by `amount`, as far as the box allows.
    private func move(_ point: inout [Double], _ target: Target, _ gradient: [Double], by amount: Double) {
        var weights = gradient
        var norm = 0.0
        for i in point.indices {
            let isHeld = gradient[i] > 0 ? point[i] <= target.lower[i] : point[i] >= target.upper[i]
            let width = isHeld ? 0 : target.upper[i] - target.lower[i]
            weights[i] = gradient[i] * width * width
            norm += gradient[i] * weights[i]
        }
        guard norm > 0, norm.isFinite else { return }
        for i in point.indices {
            let moved = point[i] - amount / norm * weights[i]
            point[i] = min(target.upper[i], max(target.lower[i], moved))
        }
    }
}
