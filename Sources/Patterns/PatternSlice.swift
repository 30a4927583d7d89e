package import Exact

/// A plane through the input space, cut into cells: two inputs vary, all others stay.
///
/// Each cell stands for the point in its middle, where the network is evaluated in exact arithmetic. What is between the
/// middles nobody has looked at: this is for pictures, and proves nothing.
package struct PatternSlice: Sendable {
    /// An input and the range that it has in the slice.
    package struct Axis: Hashable, Sendable {
        package let input: Int
        package let lower: Rational
        package let upper: Rational

        package init(input: Int, lower: Rational, upper: Rational) {
            self.input = input
            self.lower = lower
            self.upper = upper
        }
    }

    package let across: Axis
    package let up: Axis
    /// By `up`, upwards, then by `across`.
    package let cells: [[EvaluatedRow]]

    /// Requires two different inputs of the network, a point of its size and at least one cell along each axis. Cost: an
    /// evaluation for each of the cells.
    package init(_ evaluator: PhaseEvaluator, through point: [Rational], across: Axis, up: Axis, count: Int) {
        precondition(across.input != up.input, "a slice along one input")
        precondition(count > 0, "a slice without cells")
        self.across = across
        self.up = up
        func middle(_ axis: Axis, _ cell: Int) -> Rational {
            axis.lower + (axis.upper - axis.lower) * Rational(2 * cell + 1) / Rational(2 * count)
        }
        cells = (0..<count).map { row in
            evaluator.rows(
                at: (0..<count).map { column in
                    var moved = point
                    moved[across.input] = middle(across, column)
                    moved[up.input] = middle(up, row)
                    return moved
                })
        }
    }

    /// How many cells follow a pattern, how many the network gives this class, and how many are both.
    package func counts(of pattern: ActivationPattern, target: Int?) -> (follow: Int, ofClass: Int, both: Int) {
        var counts = (follow: 0, ofClass: 0, both: 0)
        for cell in cells.joined() {
            let follows = pattern.isFollowed(byActive: cell.active)
            let isOfClass = target != nil && cell.decision == target
            counts.follow += follows ? 1 : 0
            counts.ofClass += isOfClass ? 1 : 0
            counts.both += follows && isOfClass ? 1 : 0
        }
        return counts
    }
}
