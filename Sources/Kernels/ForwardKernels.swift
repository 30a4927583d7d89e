import CKernels

/// The inner loops of forward bound propagation that are not matrix products.
///
/// A *form* bounds an element of a node on a subproblem's box: with e in [-1, 1]^n for the box's n inputs,
///
///     sum over k of coefficient_k e_k + low  <=  element  <=  sum over k of coefficient_k e_k + high.
///
/// A node's coefficients are a block with n rows per subproblem, its ends `low` and `high` blocks with one. The blocks of
/// one call have one width.
package enum ForwardKernels {
    /// Intersects bounds with what the forms of a node say, moved outward by `gamma` times the sum of magnitudes and by
    /// `guardBand`; these sums are written to `magnitude`. Never makes a NaN of a bound.
    ///
    /// Returns for each subproblem whether some bounds have crossed; they are left as they are.
    package static func concretize(
        coefficients: Block, low: Block, high: Block, gamma: Double, guardBand: Double, magnitude: Block,
        lower: Block, upper: Block
    ) -> [IntervalKernels.Crossing] {
        let inputs = check(coefficients, low, [high, magnitude, lower, upper])
        var crosses = [Int32](repeating: 0, count: low.rows)
        unsafe orthant_forward_concretize(
            coefficients.pointer, low.pointer, high.pointer, inputs, low.rows, low.width, gamma, guardBand,
            magnitude.pointer, lower.pointer, upper.pointer, &crosses)
        return crosses.map { $0 == 0 ? .none : .some }
    }

    /// Passes forms over a ReLU layer y = max(z, 0): `slope` z <= y <= `slope` z + `intercept`, from
    /// ``IntervalKernels/relaxReLU(lower:upper:outLower:outUpper:lowerSlope:upperSlope:upperIntercept:)`` and the bounds of
    /// z. Where z is unstable the ends are moved outward by the roundings and by `guardBand`.
    package static func relax(
        coefficients: Block, low: Block, high: Block, magnitude: Block, lower: Block, upper: Block, slope: Block,
        intercept: Block, guardBand: Double, outCoefficients: Block, outLow: Block, outHigh: Block, outMagnitude: Block
    ) {
        let inputs = check(
            coefficients, low,
            [high, magnitude, lower, upper, slope, intercept, outLow, outHigh, outMagnitude])
        precondition(
            outCoefficients.rows == coefficients.rows && outCoefficients.width == low.width, "shapes differ")
        unsafe orthant_forward_relax(
            coefficients.pointer, low.pointer, high.pointer, magnitude.pointer, lower.pointer, upper.pointer,
            slope.pointer, intercept.pointer, inputs, low.rows, low.width, guardBand, outCoefficients.pointer,
            outLow.pointer, outHigh.pointer, outMagnitude.pointer)
    }

    /// The number of inputs, when all shapes agree.
    private static func check(_ coefficients: Block, _ low: Block, _ others: [Block]) -> Int {
        for block in others { precondition(block.rows == low.rows && block.width == low.width, "shapes differ") }
        precondition(coefficients.width == low.width, "widths differ")
        guard low.rows > 0 else { return 0 }
        precondition(coefficients.rows % low.rows == 0, "torn coefficients")
        return coefficients.rows / low.rows
    }
}
