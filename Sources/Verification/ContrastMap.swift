package import Contexts
package import Exact
package import Networks
package import Patterns
package import Properties

/// A map of what happens to a class when a point x becomes a * (x + s * 1): contrast a along one axis, brightness s along
/// the other. Every cell is a set of such inputs, and the neighbourhood of each is part of it when there is a radius.
///
/// Method    quarters: a rectangle that is proved settles all of its cells at once, any other is cut in four, down to single
///           cells. A rectangle of scales is a cone over the hull of two points, widened by the radius.
/// Guarantee a cell is certified by a run of ``ClaimVerifier`` on a rectangle that holds it, and violated by a replayed
///           witness inside it.
/// Cost      at most 4/3 runs per cell.
package struct ContrastMap {
    package enum Cell: String, Sendable, Hashable {
        case certified, violated, unknown
    }

    /// Ends of the cells along each axis, increasing; one more than cells.
    package let contrasts: [Rational]
    package let brightnesses: [Rational]
    private let network: Network
    private let point: [Rational]
    private let radius: Rational
    private let winner: Int
    private let decision: ClassDecision
    private let context: Context
    private let timePerRectangle: Duration

    /// Requires increasing ends, and contrasts above 0.
    package init(
        _ network: Network, point: [Rational], radius: Rational, class winner: Int,
        decision: ClassDecision = .argmax, contrasts: [Rational], brightnesses: [Rational], context: Context,
        timePerRectangle: Duration
    ) {
        for ends in [contrasts, brightnesses] {
            precondition(ends.count > 1 && zip(ends, ends.dropFirst()).allSatisfy { $0 < $1 }, "no cells")
        }
        precondition(contrasts[0] > .zero, "a contrast that is not positive")
        self.network = network
        self.point = point
        self.radius = radius
        self.winner = winner
        self.decision = decision
        self.contrasts = contrasts
        self.brightnesses = brightnesses
        self.context = context
        self.timePerRectangle = timePerRectangle
    }

    /// The cells by contrast, then brightness. Throws ``ClaimError``.
    package func run() throws -> [[Cell]] {
        var cells = [[Cell]](
            repeating: [Cell](repeating: .unknown, count: brightnesses.count - 1), count: contrasts.count - 1)
        try settle(0..<contrasts.count - 1, 0..<brightnesses.count - 1, &cells)
        return cells
    }

    private func settle(_ columns: Range<Int>, _ rows: Range<Int>, _ cells: inout [[Cell]]) throws {
        if columns.isEmpty || rows.isEmpty || context.limits.stop != nil { return }
        let cell = try verdict(columns, rows)
        if cell == .certified || (columns.count == 1 && rows.count == 1) {
            for column in columns { for row in rows { cells[column][row] = cell } }
            return
        }
        for part in columns.halves {
            for other in rows.halves { try settle(part, other, &cells) }
        }
    }

    private func verdict(_ columns: Range<Int>, _ rows: Range<Int>) throws -> Cell {
        let limits = Limits(1, of: context.limits, atMost: timePerRectangle)
        let claim = claim(columns, rows)
        return switch try ClaimVerifier.verdict(on: network, claim, context: context, limits: limits) {
        case .holds: .certified
        case .violated: .violated
        case .unknown: .unknown
        }
    }

    /// The claim of a rectangle of cells.
    package func claim(_ columns: Range<Int>, _ rows: Range<Int>) -> Claim {
        let ends = [brightnesses[rows.lowerBound], brightnesses[rows.upperBound]]
        let line = Region.hull(ends.map { s in point.map { $0 + s } })
        let base = radius.isZero ? line : .inflated(base: line, radius: radius)
        let scale = Properties.Scale(lower: contrasts[columns.lowerBound], upper: contrasts[columns.upperBound])
        return Claim(
            region: .cone(base: base, scale: scale),
            unsafe: .loses(winner, of: network.outputCount, isLeastBest: decision == .argmin))
    }
}

extension Range<Int> {
    /// One range of one number, else two.
    fileprivate var halves: [Range<Int>] {
        if count < 2 { return [self] }
        let middle = lowerBound + count / 2
        return [lowerBound..<middle, middle..<upperBound]
    }
}
