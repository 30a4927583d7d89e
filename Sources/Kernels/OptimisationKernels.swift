import CKernels

/// The inner loops of optimised linear bounds: relaxations with a slope and a multiplier per row, and the gradient step.
///
/// Blocks named per row have one row per bound row; those named per subproblem are addressed through `owner`.
package enum OptimisationKernels {
    /// Passes rows over a ReLU layer: `source` (over y) becomes `target` (over z), which is overwritten, or added to.
    ///
    /// A coefficient >= 0 takes y >= slope z with the row's own slope in [0, 1], one < 0 the upper line. Then the row's
    /// multiplier of z is added: not positive for a neuron decided active (z >= 0), not negative for one decided inactive
    /// (z <= 0), 0 for all others, so that the added term is not positive on the subproblem and the row stays a lower bound.
    package static func relax(
        source: Block, target: Block, accumulate: Bool, owner: [Int32], slope: Block, multiplier: Block,
        upperSlope: Block, upperIntercept: Block, magnitude: Block, constant: Buffer, scale: Buffer
    ) {
        check([target, slope, multiplier], source, perSubproblem: [upperSlope, upperIntercept, magnitude], owner)
        precondition(constant.count >= source.rows && scale.count >= source.rows, "rows without constant")
        unsafe orthant_relax_optimised(
            source.pointer, target.pointer, accumulate ? 1 : 0, source.rows, source.width, owner, slope.pointer,
            multiplier.pointer, upperSlope.pointer, upperIntercept.pointer, magnitude.pointer, constant.pointer,
            scale.pointer)
    }

    /// The value that each relaxed neuron takes at a row's minimiser, given its pre-activation there: the line that
    /// ``relax`` chose.
    package static func follow(
        coefficients: Block, preActivation: Block, output: Block, owner: [Int32], slope: Block, upperSlope: Block,
        upperIntercept: Block
    ) {
        check([preActivation, output, slope], coefficients, perSubproblem: [upperSlope, upperIntercept], owner)
        unsafe orthant_follow(
            coefficients.pointer, preActivation.pointer, output.pointer, coefficients.rows, coefficients.width, owner,
            slope.pointer, upperSlope.pointer, upperIntercept.pointer)
    }

    /// What each neuron's relaxation gives away at a row's minimiser: the distance of its value there from the true one,
    /// times its coefficient. `loss` moves there by `weight`.
    package static func noteLoss(
        coefficients: Block, preActivation: Block, output: Block, weight: Double, loss: Block
    ) {
        for block in [preActivation, output, loss] {
            precondition(block.rows == coefficients.rows && block.width == coefficients.width, "shapes differ")
        }
        unsafe orthant_note_loss(
            coefficients.rows * coefficients.width, coefficients.pointer, preActivation.pointer, output.pointer, weight,
            loss.pointer)
    }

    /// One projected ascent step of Adam (Kingma and Ba, 2015) on slopes and multipliers.
    ///
    /// The bound's derivative in the slope of an unstable neuron is max(coefficient, 0) z, in the size of a multiplier
    /// `sign` z, both at the row's minimiser. `first` and `second` are the moments, shared by slope and multiplier because
    /// a neuron has only one of the two.
    package static func ascend(
        coefficients: Block, preActivation: Block, owner: [Int32], lower: Block, upper: Block, sign: Block,
        slope: Block, multiplier: Block, first: Block, second: Block, step: Int, slopeRate: Double,
        multiplierRate: [Double]
    ) {
        let width = coefficients.width
        check(
            [preActivation, slope, multiplier, first, second], coefficients, perSubproblem: [lower, upper, sign], owner)
        precondition(multiplierRate.count >= coefficients.rows, "rows without rate")
        let (liftFirst, liftSecond) = lifts(step: step)
        for r in 0..<coefficients.rows {
            let base = Int(owner[r]) * width
            let rate = multiplierRate[r]
            for j in 0..<width {
                let at = r * width + j
                let decided = unsafe sign.pointer[base + j]
                let isUnstable = unsafe lower.pointer[base + j] < 0 && upper.pointer[base + j] > 0
                if decided == 0 && !isUnstable { continue }
                let z = unsafe preActivation.pointer[at]
                let gradient = unsafe decided == 0 ? max(coefficients.pointer[at], 0) * z : decided * z
                let m = unsafe keepFirst * first.pointer[at] + (1 - keepFirst) * gradient
                let v = unsafe keepSecond * second.pointer[at] + (1 - keepSecond) * gradient * gradient
                unsafe first.pointer[at] = m
                unsafe second.pointer[at] = v
                if v == 0 { continue }
                let direction = m * liftFirst / ((v * liftSecond).squareRoot() + 1e-12)
                if decided == 0 {
                    unsafe slope.pointer[at] = min(1, max(0, slope.pointer[at] + slopeRate * direction))
                } else {
                    let size = unsafe max(0, decided * multiplier.pointer[at] + rate * direction)
                    unsafe multiplier.pointer[at] = decided * size
                }
            }
        }
    }

    private static let (keepFirst, keepSecond) = (0.9, 0.999)

    /// What the moments of Adam lack after `step` steps, as factors.
    static func lifts(step: Int) -> (first: Double, second: Double) {
        var (powerFirst, powerSecond) = (1.0, 1.0)
        for _ in 0..<step {
            powerFirst *= keepFirst
            powerSecond *= keepSecond
        }
        return (1 / (1 - powerFirst), 1 / (1 - powerSecond))
    }

    private static func check(_ perRow: [Block], _ rows: Block, perSubproblem: [Block], _ owner: [Int32]) {
        for block in perRow { precondition(block.rows == rows.rows && block.width == rows.width, "shapes differ") }
        precondition(owner.count >= rows.rows, "rows without owner")
        for block in perSubproblem {
            precondition(block.width == rows.width, "widths differ")
            for r in 0..<rows.rows {
                precondition(owner[r] >= 0 && Int(owner[r]) < block.rows, "owner outside the batch")
            }
        }
    }
}
