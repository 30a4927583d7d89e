import Exact
import Kernels
import TestSupport
import Testing

/// The kernels with explicit lanes against the loops they stand for. All values are eighths, so that both are exact.
@Suite struct BackwardKernelsTests {
    private static let rows = 3
    private static let subproblems = 2
    private let owner: [Int32] = [1, 0, 1]

    @Test(arguments: widths) func relax(width: Int) {
        var random = SeededNumbers(seed: width)
        let rows = FencedBlock(rows: Self.rows, width: width, &random)
        let lowerSlope = FencedBlock(rows: Self.subproblems, width: width) { abs(random.eighths(1)) }
        let upperSlope = FencedBlock(rows: Self.subproblems, width: width) { abs(random.eighths(1)) }
        let intercept = FencedBlock(rows: Self.subproblems, width: width) { abs(random.eighths(2)) }
        let magnitude = FencedBlock(rows: Self.subproblems, width: width) { abs(random.eighths(2)) }
        let constant = Buffer(random.eighths(2, count: Self.rows))
        let scale = Buffer(random.eighths(2, count: Self.rows))
        var expected = (rows: rows.values, constant: constant.values, scale: scale.values)
        for r in 0..<Self.rows {
            let b = Int(owner[r])
            for j in 0..<width {
                let c = expected.rows[r][j]
                let next = c >= 0 ? c * lowerSlope.block[b, j] : c * upperSlope.block[b, j]
                let offset = c >= 0 ? 0 : c * intercept.block[b, j]
                expected.rows[r][j] = next
                expected.constant[r] += offset
                expected.scale[r] += abs(next) * magnitude.block[b, j] + abs(offset)
            }
        }
        BackwardKernels.relax(
            rows: rows.block, owner: owner, lowerSlope: lowerSlope.block, upperSlope: upperSlope.block,
            upperIntercept: intercept.block, magnitude: magnitude.block, constant: constant, scale: scale)
        #expect(rows.values == expected.rows)
        #expect(constant.values == expected.constant)
        #expect(scale.values == expected.scale)
        #expect(rows.isFenceWhole)
    }

    @Test(arguments: widths) func addBias(width: Int) {
        var random = SeededNumbers(seed: width)
        let rows = FencedBlock(rows: Self.rows, width: width, &random)
        let bias = random.eighths(2, count: width)
        let weightScale = FencedBlock(rows: Self.subproblems, width: width) { abs(random.eighths(2)) }
        let constant = Buffer(random.eighths(2, count: Self.rows))
        let scale = Buffer(random.eighths(2, count: Self.rows))
        var expected = (constant: constant.values, scale: scale.values)
        for r in 0..<Self.rows {
            for j in 0..<width {
                expected.constant[r] += rows.block[r, j] * bias[j]
                expected.scale[r] += abs(rows.block[r, j]) * weightScale.block[Int(owner[r]), j]
            }
        }
        let before = rows.values
        BackwardKernels.addBias(
            rows: rows.block, owner: owner, bias: bias, weightScale: weightScale.block, constant: constant, scale: scale
        )
        #expect(rows.values == before)
        #expect(constant.values == expected.constant)
        #expect(scale.values == expected.scale)
    }

    @Test(arguments: widths) func concretize(width: Int) {
        var random = SeededNumbers(seed: width)
        let rows = FencedBlock(rows: Self.rows, width: width, &random)
        let lower = FencedBlock(rows: Self.subproblems, width: width, &random)
        let upper = FencedBlock(rows: Self.subproblems, width: width, &random)
        for b in 0..<Self.subproblems {
            upper.block.setRow(b, zip(upper.block.row(b), lower.block.row(b)).map { max($0, $1) })
        }
        let constant = Buffer(random.eighths(2, count: Self.rows))
        let scale = Buffer(random.eighths(2, count: Self.rows))
        var expected = (constant: constant.values, scale: scale.values)
        for r in 0..<Self.rows {
            for j in 0..<width {
                let (c, b) = (rows.block[r, j], Int(owner[r]))
                let (low, high) = (lower.block[b, j], upper.block[b, j])
                expected.constant[r] += min(c * low, c * high)
                expected.scale[r] += abs(c) * max(abs(low), abs(high))
            }
        }
        BackwardKernels.concretize(
            rows: rows.block, owner: owner, lower: lower.block, upper: upper.block, constant: constant, scale: scale)
        #expect(constant.values == expected.constant)
        #expect(scale.values == expected.scale)
    }

    /// What a relaxed row says is below what the row said, exactly, once the rounding bound is taken off.
    @Test(arguments: 0..<40) func relaxedRowsLieBelow(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let width = Int.random(in: 1...35, using: &random)
        let ends = (0..<width).map { _ in
            let (a, b) = (Double.random(in: -1...1, using: &random), Double.random(in: -1...1, using: &random))
            return (lower: min(a, b), upper: max(a, b))
        }
        func single(_ values: [Double]) -> Block {
            let block = FencedBlock(rows: 1, width: width).block
            block.setRow(0, values)
            return block
        }
        let (lower, upper) = (single(ends.map(\.lower)), single(ends.map(\.upper)))
        let made = (0..<6).map { _ in FencedBlock(rows: 1, width: width).block }
        IntervalKernels.relaxReLU(
            lower: lower, upper: upper, outLower: made[0], outUpper: made[1], lowerSlope: made[2], upperSlope: made[3],
            upperIntercept: made[4])
        _ = IntervalKernels.measure(lower: lower, upper: upper, magnitude: made[5])
        let row = (0..<width).map { _ in Double.random(in: -1...1, using: &random) }
        let relaxed = single(row)
        let (constant, scale) = (Buffer(count: 1), Buffer(count: 1))
        BackwardKernels.relax(
            rows: relaxed, owner: [0], lowerSlope: made[2], upperSlope: made[3], upperIntercept: made[4],
            magnitude: made[5], constant: constant, scale: scale)
        let error = Rational(weight: RoundingBound.gamma(2 * width + 16)) * Rational(weight: scale[0])
        for sample in 0..<20 {
            var (before, after) = (Rational.zero, Rational(weight: constant[0]) - error)
            for (j, end) in ends.enumerated() {
                let z =
                    switch sample {
                    case 0: end.lower
                    case 1: end.upper
                    default: Double.random(in: end.lower...end.upper, using: &random)
                    }
                before += Rational(weight: row[j]) * Rational(weight: max(z, 0))
                after += Rational(weight: relaxed[0, j]) * Rational(weight: z)
            }
            #expect(after <= before)
        }
    }
}
