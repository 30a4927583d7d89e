import Exact
import Kernels
import TestSupport
import Testing

/// OpenBLAS may add in any order; the rounding bound must cover whatever it does.
@Suite struct MatrixProductsTests {
    private static func uniform(_ count: Int, _ random: inout SeededNumbers) -> [Double] {
        // Exponents far apart make cancellation and absorption likely.
        (0..<count).map { _ in
            Double.random(in: -1...1, using: &random) * [1, 0x1p-30, 0x1p20][Int.random(in: 0...2, using: &random)]
        }
    }

    @Test(arguments: 1...35, [false, true]) func productsAreWithinTheRoundingBound(inner: Int, accumulate: Bool) {
        var random = SeededNumbers(seed: inner)
        let (rows, columns) = (Int.random(in: 1...9, using: &random), Int.random(in: 1...19, using: &random))
        let weights = Matrix(rows: inner, columns: columns, values: Self.uniform(inner * columns, &random))
        let source = FencedBlock(rows: rows, width: inner)
        for r in 0..<rows { source.block.setRow(r, Self.uniform(inner, &random)) }
        let start = (0..<rows).map { _ in Self.uniform(columns, &random) }
        let targets = (0..<2).map { _ in
            let target = FencedBlock(rows: rows, width: columns)
            for r in 0..<rows { target.block.setRow(r, start[r]) }
            return target
        }
        MatrixProducts.multiply(source.block, by: weights, into: targets[0].block, accumulate: accumulate)
        MatrixProducts.multiply(
            source.block, byTransposed: weights.transposed, into: targets[1].block, accumulate: accumulate)
        for r in 0..<rows {
            for j in 0..<columns {
                var (sum, magnitude) = (Rational.zero, Rational.zero)
                if accumulate {
                    sum = Rational(weight: start[r][j])
                    magnitude = sum.magnitude
                }
                for i in 0..<inner {
                    let product = Rational(weight: source.block[r, i]) * Rational(weight: weights[i, j])
                    sum += product
                    magnitude += product.magnitude
                }
                let bound = Rational(weight: RoundingBound.gamma(inner + 1)) * magnitude
                for target in targets {
                    #expect((Rational(weight: target.block[r, j]) - sum).magnitude <= bound)
                }
            }
        }
        for target in targets { #expect(target.isFenceWhole) }
    }

    /// Whatever the target held is gone, and a coefficient that is NaN is not lost: few rows take another way than many.
    @Test(arguments: 0...6) func everyNumberOfRows(count: Int) {
        let weights = Matrix(rows: 3, columns: 2, values: [1, 2, 0, 4, 0, 6])
        let source = FencedBlock(rows: count, width: 3)
        for r in 0..<count { source.block.setRow(r, [Double(r), 0, r == 2 ? .nan : 1]) }
        let targets = (0..<2).map { _ in FencedBlock(rows: count, width: 2) { .nan } }
        MatrixProducts.multiply(source.block, by: weights, into: targets[0].block, accumulate: false)
        MatrixProducts.multiply(
            source.block, byTransposed: weights.transposed, into: targets[1].block, accumulate: false)
        for target in targets {
            #expect(target.isFenceWhole)
            for r in 0..<count {
                if r == 2 {
                    #expect(target.block.row(r).allSatisfy { $0.isNaN })
                } else {
                    #expect(target.block.row(r) == [Double(r), 2 * Double(r) + 6])
                }
            }
        }
    }

    /// gamma(n) as the program has it is at least n u / (1 - n u), exactly.
    @Test(arguments: [0, 1, 2, 35, 1_000, 1 << 20, (1 << 40) - 1]) func gammaIsAnUpperBound(terms: Int) {
        let product = Rational(terms) * Rational(weight: RoundingBound.unit)
        #expect(Rational(weight: RoundingBound.gamma(terms)) >= product / (.one - product))
    }
}
