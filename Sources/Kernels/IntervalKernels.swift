/// Loops over interval bounds, one row per subproblem.
package enum IntervalKernels {
    /// Splits [lower, upper] into `center` and a `radius` with [center - radius, center + radius] containing it.
    package static func split(lower: Block, upper: Block, center: Block, radius: Block) {
        for block in [upper, center, radius] { requireShape(block, lower) }
        for i in 0..<(lower.rows * lower.width) {
            let l = unsafe lower.pointer[i]
            let u = unsafe upper.pointer[i]
            unsafe (center.pointer[i], radius.pointer[i]) = split(l, u)
        }
    }

    /// The same for one interval.
    @inline(__always)
    package static func split(_ lower: Double, _ upper: Double) -> (center: Double, radius: Double) {
        let middle = 0.5 * lower + 0.5 * upper
        return (middle, max(upper - middle, middle - lower).nextUp)
    }

    /// Given, for an affine node, the image of the centers (in `lower`), of the radii under the absolute map (in
    /// `upper`) and `scale` >= |W| |x| + |b|, writes the node's bounds to `lower` and `upper`, moved outward by
    /// `gamma * scale` and `guardBand`, which must cover all rounding in the three products. Never NaN.
    package static func combine(lower: Block, upper: Block, scale: Block, gamma: Double, guardBand: Double) {
        requireShape(upper, lower)
        requireShape(scale, lower)
        for i in 0..<(lower.rows * lower.width) {
            let middle = unsafe lower.pointer[i]
            // |center| + radius <= 2 |x|, hence the factor.
            let reach = unsafe (upper.pointer[i] + 2 * gamma * scale.pointer[i] + guardBand).nextUp
            let (low, high) = ((middle - reach).nextDown, (middle + reach).nextUp)
            // After an overflow nothing is known.
            unsafe lower.pointer[i] = low.isNaN ? -.infinity : low
            unsafe upper.pointer[i] = high.isNaN ? .infinity : high
        }
    }

    /// Writes the ReLU's bounds and its linear relaxations from the bounds of its pre-activation.
    ///
    /// Unstable (l < 0 < u): y <= s z + t with s = u / (u - l) and t = -s l, both rounded up, so that the line lies on or
    /// above the ReLU at both ends; below, y >= z or y >= 0, whichever encloses less area (Zhang et al., CROWN, 2018;
    /// Singh et al., DeepPoly, 2019). Stable: the ReLU itself.
    package static func relaxReLU(
        lower: Block, upper: Block, outLower: Block, outUpper: Block, lowerSlope: Block, upperSlope: Block,
        upperIntercept: Block
    ) {
        for block in [upper, outLower, outUpper, lowerSlope, upperSlope, upperIntercept] { requireShape(block, lower) }
        for i in 0..<(lower.rows * lower.width) {
            let l = unsafe lower.pointer[i]
            let u = unsafe upper.pointer[i]
            unsafe outLower.pointer[i] = max(l, 0)
            unsafe outUpper.pointer[i] = max(u, 0)
            if l >= 0 {
                unsafe (lowerSlope.pointer[i], upperSlope.pointer[i], upperIntercept.pointer[i]) = (1, 1, 0)
            } else if u <= 0 {
                unsafe (lowerSlope.pointer[i], upperSlope.pointer[i], upperIntercept.pointer[i]) = (0, 0, 0)
            } else {
                let slope = min((u / (u - l).nextDown).nextUp, 1)
                unsafe lowerSlope.pointer[i] = u > -l ? 1 : 0
                unsafe upperSlope.pointer[i] = slope
                unsafe upperIntercept.pointer[i] = (-slope * l).nextUp
            }
        }
    }

    /// Cuts the bounds in row `row` to those given from `offset` on. Bounds that cross are put in order, on the lower one;
    /// the return value says whether any did. Requires bounds that are not NaN.
    package static func intersect(
        lower: Block, upper: Block, row: Int, with givenLower: [Double], _ givenUpper: [Double], offset: Int
    ) -> Crossing {
        requireShape(upper, lower)
        requireRow(lower, row, givenLower.count, offset)
        requireRow(upper, row, givenUpper.count, offset)
        let (low, high) = unsafe (lower.pointer + row * lower.width, upper.pointer + row * lower.width)
        var crossing = Crossing.none
        for i in 0..<lower.width {
            let l = unsafe max(low[i], givenLower[offset + i])
            let u = unsafe min(high[i], givenUpper[offset + i])
            unsafe low[i] = l
            unsafe high[i] = max(l, u)
            if l > u { crossing = .some }
        }
        return crossing
    }

    /// Whether bounds that were cut crossed: each is sound by itself, so that crossing proves emptiness.
    package enum Crossing: Sendable {
        case none, some
    }

    /// Copies row `row` to `target`, from `offset` on.
    package static func copy(_ block: Block, row: Int, to target: inout [Double], at offset: Int) {
        requireRow(block, row, target.count, offset)
        let source = unsafe block.pointer + row * block.width
        for i in 0..<block.width { unsafe target[offset + i] = source[i] }
    }

    /// The elements of row `row` whose bounds lie on both sides of 0.
    package static func unstable(lower: Block, upper: Block, row: Int) -> [Int] {
        requireShape(upper, lower)
        requireRow(lower, row, lower.width, 0)
        let (low, high) = unsafe (lower.pointer + row * lower.width, upper.pointer + row * lower.width)
        return (0..<lower.width).filter { unsafe low[$0] < 0 && high[$0] > 0 }
    }

    private static func requireRow(_ block: Block, _ row: Int, _ count: Int, _ offset: Int) {
        precondition(row >= 0 && row < block.rows, "row outside the block")
        precondition(offset >= 0 && offset + block.width <= count, "values do not cover the row")
    }

    /// Writes max(|lower|, |upper|) and returns its sum over each row.
    package static func measure(lower: Block, upper: Block, magnitude: Block) -> [Double] {
        requireShape(upper, lower)
        requireShape(magnitude, lower)
        return (0..<lower.rows).map { r in
            var sum = 0.0
            for i in (r * lower.width)..<((r + 1) * lower.width) {
                let size = unsafe max(abs(lower.pointer[i]), abs(upper.pointer[i]))
                unsafe magnitude.pointer[i] = size
                sum += size
            }
            return sum
        }
    }

    private static func requireShape(_ block: Block, _ other: Block) {
        precondition(block.rows == other.rows && block.width == other.width, "shapes differ")
    }
}
