import Contexts
import Exact
import Properties
import SpecReading

extension RegionReader {
    /// All points of the base with one number of the interval added to every entry: the base moved along the diagonal.
    ///
    /// The sum of two hulls is the hull of all sums of their corners, and a ball is its centre, inflated. So a hull and a
    /// ball become hulls of twice as many points, inflated like the base; other shapes are refused.
    func brightened(_ base: BuiltRegion, by node: Located<IntervalNode>) -> BuiltRegion? {
        guard let (lower, upper) = values.interval(node.value, name: "brightness") else { return nil }
        if network.units != nil { return sink.fail(.brightness(.units), at: node.span) }
        guard let region = base.region.moved(along: lower, upper) else {
            return sink.fail(.brightness(.shape), at: node.span)
        }
        var result = base
        result.region = region
        result.sides = base.sides.moved(from: lower, to: upper)
        return result
    }
}

extension Region {
    fileprivate func moved(along lower: Rational, _ upper: Rational) -> Region? {
        switch self {
        case .box(let box):
            guard let (center, radius) = box.ball else { return nil }
            let line = Region.hull([center]).moved(along: lower, upper)
            return radius.isZero ? line : line.map { .inflated(base: $0, radius: radius) }
        case .hull(let points):
            let ends = lower == upper ? [lower] : [lower, upper]
            return .hull(ends.flatMap { s in points.map { $0.map { $0 + s } } })
        case .inflated(let base, let radius):
            return base.moved(along: lower, upper).map { .inflated(base: $0, radius: radius) }
        case .union(let parts):
            let moved = parts.compactMap { $0.moved(along: lower, upper) }
            return moved.count == parts.count ? .union(moved) : nil
        case .oneNormBall, .halfspaces, .cone, .pattern, .intersection: return nil
        }
    }
}

extension Box {
    /// The box as a ball in the largest norm; `nil` when its sides differ.
    fileprivate var ball: (center: [Rational], radius: Rational)? {
        let sides = zip(lower, upper).map { $1 - $0 }
        guard let first = sides.first, sides.allSatisfy({ $0 == first }) else { return nil }
        return (zip(lower, upper).map { ($0 + $1) / 2 }, first / 2)
    }
}
