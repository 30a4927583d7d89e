import Exact

/// A model as it was loaded against the graph that all engines see, at random points.
extension Network {
    /// The first output that the network and its graph do not agree about at one of `points` seeded random inputs in
    /// [-1, 1]; `nil` when there is none. A difference that rounding could explain is settled by enclosures.
    ///
    /// Once `mustStop` says so, the points that are left are left out. Cost: two evaluations in Double per point.
    package func outputLostInSimplification(points: Int, mustStop: () -> Bool = { false }) -> Int? {
        let graph = AffineReLUGraph(self)
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        for _ in 0..<points where !mustStop() {
            let point = (0..<inputCount).map { _ in
                // Knuth's multiplier; the high bits are the good ones.
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Double(state >> 11) * 0x1p-52 - 1
            }
            let (mine, simplified) = (output(at: point), graph.evaluate(point))
            let isClose = zip(mine, simplified).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($0)) }
            if mine.count == simplified.count && isClose { continue }
            let exact = point.map { OutwardInterval(weight: $0) }
            let enclosures = zip(output(at: exact), graph.evaluate(exact))
            if let lost = enclosures.enumerated().first(where: { $1.0.lower > $1.1.upper || $1.1.lower > $1.0.upper }) {
                return lost.offset
            }
        }
        return nil
    }
}

extension AffineReLUGraph {
    /// The output at an input. Cost: a multiplication per entry of all maps.
    fileprivate func evaluate<S: Scalar>(_ input: [S]) -> [S] {
        var values: [[S]] = []
        for node in nodes {
            switch node.kind {
            case .input: values.append(input)
            case .relu(let source, _): values.append(values[source].map(\.rectified))
            case .affine(let terms, let bias):
                var sum = bias.map { S(weight: $0) }
                for term in terms { term.map.add(values[term.source], to: &sum) }
                values.append(sum)
            }
        }
        return values[output]
    }
}

extension LinearMap {
    /// Adds the map of `x` to `sum`.
    fileprivate func add<S: Scalar>(_ x: [S], to sum: inout [S]) {
        for i in sum.indices {
            forEachEntry(row: i) { column, entry in
                switch entry {
                case .factor(let factor): sum[i] += S(weight: factor) * x[column]
                case .reciprocal(let divisor): sum[i] += x[column] / S(weight: divisor)
                }
            }
        }
    }
}
