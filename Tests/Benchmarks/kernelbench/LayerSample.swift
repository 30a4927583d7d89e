/// A layer with made-up numbers: weights, biases, rows over its output, and relaxations of the ReLU before it.
///
/// The numbers depend on the shape alone. A third of the neurons are active, a third inactive, a third unstable.
struct LayerSample {
    let width: Int
    /// How many rows are passed back at once.
    let rows: Int
    /// How many subproblems they belong to, the same number to each.
    let subproblems: Int

    let owner: [Int32]
    let coefficients: [Double]
    let weights: [Double]
    let bias: [Double]
    let weightScale: [Double]
    let lowerSlope: [Double]
    let upperSlope: [Double]
    let upperIntercept: [Double]
    let magnitude: [Double]

    /// Requires that `subproblems` divides `rows`.
    init(width: Int, rows: Int, subproblems: Int) {
        precondition(rows % subproblems == 0, "subproblems with unequal numbers of rows")
        self.width = width
        self.rows = rows
        self.subproblems = subproblems
        var numbers = Numbers()
        owner = (0..<rows).map { Int32($0 * subproblems / rows) }
        coefficients = numbers.take(rows * width)
        weights = numbers.take(width * width).map { $0 / 16 }
        bias = numbers.take(width)
        weightScale = numbers.take(subproblems * width).map { 8 + $0 }
        magnitude = numbers.take(subproblems * width).map { 2 + $0 }
        let slopes = numbers.take(subproblems * width).map { 0.5 + $0 / 4 }
        lowerSlope = slopes.indices.map { [1, 0, slopes[$0] > 0.5 ? 1 : 0][$0 % 3] }
        upperSlope = slopes.indices.map { [1, 0, slopes[$0]][$0 % 3] }
        upperIntercept = slopes.indices.map { $0 % 3 == 2 ? slopes[$0] : 0 }
    }

    /// Additions and multiplications of one product of all rows with the weights.
    var operations: Double { 2 * Double(rows) * Double(width) * Double(width) }

    /// Numbers in [-1, 1], by a linear congruential generator (Knuth's MMIX).
    private struct Numbers {
        private var state: UInt64 = 1

        mutating func take(_ count: Int) -> [Double] {
            (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Double(state >> 11) * 0x1p-52 - 1
            }
        }
    }
}
