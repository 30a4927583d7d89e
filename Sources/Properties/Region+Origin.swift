import Exact

extension Region {
    /// Whether the origin is seen to belong to the region. False when it does not, and when only a solver could tell: for
    /// hulls all of whose corners lie elsewhere, and for patterns.
    package var isKnownToContainOrigin: Bool { isKnownToMeetOriginBox(radius: .zero) }

    /// Whether the region is seen to hold a point whose entries are at most `radius` in magnitude.
    private func isKnownToMeetOriginBox(radius: Rational) -> Bool {
        switch self {
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
        case .inflated(let base, let more): base.isKnownToMeetOriginBox(radius: radius + more)
        // A cone does not contain the origin unless its base does: its scales are positive.
        case .cone(let base, _): base.isKnownToMeetOriginBox(radius: .zero)
        // Different parts may be met at different points of the box.
        case .intersection(let parts):
            parts.allSatisfy { $0.isKnownToMeetOriginBox(radius: .zero) }
        case .union(let parts): parts.contains { $0.isKnownToMeetOriginBox(radius: radius) }
        case .pattern: false
        }
    }
}
