import Contexts
import Exact
import Properties
import SpecReading

extension RegionReader {
    /// All points of the base with one number of the interval added to every entry: the base moved along the diagonal. With
    /// units, the number is one of theirs, so every entry moves by it times its own factor.
    func brightened(_ base: BuiltRegion, by node: Located<IntervalNode>) -> BuiltRegion? {
        guard let (lower, upper) = values.interval(node.value, name: "brightness") else { return nil }
        if let obstacle = base.region.brightnessObstacle { return sink.fail(.brightness(obstacle), at: node.span) }
        let direction = network.units?.factors ?? [Rational](repeating: .one, count: inputCount)
        let sweep = Sweep(direction, from: lower, to: upper)
        var result = base
        result.region = .swept(base: base.region, by: sweep)
        result.sides = base.sides.moved(by: sweep)
        return result
    }
}

extension Region {
    /// The phases of a pattern, and the scales of a cone, are those of a point before it is moved: the network is asked
    /// about the point after.
    fileprivate var brightnessObstacle: SpecMeaningError.BrightnessObstacle? {
        switch self {
        case .pattern: .pattern
        case .cone: .cone
        case .inflated(let base, _), .swept(let base, _): base.brightnessObstacle
        case .intersection(let parts), .union(let parts): parts.lazy.compactMap(\.brightnessObstacle).first
        case .box, .oneNormBall, .halfspaces, .hull: nil
        }
    }
}
