import Kernels
import TestSupport
import Testing

@Suite struct OptimisationKernelsTests {
    private static let rows = 3
    private let owner: [Int32] = [1, 0, 1]

    @Test(arguments: widths, [false, true]) func relax(width: Int, accumulate: Bool) {
        var random = SeededNumbers(seed: width)
        let source = FencedBlock(rows: Self.rows, width: width, &random)
        let target = FencedBlock(rows: Self.rows, width: width, &random)
        let slope = FencedBlock(rows: Self.rows, width: width) { abs(random.eighths(1)) }
        let multiplier = FencedBlock(rows: Self.rows, width: width, &random)
        let upperSlope = FencedBlock(rows: 2, width: width) { abs(random.eighths(1)) }
        let intercept = FencedBlock(rows: 2, width: width) { abs(random.eighths(2)) }
        let magnitude = FencedBlock(rows: 2, width: width) { abs(random.eighths(2)) }
        let constant = Buffer(random.eighths(2, count: Self.rows))
        let scale = Buffer(random.eighths(2, count: Self.rows))
        var expected = (target: target.values, constant: constant.values, scale: scale.values)
        for r in 0..<Self.rows {
            let b = Int(owner[r])
            for j in 0..<width {
                let (c, beta) = (source.block[r, j], multiplier.block[r, j])
                let relaxed = c >= 0 ? c * slope.block[r, j] : c * upperSlope.block[b, j]
                let offset = c >= 0 ? 0 : c * intercept.block[b, j]
                expected.target[r][j] = (accumulate ? expected.target[r][j] : 0) + relaxed + beta
                expected.constant[r] += offset
                expected.scale[r] += (abs(relaxed) + abs(beta)) * magnitude.block[b, j] + abs(offset)
            }
        }
        OptimisationKernels.relax(
            source: source.block, target: target.block, accumulate: accumulate, owner: owner, slope: slope.block,
            multiplier: multiplier.block, upperSlope: upperSlope.block, upperIntercept: intercept.block,
            magnitude: magnitude.block, constant: constant, scale: scale)
        #expect(target.values == expected.target)
        #expect(constant.values == expected.constant)
        #expect(scale.values == expected.scale)
        #expect(target.isFenceWhole)
    }

    @Test(arguments: widths) func follow(width: Int) {
        var random = SeededNumbers(seed: width)
        let coefficients = FencedBlock(rows: Self.rows, width: width, &random)
        let preActivation = FencedBlock(rows: Self.rows, width: width, &random)
        let output = FencedBlock(rows: Self.rows, width: width)
        let slope = FencedBlock(rows: Self.rows, width: width) { abs(random.eighths(1)) }
        let upperSlope = FencedBlock(rows: 2, width: width) { abs(random.eighths(1)) }
        let intercept = FencedBlock(rows: 2, width: width) { abs(random.eighths(2)) }
        OptimisationKernels.follow(
            coefficients: coefficients.block, preActivation: preActivation.block, output: output.block, owner: owner,
            slope: slope.block, upperSlope: upperSlope.block, upperIntercept: intercept.block)
        for r in 0..<Self.rows {
            for j in 0..<width {
                let (z, b) = (preActivation.block[r, j], Int(owner[r]))
                let expected =
                    coefficients.block[r, j] >= 0
                    ? slope.block[r, j] * z : upperSlope.block[b, j] * z + intercept.block[b, j]
                #expect(output.block[r, j] == expected)
            }
        }
        #expect(output.isFenceWhole)
    }

    /// Whatever the gradients: slopes stay in [0, 1], multipliers on their side of 0, and all others as they were.
    @Test(arguments: widths) func ascendKeepsEverythingSound(width: Int) {
        var random = SeededNumbers(seed: width)
        let slope = FencedBlock(rows: Self.rows, width: width) { abs(random.eighths(1)) }
        let start = slope.values
        let multiplier = FencedBlock(rows: Self.rows, width: width)
        let lower = FencedBlock(rows: 2, width: width, &random)
        let upper = FencedBlock(rows: 2, width: width, &random)
        let sign = FencedBlock(rows: 2, width: width) { Double(Int.random(in: -1...1, using: &random)) }
        let first = FencedBlock(rows: Self.rows, width: width)
        let second = FencedBlock(rows: Self.rows, width: width)
        for step in 1...30 {
            // Now and then gradients far beyond anything sensible.
            let size = Bool.random(using: &random) ? 1 : 0x1p300
            let coefficients = FencedBlock(rows: Self.rows, width: width) { random.eighths(2) }
            let preActivation = FencedBlock(rows: Self.rows, width: width) { size * random.eighths(2) }
            OptimisationKernels.ascend(
                coefficients: coefficients.block, preActivation: preActivation.block, owner: owner, lower: lower.block,
                upper: upper.block, sign: sign.block, slope: slope.block, multiplier: multiplier.block,
                first: first.block, second: second.block, step: step, slopeRate: 0.25,
                multiplierRate: [0.5, 0.25, 3])
            for r in 0..<Self.rows {
                for j in 0..<width {
                    let b = Int(owner[r])
                    let (value, size) = (slope.block[r, j], multiplier.block[r, j])
                    #expect(value >= 0 && value <= 1)
                    switch sign.block[b, j] {
                    case 0:
                        #expect(size == 0)
                        let isUnstable = lower.block[b, j] < 0 && upper.block[b, j] > 0
                        if !isUnstable { #expect(value == start[r][j]) }
                    case 1: #expect(size >= 0 && size.isFinite)
                    default: #expect(size <= 0 && size.isFinite)
                    }
                }
            }
        }
        for block in [slope, multiplier, first, second] { #expect(block.isFenceWhole) }
    }

    /// The first step of Adam has the length of its rate, in the direction of the gradient.
    @Test func ascendGoesUp() {
        // unstable with coefficient 1 at z > 0 and z < 0, unstable with coefficient -1, decided active, decided inactive
        let width = 5
        func single(_ values: [Double]) -> Block {
            let block = FencedBlock(rows: 1, width: width).block
            block.setRow(0, values)
            return block
        }
        let slope = single([0.5, 0.5, 0.5, 0, 0])
        let multiplier = single([0, 0, 0, 0, 0])
        OptimisationKernels.ascend(
            coefficients: single([1, 1, -1, 1, 1]), preActivation: single([2, -2, 2, -3, 3]), owner: [0],
            lower: single([-1, -1, -1, -1, -1]), upper: single([1, 1, 1, 1, 1]), sign: single([0, 0, 0, -1, 1]),
            slope: slope, multiplier: multiplier, first: single([0, 0, 0, 0, 0]), second: single([0, 0, 0, 0, 0]),
            step: 1, slopeRate: 0.25, multiplierRate: [0.5])
        let expected = (slope: [0.75, 0.25, 0.5, 0, 0], multiplier: [0, 0, 0, -0.5, 0.5])
        for j in 0..<width {
            #expect(abs(slope[0, j] - expected.slope[j]) < 1e-9)
            #expect(abs(multiplier[0, j] - expected.multiplier[j]) < 1e-9)
        }
    }
}
