/// The inner loops of backward bound propagation that are not matrix products.
///
/// Every row r is a linear function of a node's elements that bounds something from below; `owner[r]` is the subproblem
/// it belongs to, whose data is row `owner[r]` of the relaxation blocks. Besides its coefficients a row carries
/// `constant[r]` and `scale[r]`: the sum of magnitudes of everything ever rounded into it, which ``RoundingBound`` turns
/// into an outward error. Loops run over SIMD8 because Swift keeps the order of float sums: only explicit lanes vectorise.
package enum BackwardKernels {
    typealias Lanes = SIMD8<Double>

    /// Passes rows over a ReLU layer y = max(z, 0), in place: coefficients of y become coefficients of z.
    ///
    /// A coefficient >= 0 takes the lower relaxation y >= lowerSlope z, one < 0 the upper y <= upperSlope z +
    /// upperIntercept. `magnitude` bounds |z|. With lowerSlope in [0, 1] the rounded product of a coefficient >= 0 is itself
    /// a valid relaxation; the other roundings are counted in `scale`.
    package static func relax(
        rows: Block, owner: [Int32], lowerSlope: Block, upperSlope: Block, upperIntercept: Block, magnitude: Block,
        constant: Buffer, scale: Buffer
    ) {
        let width = rows.width
        check(rows, owner, [lowerSlope, upperSlope, upperIntercept, magnitude], constant, scale)
        let whole = width - width % 8
        for r in 0..<rows.rows {
            let base = Int(owner[r]) * width
            let row = unsafe rows.pointer + r * width
            let low = unsafe lowerSlope.pointer + base
            let high = unsafe upperSlope.pointer + base
            let intercept = unsafe upperIntercept.pointer + base
            let size = unsafe magnitude.pointer + base
            var constants = Lanes.zero
            var scales = Lanes.zero
            var j = 0
            while j < whole {
                let c = unsafe lanes(row + j)
                let positive = c.replacing(with: 0, where: c .< 0)
                let negative = c.replacing(with: 0, where: c .>= 0)
                let b = unsafe negative * lanes(intercept + j)
                let next = unsafe positive * lanes(low + j) + negative * lanes(high + j)
                constants += b
                scales += unsafe magnitudes(next) * lanes(size + j) - b
                unsafe store(next, row + j)
                j &+= 8
            }
            var sum = constants.sum()
            var total = scales.sum()
            while j < width {
                let c = unsafe row[j]
                let b = unsafe min(c, 0) * intercept[j]
                let next = unsafe max(c, 0) * low[j] + min(c, 0) * high[j]
                sum += b
                total += unsafe abs(next) * size[j] - b
                unsafe row[j] = next
                j &+= 1
            }
            unsafe constant.pointer[r] += sum
            unsafe scale.pointer[r] += total
        }
    }

    /// Adds what an affine node y = W x + b contributes to rows over y: the products with the bias to `constant`, and to
    /// `scale` the magnitudes that the product with W will round. `weightScale` bounds |W| |x| + |b| per element of y.
    package static func addBias(
        rows: Block, owner: [Int32], bias: [Double], weightScale: Block, constant: Buffer, scale: Buffer
    ) {
        let width = rows.width
        check(rows, owner, [weightScale], constant, scale)
        precondition(bias.count == width, "bias does not fit")
        let whole = width - width % 8
        unsafe bias.withUnsafeBufferPointer { bias in
            guard let bias = bias.baseAddress else { return }
            for r in 0..<rows.rows {
                let row = unsafe rows.pointer + r * width
                let size = unsafe weightScale.pointer + Int(owner[r]) * width
                var constants = Lanes.zero
                var scales = Lanes.zero
                var j = 0
                while j < whole {
                    let c = unsafe lanes(row + j)
                    constants += unsafe c * lanes(UnsafeMutablePointer(mutating: bias) + j)
                    scales += unsafe magnitudes(c) * lanes(size + j)
                    j &+= 8
                }
                var sum = constants.sum()
                var total = scales.sum()
                while j < width {
                    sum += unsafe row[j] * bias[j]
                    total += unsafe abs(row[j]) * size[j]
                    j &+= 1
                }
                unsafe constant.pointer[r] += sum
                unsafe scale.pointer[r] += total
            }
        }
    }

    /// The least value over the subproblem's box of each row over inputs, added to `constant`; magnitudes to `scale`.
    package static func concretize(
        rows: Block, owner: [Int32], lower: Block, upper: Block, constant: Buffer, scale: Buffer
    ) {
        let width = rows.width
        check(rows, owner, [lower, upper], constant, scale)
        for r in 0..<rows.rows {
            let row = unsafe rows.pointer + r * width
            let low = unsafe lower.pointer + Int(owner[r]) * width
            let high = unsafe upper.pointer + Int(owner[r]) * width
            var sum = 0.0
            var total = 0.0
            for j in 0..<width {
                let c = unsafe row[j]
                let value = unsafe c >= 0 ? c * low[j] : c * high[j]
                sum += value
                total += unsafe abs(c) * max(abs(low[j]), abs(high[j]))
            }
            unsafe constant.pointer[r] += sum
            unsafe scale.pointer[r] += total
        }
    }

    @inline(__always)
    static func lanes(_ pointer: UnsafeMutablePointer<Double>) -> Lanes {
        unsafe UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
    }

    @inline(__always)
    static func store(_ value: Lanes, _ pointer: UnsafeMutablePointer<Double>) {
        unsafe UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: Lanes.self)
    }

    @inline(__always)
    static func magnitudes(_ value: Lanes) -> Lanes {
        value.replacing(with: -value, where: value .< 0)
    }

    /// Every owner is a row of every block, and all widths agree.
    private static func check(
        _ rows: Block, _ owner: [Int32], _ blocks: [Block], _ constant: Buffer, _ scale: Buffer
    ) {
        precondition(owner.count >= rows.rows, "rows without owner")
        precondition(constant.count >= rows.rows && scale.count >= rows.rows, "rows without constant")
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
