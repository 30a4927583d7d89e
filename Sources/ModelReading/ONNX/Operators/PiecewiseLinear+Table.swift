import Networks

/// The activations of ONNX that are piecewise linear, as breakpoints and lines. A new one is a new row here.
extension PiecewiseLinear {
    /// |x|.
    static let absolute = bend(left: -1, right: 1)

    /// x, or slope x for negative x: LeakyRelu and PRelu.
    static func leaky(slope: Double) -> PiecewiseLinear { bend(left: slope, right: 1) }

    /// max(x, floor).
    static func atLeast(_ floor: Double) -> PiecewiseLinear {
        PiecewiseLinear(breakpoints: [floor], lines: [flat(floor), whole])
    }

    /// min(x, ceiling).
    static func atMost(_ ceiling: Double) -> PiecewiseLinear {
        PiecewiseLinear(breakpoints: [ceiling], lines: [whole, flat(ceiling)])
    }

    /// min(max(x, floor), ceiling). Requires floor < ceiling.
    static func clip(_ floor: Double, _ ceiling: Double) -> PiecewiseLinear {
        PiecewiseLinear(breakpoints: [floor, ceiling], lines: [flat(floor), whole, flat(ceiling)])
    }

    private static func bend(left: Double, right: Double) -> PiecewiseLinear {
        PiecewiseLinear(
            breakpoints: [0], lines: [Line(slope: left, intercept: 0), Line(slope: right, intercept: 0)])
    }

    private static let whole = Line(slope: 1, intercept: 0)
    private static func flat(_ value: Double) -> Line { Line(slope: 0, intercept: value) }
}
