/// Undecided ReLU with l <= z <= u, l < 0 < u -> its convex hull:
///
///     y >= 0,  y - z >= 0,  y - s z <= t      with  s >= u / (u - l),  t >= -s l
///
/// s and t are rounded upward. The third row is valid in exact arithmetic: max(z, 0) is convex, so a line lies above it on
/// [l, u] as soon as it does at the ends; at l this is t >= -s l, and at u it is s (u - l) >= u. A slope rounded above 1
/// is replaced by 1, for which t = -l satisfies both. y >= 0 is a variable bound.
///
/// Without a finite l and u the third row does not exist and is left out.
package enum TriangleBridge {
    /// Adds the rows; `y` is a variable with lower bound 0.
    package static func add(
        z: VariableIndex, y: VariableIndex, lower: Double, upper: Double, name: String, to program: inout Program
    ) {
        let difference = LinearExpression([(variable: z, coefficient: -1), (variable: y, coefficient: 1)])
        program.addRow(Row("\(name)_above", difference, lower: 0))
        guard let (slope, offset) = chord(lower: lower, upper: upper) else { return }
        let line = LinearExpression([(variable: z, coefficient: -slope), (variable: y, coefficient: 1)])
        program.addRow(Row("\(name)_chord", line, upper: offset))
    }

    /// A line `slope * z + offset` that lies above max(z, 0) on [lower, upper], exactly. Requires lower < 0 < upper;
    /// `nil` when an end is infinite or the offset overflows.
    package static func chord(lower: Double, upper: Double) -> (slope: Double, offset: Double)? {
        guard lower.isFinite, upper.isFinite else { return nil }
        // The width rounded downward makes the quotient larger.
        let width = -Up.sum(-upper, lower)
        let slope = width > 0 ? min(Up.quotient(upper, width), 1) : 1
        let offset = Up.product(slope, -lower)
        return offset.isFinite ? (slope, offset) : nil
    }
}
