package import Exact
package import Networks
package import Properties

/// Which points belong to a region in the plane, decided by geometry alone: an opinion that knows nothing of parameters.
extension Region {
    /// Requires two inputs, and patterns beside other shapes only: the network decides those. Cones are cut at scales
    /// 1/1,000,000 and 10^12.
    package func containsInPlane(_ point: [Rational], network: Network) -> Bool {
        switch self {
        case .box(let box): box.contains(point)
        case .halfspaces(let rows): rows.allSatisfy { $0.isMet(input: point, output: []) }
        case .intersection(let parts): parts.allSatisfy { $0.containsInPlane(point, network: network) }
        case .union(let parts): parts.contains { $0.containsInPlane(point, network: network) }
        case .oneNormBall(let center, let radii):
            zip(point, zip(center, radii)).allSatisfy { $0 == $1.0 || !$1.1.isZero }
                && zip(point, zip(center, radii)).reduce(Rational.zero) {
                    $1.1.1.isZero ? $0 : $0 + ($1.0 - $1.1.0).magnitude / $1.1.1
                } <= .one
        case .hull, .cone, .inflated, .swept: Plane.hull(of: corners, contains: point)
        case .pattern(let decisions):
            decisions.allSatisfy { decision in
                let neuron = ObservedNeuron(neuron: decision.neuron, side: .preActivation)
                let z = network.outputs(observing: [neuron], at: point)[network.outputCount]
                return decision.isActive ? !z.isNegative : z <= .zero
            }
        }
    }

    /// Points of which a convex region is the hull. A cone over a convex set is convex when its scales are an interval.
    private var corners: [[Rational]] {
        switch self {
        case .box(let box):
            [[box.lower[0], box.lower[1]], [box.lower[0], box.upper[1]], [box.upper[0], box.lower[1]], box.upper]
        case .hull(let points): points
        case .oneNormBall(let c, let r):
            [[c[0] + r[0], c[1]], [c[0] - r[0], c[1]], [c[0], c[1] + r[1]], [c[0], c[1] - r[1]]]
        case .inflated(let base, let r):
            base.corners.flatMap { c in [r, -r].flatMap { a in [r, -r].map { [c[0] + a, c[1] + $0] } } }
        case .swept(let base, let sweep):
            base.corners.flatMap { c in
                [sweep.lower, sweep.upper].map {
                    [c[0] + $0 * sweep.direction[0], c[1] + $0 * sweep.direction[1]]
                }
            }
        case .cone(let base, let scale):
            base.corners.flatMap { c in
                [max(scale.lower, Rational(1) / 1_000_000), scale.upper ?? 1_000_000_000_000].map {
                    [c[0] * $0, c[1] * $0]
                }
            }
        case .halfspaces, .intersection, .union, .pattern: preconditionFailure("no corners are known")
        }
    }
}

private enum Plane {
    /// Twice the signed area of a triangle.
    static func area(_ a: [Rational], _ b: [Rational], _ c: [Rational]) -> Rational {
        (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    }

    /// Whether the point is on no wrong side of the polygon around the points (Andrew's monotone chains).
    static func hull(of points: [[Rational]], contains p: [Rational]) -> Bool {
        let sorted = Array(Set(points)).sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
        guard let first = sorted.first, let last = sorted.last else { return false }
        // The box of the points decides where they lie on a line, and does no harm elsewhere.
        let heights = sorted.map { $0[1] }
        guard p[0] >= first[0], p[0] <= last[0], p[1] >= heights.min() ?? 0, p[1] <= heights.max() ?? 0 else {
            return false
        }
        let polygon = chain(sorted).dropLast() + chain(sorted.reversed()).dropLast()
        return polygon.indices.allSatisfy { i in
            area(polygon[i], polygon[i + 1 == polygon.endIndex ? polygon.startIndex : i + 1], p).signum >= 0
        }
    }

    /// The points of one half of the polygon, turning left everywhere.
    private static func chain(_ points: [[Rational]]) -> [[Rational]] {
        points.reduce(into: []) { chain, point in
            while chain.count > 1, area(chain[chain.count - 2], chain[chain.count - 1], point).signum <= 0 {
                chain.removeLast()
            }
            chain.append(point)
        }
    }
}

extension Formula {
    package func isMet(input: [Rational], output: [Rational]) -> Bool {
        switch self {
        case .row(let row): row.isMet(input: input, output: output)
        case .all(let parts): parts.allSatisfy { $0.isMet(input: input, output: output) }
        case .any(let parts): parts.contains { $0.isMet(input: input, output: output) }
        }
    }
}

extension Network {
    /// The exact outputs, then the observed neurons.
    package func outputs(observing observed: [ObservedNeuron], at point: [Rational]) -> [Rational] {
        let layers = reluLayers
        let elements = observed.map { neuron in
            guard let layer = layers.layer(of: neuron.neuron) else {
                preconditionFailure("there is no neuron \(neuron.neuron)")
            }
            return TensorElement(
                value: neuron.side == .preActivation ? layer.preActivation : layer.activation,
                index: neuron.neuron - layer.firstNeuron)
        }
        let reading = reading(elements, at: point)
        return reading.output + reading.elements
    }
}
