package import Exact

/// A set of network inputs, as a claim names it. All numbers are exact and in the network's own units.
///
/// A region is a value: it says which points belong to it, not how an engine walks over them. `Queries` lowers it to boxes,
/// linear rows, phase decisions and, for hulls, 1-norm balls and cones, to a few further inputs in front of the network.
package indirect enum Region: Hashable, Sendable {
    /// All points between two corners.
    case box(Box)
    /// All points whose distances from `center`, divided by `radii` entry by entry, sum to at most 1; entries with radius 0
    /// keep the value of the centre. With equal radii r: the ball of radius r in the 1-norm.
    case oneNormBall(center: [Rational], radii: [Rational])
    /// All points that meet every row; the rows are over inputs only. Not bounded by itself.
    case halfspaces([LinearRow])
    /// All weighted means of the points.
    case hull([[Rational]])
    /// All points a * x with x in `base` and a in `scale`.
    case cone(base: Region, scale: Scale)
    /// All points that differ from a point of `base` by at most `radius` in every entry.
    case inflated(base: Region, radius: Rational)
    /// All points x + s * direction with x in `base` and s in the sweep's range.
    case swept(base: Region, by: Sweep)
    /// All inputs at which the listed neurons are in the listed phases (closed: pre-activation 0 belongs to both).
    case pattern([PhaseDecision])
    case intersection([Region])
    case union([Region])
}

/// The scales of a cone: an interval of positive numbers.
package struct Scale: Hashable, Sendable {
    /// The least scale, itself included; 0 stands for every positive scale and is itself never included.
    package let lower: Rational
    /// The greatest scale, itself included; `nil` when there is none.
    package let upper: Rational?

    /// a > 0.
    package static let positive = Scale(lower: .zero, upper: nil)

    /// Requires 0 <= lower <= upper, and an upper end above 0.
    package init(lower: Rational, upper: Rational?) {
        precondition(lower >= .zero, "a scale below 0 turns the cone around")
        if let upper { precondition(upper > .zero && upper >= lower, "an empty interval of scales") }
        self.lower = lower
        self.upper = upper
    }
}

/// A move along a line: s * `direction` for every s between `lower` and `upper`, ends included.
package struct Sweep: Hashable, Sendable {
    package let direction: [Rational]
    package let lower: Rational
    package let upper: Rational

    /// Requires lower <= upper.
    package init(_ direction: [Rational], from lower: Rational, to upper: Rational) {
        precondition(lower <= upper, "an empty range of moves")
        self.direction = direction
        self.lower = lower
        self.upper = upper
    }
}

/// One neuron held in one phase. Neurons are counted over all ReLU layers of the network, in order.
package struct PhaseDecision: Hashable, Sendable {
    package let neuron: Int
    package let isActive: Bool

    package init(neuron: Int, isActive: Bool) {
        self.neuron = neuron
        self.isActive = isActive
    }
}
