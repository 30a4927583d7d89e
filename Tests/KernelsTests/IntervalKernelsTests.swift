import Exact
import Kernels
import TestSupport
import Testing

/// Enclosures checked in exact arithmetic.
@Suite struct IntervalKernelsTests {
    /// Intervals of every kind: all exponents, one size, around 0, next to each other, next to 0.
    private static func intervals(_ count: Int, seed: Int) -> [(lower: Double, upper: Double)] {
        var random = SeededNumbers(seed: seed)
        return (0..<count).map { kind in
            let a: Double
            let b: Double
            switch kind % 5 {
            case 0: (a, b) = (random.finiteDouble() / 4, random.finiteDouble() / 4)
            case 1: (a, b) = (Double.random(in: -3...3, using: &random), Double.random(in: -3...3, using: &random))
            case 2: (a, b) = (-abs(random.finiteDouble()) / 4, abs(random.finiteDouble()) / 4)
            case 3:
                a = Double.random(in: -1...1, using: &random)
                b = a.nextUp
            default: (a, b) = (-Double.leastNonzeroMagnitude * Double(kind % 7), random.finiteDouble() / 4)
            }
            return (min(a, b), max(a, b))
        }
    }

    private static func row(_ values: [Double]) -> Block {
        let block = FencedBlock(rows: 1, width: values.count).block
        block.setRow(0, values)
        return block
    }

    /// A line above the ReLU at both ends is above it everywhere between, because the ReLU is convex; one through the
    /// origin with a slope in [0, 1] is below it everywhere.
    @Test func relaxationsHoldAtBothEnds() {
        let intervals = Self.intervals(2_000, seed: 1)
        let made = (0..<5).map { _ in FencedBlock(rows: 1, width: intervals.count) }
        IntervalKernels.relaxReLU(
            lower: Self.row(intervals.map(\.lower)), upper: Self.row(intervals.map(\.upper)), outLower: made[0].block,
            outUpper: made[1].block, lowerSlope: made[2].block, upperSlope: made[3].block,
            upperIntercept: made[4].block)
        for (i, interval) in intervals.enumerated() {
            #expect(made[0].block[0, i] == max(interval.lower, 0))
            #expect(made[1].block[0, i] == max(interval.upper, 0))
            let below = made[2].block[0, i]
            #expect(below >= 0 && below <= 1)
            let slope = made[3].block[0, i]
            #expect(slope >= 0 && slope <= 1)
            for end in [interval.lower, interval.upper] {
                let value = Rational(weight: max(end, 0))
                let line =
                    Rational(weight: slope) * Rational(weight: end) + Rational(weight: made[4].block[0, i])
                #expect(line >= value, "[\(interval.lower), \(interval.upper)]")
                #expect(Rational(weight: below) * Rational(weight: end) <= value)
            }
        }
        for block in made { #expect(block.isFenceWhole) }
    }

    /// On ordinary intervals the line is tight: it passes within a few units in the last place of both ends.
    @Test func relaxationsAreTight() {
        let made = (0..<5).map { _ in FencedBlock(rows: 1, width: 1).block }
        IntervalKernels.relaxReLU(
            lower: Self.row([-1]), upper: Self.row([3]), outLower: made[0], outUpper: made[1], lowerSlope: made[2],
            upperSlope: made[3], upperIntercept: made[4])
        #expect(made[2][0, 0] == 1)
        #expect(abs(made[3][0, 0] - 0.75) < 1e-15 && abs(made[4][0, 0] - 0.75) < 1e-15)
    }

    @Test func splitEncloses() {
        let intervals = Self.intervals(2_000, seed: 2)
        let center = FencedBlock(rows: 1, width: intervals.count)
        let radius = FencedBlock(rows: 1, width: intervals.count)
        IntervalKernels.split(
            lower: Self.row(intervals.map(\.lower)), upper: Self.row(intervals.map(\.upper)), center: center.block,
            radius: radius.block)
        for (i, interval) in intervals.enumerated() {
            let (c, r) = (Rational(weight: center.block[0, i]), Rational(weight: radius.block[0, i]))
            #expect(c - r <= Rational(weight: interval.lower))
            #expect(c + r >= Rational(weight: interval.upper))
        }
        #expect(center.isFenceWhole && radius.isFenceWhole)
    }

    @Test(arguments: widths) func combineEncloses(width: Int) {
        var random = SeededNumbers(seed: width)
        func uniform(_ range: ClosedRange<Double>) -> FencedBlock {
            FencedBlock(rows: 2, width: width) { Double.random(in: range, using: &random) }
        }
        let (lower, upper, scale) = (uniform(-1...1), uniform(0...1), uniform(0...4))
        let (middle, reach, gamma, band) = (lower.values, upper.values, RoundingBound.gamma(width), 0x1p-40)
        IntervalKernels.combine(
            lower: lower.block, upper: upper.block, scale: scale.block, gamma: gamma, guardBand: band)
        for r in 0..<2 {
            for j in 0..<width {
                let error = Rational(2) * Rational(weight: gamma) * Rational(weight: scale.block[r, j])
                let whole = Rational(weight: reach[r][j]) + error + Rational(weight: band)
                #expect(Rational(weight: lower.block[r, j]) <= Rational(weight: middle[r][j]) - whole)
                #expect(Rational(weight: upper.block[r, j]) >= Rational(weight: middle[r][j]) + whole)
            }
        }
        #expect(lower.isFenceWhole && upper.isFenceWhole)
    }

    @Test(arguments: widths) func measure(width: Int) {
        var random = SeededNumbers(seed: width)
        let lower = FencedBlock(rows: 3, width: width, &random)
        let upper = FencedBlock(rows: 3, width: width, &random)
        let magnitude = FencedBlock(rows: 3, width: width)
        let sums = IntervalKernels.measure(lower: lower.block, upper: upper.block, magnitude: magnitude.block)
        let expected = zip(lower.values, upper.values).map { zip($0, $1).map { max(abs($0), abs($1)) } }
        #expect(magnitude.values == expected)
        #expect(sums == expected.map { $0.reduce(0, +) })
    }
}
