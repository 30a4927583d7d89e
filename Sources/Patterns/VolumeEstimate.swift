import Foundation
import Kernels
package import Networks

/// About how large the region of a pattern is: the product, over the inputs, of how far one can go along that axis.
///
/// The start is the pseudo-centre: the given point whose greatest distance to the others is least. From it each axis is
/// followed both ways inside the domain as long as the pattern is, by bisection. The region need not be connected along an
/// axis, nor hold the product: only orders of magnitude mean something, and only from one pattern to another with the same
/// start. Evaluated in Double. (Geng et al., Learning Minimal Neural Specifications, NeuS 2025, appendix C.)
package struct VolumeEstimate {
    private let evaluator: PhaseEvaluator
    private let lower: [Double]
    private let upper: [Double]
    private let center: [Double]
    private static let rounds = 12
    private static let batch = 256

    /// Requires points, all of the network's size and inside the domain. Cost: all pairs of points.
    package init(network: Network, lower: [Double], upper: [Double], points: [[Double]]) {
        precondition(!points.isEmpty, "a volume around no point")
        evaluator = PhaseEvaluator(network)
        self.lower = lower
        self.upper = upper
        let farthest = points.map { point in points.reduce(0) { max($0, Self.distance(point, $1)) } }
        center = points[farthest.indices.min { farthest[$0] < farthest[$1] } ?? 0]
    }

    private static func distance(_ a: [Double], _ b: [Double]) -> Double {
        var greatest = 0.0
        for i in a.indices { greatest = max(greatest, abs(a[i] - b[i])) }
        return greatest
    }

    /// The decimal logarithm of the estimate. Cost: evaluations of the network, two dozen per input.
    package func log10(of pattern: ActivationPattern) -> Double {
        let directions = center.indices.flatMap { [(input: $0, end: lower[$0]), (input: $0, end: upper[$0])] }
        var inside = [Double](repeating: 0, count: directions.count)
        var outside = [Double](repeating: 1, count: directions.count)
        for round in 0...Self.rounds {
            // The first question is about the whole way.
            let shares = directions.indices.map { round == 0 ? 1 : (inside[$0] + outside[$0]) / 2 }
            for (k, isInside) in follow(pattern, directions, shares).enumerated() {
                if isInside { inside[k] = max(inside[k], shares[k]) } else { outside[k] = min(outside[k], shares[k]) }
            }
        }
        // A way shorter than can be told counts as that.
        let least = exp2(-Double(Self.rounds))
        return center.indices.reduce(0) { sum, input in
            let ways = [2 * input, 2 * input + 1].map { inside[$0] * abs(directions[$0].end - center[input]) }
            let width = upper[input] - lower[input]
            return width > 0 ? sum + Foundation.log10(max(ways[0] + ways[1], least * width)) : sum
        }
    }

    private func follow(
        _ pattern: ActivationPattern, _ directions: [(input: Int, end: Double)], _ shares: [Double]
    ) -> [Bool] {
        let values = BatchValues(graph: evaluator.graph, capacity: Self.batch)
        return stride(from: 0, to: directions.count, by: Self.batch).flatMap { start -> [Bool] in
            let chunk = start..<min(start + Self.batch, directions.count)
            values.evaluate(
                chunk.map { k in
                    var point = center
                    let (input, end) = directions[k]
                    point[input] += shares[k] * (end - point[input])
                    return point
                }, evaluator.sums)
            return chunk.indices.map { k in
                zip(evaluator.layers, evaluator.places).allSatisfy { layer, node in
                    let row = values.block(node).row(k - chunk.lowerBound)
                    return row.indices.allSatisfy { i in
                        switch pattern[layer.firstNeuron + i] {
                        case .active: row[i] > 0
                        case .inactive: row[i] <= 0
                        case .any: true
                        }
                    }
                }
            }
        }
    }
}
