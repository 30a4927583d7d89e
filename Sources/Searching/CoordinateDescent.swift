import Bounds
import Queries

/// Attack by moves of one input at a time, for networks with few inputs.
///
/// Requires  points of a plain box, and the alternative that they are after.
/// Returns   points that meet the alternative in Double, best margin first.
/// Method    each round tries four moves of every input of every point: a step either way, an end of the range, and any
///           place; the best of them all is taken when it is better, else the point's step is halved. It needs no slope,
///           and goes on where the sign of one leads out of a narrow valley, or where it is 0.
/// Guarantee none; every point goes to the judge.
/// Cost      4 x inputs evaluations in Double per point and round, batched.
/// Reference Hooke and Jeeves, Direct Search Solution of Numerical and Statistical Problems, 1961.
struct CoordinateDescent {
    let evaluator: PointEvaluator
    /// Whether the run must stop: asked in every round.
    let mustStop: () -> Bool

    /// With more inputs than these a round costs more than the gradients it stands in for.
    static let mostInputs = 16

    /// Points that an attack from `starts` evaluates at most.
    static func cost(starts: Int, inputs: Int, rounds: Int) -> Int { starts * (1 + 4 * inputs * rounds) }

    /// Descends from `starts`. `deepest` is the greatest slack of all points on the way.
    func run(
        _ starts: [[Double]], _ alternative: Int, _ problem: Case, _ rows: UnsafeRows, rounds: Int,
        _ random: inout RandomNumbers
    ) -> (points: [[Double]], deepest: Double) {
        var points = starts
        var slacks = slacks(points, alternative, rows)
        var steps = [Double](repeating: 0.25, count: points.count)
        for _ in 0..<rounds where !mustStop() {
            let moved = points.indices.map { moves(points[$0], steps[$0], problem, &random) }
            let found = self.slacks(moved.flatMap(\.self), alternative, rows)
            var place = 0
            for p in points.indices {
                let range = place..<(place + moved[p].count)
                place = range.upperBound
                guard let best = range.max(by: { found[$0] < found[$1] }), found[best] > slacks[p] else {
                    steps[p] /= 2
                    continue
                }
                points[p] = moved[p][best - range.lowerBound]
                slacks[p] = found[best]
            }
        }
        let order = points.indices.sorted { slacks[$0] > slacks[$1] }
        return (order.filter { slacks[$0] >= 0 }.map { points[$0] }, slacks.max() ?? -.infinity)
    }

    /// The best of `samples` points of a box: in turn uniform ones, corners, and points of which each input is at an end or
    /// anywhere.
    func best(
        _ count: Int, of samples: Int, _ alternative: Int, _ problem: Case, _ rows: UnsafeRows,
        _ random: inout RandomNumbers
    ) -> [[Double]] {
        let points = (0..<samples).map { sample in
            problem.lower.indices.map { i in
                let isAtEnd = sample % 3 == 1 || sample % 3 == 2 && Bool.random(using: &random)
                if isAtEnd { return Bool.random(using: &random) ? problem.lower[i] : problem.upper[i] }
                let part = Double.random(in: 0...1, using: &random)
                let place = problem.lower[i] * (1 - part) + problem.upper[i] * part
                return min(problem.upper[i], max(problem.lower[i], place))
            }
        }
        let slacks = slacks(points, alternative, rows)
        return points.indices.sorted { slacks[$0] > slacks[$1] }.prefix(count).map { points[$0] }
    }

    /// A point with one input moved, in all the ways that a round tries.
    private func moves(
        _ point: [Double], _ step: Double, _ problem: Case, _ random: inout RandomNumbers
    ) -> [[Double]] {
        var result: [[Double]] = []
        for i in point.indices {
            let (low, high) = (problem.lower[i], problem.upper[i])
            let length = step * (high - low)
            let part = Double.random(in: 0...1, using: &random)
            let targets = [
                point[i] - length, point[i] + length, Bool.random(using: &random) ? low : high,
                low * (1 - part) + high * part,
            ]
            for target in targets {
                var moved = point
                moved[i] = min(high, max(low, target))
                result.append(moved)
            }
        }
        return result
    }

    private func slacks(_ points: [[Double]], _ alternative: Int, _ rows: UnsafeRows) -> [Double] {
        var slacks: [Double] = []
        for start in stride(from: 0, to: points.count, by: evaluator.capacity) {
            let chunk = Array(points[start..<min(start + evaluator.capacity, points.count)])
            for (point, output) in zip(chunk, evaluator.outputs(at: chunk)) {
                slacks.append(rows.leastSlack(alternative, input: point, output: output).slack)
            }
        }
        return slacks
    }
}
