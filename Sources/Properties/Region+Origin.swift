import Exact

extension Region {
    /// Whether the origin is seen to belong to the region. False when it does not, and when only a solver could tell: for
    /// hulls all of whose corners lie elsewhere, and for sweeps of most shapes.
    ///
    /// With `patternsHold` the origin follows every pattern, as it does on a network without biases: all neurons are at 0
    /// there, and phases are closed. Without, a pattern is not seen to hold it.
    package func isKnownToContainOrigin(patternsHold: Bool) -> Bool {
        OriginSearch(patternsHold: patternsHold).finds(in: self, within: .zero)
    }

    /// Whether some part of the region is a cone or a pattern: what the origin of a network without biases does not belong
    /// to by its meaning, though it belongs to the closed set that engines search.
    package var hasConeOrPattern: Bool {
        switch self {
        case .cone, .pattern: true
        case .inflated(let base, _), .swept(let base, _): base.hasConeOrPattern
        case .intersection(let parts), .union(let parts): parts.contains(where: \.hasConeOrPattern)
        case .box, .oneNormBall, .halfspaces, .hull: false
        }
    }
}

private struct OriginSearch {
    let patternsHold: Bool

    /// Whether the region is seen to hold a point whose entries are at most `radius` in magnitude.
    func finds(in region: Region, within radius: Rational) -> Bool {
        switch region {
        case .box(let box):
            zip(box.lower, box.upper).allSatisfy { $0 <= radius && $1 >= -radius }
        case .oneNormBall(let center, let radii):
            zip(center, radii).reduce(Rational.zero) { sum, entry in
                let distance = max(entry.0.magnitude - radius, .zero)
                if distance.isZero { return sum }
                return entry.1.isZero ? sum + 2 : sum + distance / entry.1
            } <= .one
        case .hull(let points): points.contains { point in point.allSatisfy { $0.magnitude <= radius } }
        case .halfspaces(let rows): rows.allSatisfy { $0.isMet(slack: $0.bound) }
        case .inflated(let base, let more): finds(in: base, within: radius + more)
        case .swept(let base, let sweep): finds(in: base, sweptBy: sweep, within: radius)
        // A cone does not contain the origin unless its base does: its scales are positive.
        case .cone(let base, _): finds(in: base, within: .zero)
        // Different parts may be met at different points of the box.
        case .intersection(let parts): parts.allSatisfy { finds(in: $0, within: .zero) }
        case .union(let parts): parts.contains { finds(in: $0, within: radius) }
        case .pattern: patternsHold
        }
    }

    /// A box has one range of moves for each entry that bring it near 0; of other shapes only those are seen that are near 0
    /// where they stand.
    private func finds(in base: Region, sweptBy sweep: Sweep, within radius: Rational) -> Bool {
        guard case .box(let box) = base else {
            return sweep.lower <= .zero && sweep.upper >= .zero && finds(in: base, within: radius)
        }
        var (least, greatest) = (sweep.lower, sweep.upper)
        for (i, step) in sweep.direction.enumerated() {
            let (low, high) = (-radius - box.upper[i], radius - box.lower[i])
            if step.isZero {
                guard low <= .zero && high >= .zero else { return false }
                continue
            }
            least = max(least, step.isNegative ? high / step : low / step)
            greatest = min(greatest, step.isNegative ? low / step : high / step)
        }
        return least <= greatest
    }
}
