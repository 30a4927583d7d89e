import Bounds
import Queries

/// Gradient descent into a region that is more than a box, and on to the unsafe side of a property.
///
/// Requires  points of the box, each with the alternative that it is after.
/// Returns   points that meet every row and every decided phase in Double, deepest first.
/// Method    what a point misses is summed over region rows, decided phases and property rows; a step goes down the sum's
///           gradient by the length that would bring a linear sum to 0 (Polyak's), a little further, each input measured in
///           units of its range. A point that misses nothing is kept, and asked for twice the distance it keeps.
/// Guarantee none; every point goes to the judge.
/// Cost      one forward and one backward pass in Double per step, for all points together.
/// Reference Polyak, Minimization of Unsmooth Functionals, 1969.
struct PenaltyDescent {
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

    /// Descends from `starts`. Requires at most the evaluator's capacity.
    func run(_ starts: [[Double]], _ targets: [Target], steps: Int) -> Findings {
        var points = starts
        var demands = [Double](repeating: 0, count: points.count)
        var best = [(point: [Double], depth: Double)?](repeating: nil, count: points.count)
        var findings = Findings()
        for step in 0...steps {
            let misses = misses(points, targets, demands)
            for (p, miss) in misses.enumerated() {
                if miss.regionDepth >= 0 { findings.deepest = max(findings.deepest ?? miss.depth, miss.depth) }
                guard miss.depth >= 0 else { continue }
                if miss.depth > best[p]?.depth ?? -1 { best[p] = (points[p], miss.depth) }
                demands[p] = 2 * miss.depth + 1e-9
            }
            if step == steps || mustStop() { break }
            let gradients = evaluator.gradients(of: misses.map(\.row), less: misses.map(\.neurons))
            for p in points.indices { move(&points[p], targets[p], gradients[p], by: Self.stride * misses[p].sum) }
        }
        findings.points = best.enumerated().compactMap { p, found in found.map { (p, $0.point, $0.depth) } }
            .sorted { $0.2 > $1.2 }.map { ($0.0, $0.1) }
        return findings
    }

    /// What each point misses in all; 0 when it meets everything.
    func shortfalls(_ points: [[Double]], _ targets: [Target]) -> [Double] {
        misses(points, targets, [Double](repeating: 0, count: points.count)).map(\.sum)
    }

    /// What one point misses.
    private struct Miss {
        /// The least slack over everything, and over the region alone.
        var depth = Double.infinity
        var regionDepth = Double.infinity
        /// The sum of what slacks lack to the demand, and its gradient's parts.
        var sum = 0.0
        var row: RowCoefficients
        var neurons: [DecidedNeuron] = []
    }

    private func misses(_ points: [[Double]], _ targets: [Target], _ demands: [Double]) -> [Miss] {
        let outputs = evaluator.outputs(at: points)
        return points.indices.map { p in
            let (target, demand) = (targets[p], demands[p])
            var output = [Double](repeating: 0, count: outputs[p].count)
            var input = [Double](repeating: 0, count: points[p].count)
            var miss = Miss(row: RowCoefficients(output: [], input: nil))
            for (place, row) in target.demanded.enumerated() {
                let slack = target.rows.slack(row, input: points[p], output: outputs[p])
                miss.depth = min(miss.depth, slack)
                if place < target.regionCount { miss.regionDepth = min(miss.regionDepth, slack) }
                if slack >= demand { continue }
                miss.sum += demand - slack
                let coefficients = target.rows.coefficients[row]
                for (j, c) in coefficients.output.enumerated() { output[j] += c }
                for (i, c) in (coefficients.input ?? []).enumerated() { input[i] += c }
            }
            for neuron in target.pattern {
                let slack = evaluator.slack(of: neuron, at: p)
                miss.depth = min(miss.depth, slack)
                miss.regionDepth = min(miss.regionDepth, slack)
                if slack >= demand { continue }
                miss.sum += demand - slack
                miss.neurons.append(neuron)
            }
            miss.row = RowCoefficients(output: output, input: input)
            return miss
        }
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
