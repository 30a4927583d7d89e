import CKernels

/// The inner loops of backward bound propagation that are not matrix products.
///
/// Every row r is a linear function of a node's elements that bounds something from below; `owner[r]` is the subproblem
/// it belongs to, whose data is row `owner[r]` of the relaxation blocks. Besides its coefficients a row carries
/// `constant[r]` and `scale[r]`: the sum of magnitudes of everything ever rounded into it, which ``RoundingBound`` turns
/// into an outward error. Shapes are checked here; the loops themselves are in the C target, which has them for several
/// instruction sets.
package enum BackwardKernels {
    /// Passes rows over a ReLU layer y = max(z, 0), in place: coefficients of y become coefficients of z.
    ///
    /// A coefficient >= 0 takes the lower relaxation y >= lowerSlope z, one < 0 the upper y <= upperSlope z +
    /// upperIntercept. `magnitude` bounds |z|. With lowerSlope in [0, 1] the rounded product of a coefficient >= 0 is itself
    /// a valid relaxation; the other roundings are counted in `scale`.
    package static func relax(
        rows: Block, owner: [Int32], lowerSlope: Block, upperSlope: Block, upperIntercept: Block, magnitude: Block,
        constant: Buffer, scale: Buffer
    ) {
        check(rows, owner, [lowerSlope, upperSlope, upperIntercept, magnitude], constant, scale)
        unsafe orthant_relax(
            rows.pointer, rows.rows, rows.width, owner, lowerSlope.pointer, upperSlope.pointer, upperIntercept.pointer,
            magnitude.pointer, constant.pointer, scale.pointer)
    }

    /// Adds what an affine node y = W x + b contributes to rows over y: the products with the bias to `constant`, and to
    /// `scale` the magnitudes that the product with W will round. `weightScale` bounds |W| |x| + |b| per element of y.
    package static func addBias(
        rows: Block, owner: [Int32], bias: [Double], weightScale: Block, constant: Buffer, scale: Buffer
    ) {
        check(rows, owner, [weightScale], constant, scale)
        precondition(bias.count == rows.width, "bias does not fit")
        unsafe orthant_add_bias(
            rows.pointer, rows.rows, rows.width, owner, bias, weightScale.pointer, constant.pointer, scale.pointer)
    }

    /// The least value over the subproblem's box of each row over inputs, added to `constant`; magnitudes to `scale`.
    package static func concretize(
        rows: Block, owner: [Int32], lower: Block, upper: Block, constant: Buffer, scale: Buffer
    ) {
        check(rows, owner, [lower, upper], constant, scale)
        unsafe orthant_concretize(
            rows.pointer, rows.rows, rows.width, owner, lower.pointer, upper.pointer, constant.pointer, scale.pointer)
    }

    /// For each row's coefficients c over a ReLU layer: how fast what the relaxation costs the row falls when the range of
    /// a pre-activation shrinks from both ends; 0 for stable neurons. `result` is overwritten.
    package static func lossDerivative(rows: Block, owner: [Int32], lower: Block, upper: Block, into result: Block) {
        check(rows, owner, [lower, upper])
        precondition(result.rows == rows.rows && result.width == rows.width, "shapes differ")
        unsafe orthant_loss_derivative(
            rows.pointer, rows.rows, rows.width, owner, lower.pointer, upper.pointer, result.pointer)
    }

    /// Adds to each row of `target` the same row of `rows`, each element times the factor of its subproblem.
    package static func addScaled(_ rows: Block, by factors: Block, owner: [Int32], to target: Block) {
        check(rows, owner, [factors])
        precondition(target.rows == rows.rows && target.width == rows.width, "shapes differ")
        unsafe orthant_add_scaled(
            rows.pointer, rows.rows, rows.width, owner, factors.pointer, target.pointer)
    }

    /// Every owner is a row of every block, and all widths agree.
    private static func check(
        _ rows: Block, _ owner: [Int32], _ blocks: [Block], _ constant: Buffer, _ scale: Buffer
    ) {
        precondition(constant.count >= rows.rows && scale.count >= rows.rows, "rows without constant")
        check(rows, owner, blocks)
    }

    private static func check(_ rows: Block, _ owner: [Int32], _ blocks: [Block]) {
        precondition(owner.count >= rows.rows, "rows without owner")
        var least = Int32.max
        var greatest = Int32.min
        for r in 0..<rows.rows {
            least = min(least, owner[r])
            greatest = max(greatest, owner[r])
        }
        for block in blocks {
            precondition(block.width == rows.width, "widths differ")
            precondition(rows.rows == 0 || (least >= 0 && Int(greatest) < block.rows), "owner outside the batch")
        }
    }
}
