import Kernels
import TestSupport
import Testing

@Suite struct EdgeKernelsTests {
    /// z = x0 + x1 over [-1, 1]^2. The triangle is y <= z / 2 + 1; at the corner (1, -1), where z is 0, it says 1 and the
    /// lowest line, y <= x1 + 1, says 0.
    @Test func findsTheLineThatIsExactInACorner() {
        let layer = Layer(weights: [[1, 1]], bias: [0], lower: [-1, -1], upper: [1, 1])
        #expect(layer.line() == Line(coefficients: [0.5, 0.5], constant: 1))
        layer.improve(at: [1, -1], step: 1)
        #expect(layer.line() == Line(coefficients: [0, 1], constant: 1))
        #expect(layer.valueFollowed(at: [1, -1], triangle: 1) == 0)
    }

    /// A share of 1/4 takes a quarter of the way from the triangle's value to the line's, and a quarter of the row.
    @Test func sharesMix() {
        let layer = Layer(weights: [[1, 1]], bias: [0], lower: [-1, -1], upper: [1, 1], share: 0.25)
        layer.improve(at: [1, -1], step: 1)
        #expect(layer.valueFollowed(at: [1, -1], triangle: 1) == 0.75)
        // A row of -1 that the triangle turned into -z / 2 - 1.
        let result = layer.relax(upperSlope: 0.5, upperIntercept: 1)
        #expect(result.relaxed == -0.375)
        #expect(result.target == [0, -0.25])
        #expect(result.constant == 0)
    }

    /// Only a negative coefficient is sent over upper lines.
    @Test func leavesPositiveCoefficientsAlone() {
        let layer = Layer(weights: [[1, 1]], bias: [0], lower: [-1, -1], upper: [1, 1])
        let result = layer.relax(coefficient: 1, upperSlope: 0.5, upperIntercept: 1)
        #expect(result.target == [0, 0])
        #expect(layer.valueFollowed(at: [1, -1], triangle: 1, coefficient: 1) == 1)
    }

    /// Whatever the points and steps were, the line is above the neuron on the whole box.
    @Test(arguments: 0..<200) func linesAreAboveTheNeuron(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let inputs = Int.random(in: 1...9, using: &random)
        let weights = random.eighths(2, count: inputs)
        let lower = random.eighths(2, count: inputs)
        let upper = lower.map { $0 + abs(random.eighths(2)) }
        let bias = random.eighths(1)
        let layer = Layer(weights: [weights], bias: [bias], lower: lower, upper: upper)
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let point = sample(lower, upper, &random)
            layer.improve(at: point, step: Double(Int.random(in: 1...16, using: &random)) / 8)
        }
        let line = layer.line()
        for _ in 0..<60 {
            let point = sample(lower, upper, &random)
            let z = zip(weights, point).reduce(bias) { $0 + $1.0 * $1.1 }
            #expect(line.value(at: point) >= max(z, 0) - 1e-9)
        }
    }

    /// Lines given on to a smaller box start where they were, to a 255th, and are above the neuron there.
    @Test func linesStartOthers() throws {
        let layer = Layer(weights: [[1, 1]], bias: [0], lower: [-1, -1], upper: [1, 1])
        layer.improve(at: [1, -1], step: 1)
        let smaller = Layer(
            weights: [[1, 1]], bias: [0], lower: [-1, -1], upper: [0.5, 1], from: layer.kernels.lines(ofRow: 0))
        // The greatest z is 1.5 now: the edge of x1 alone, of reach 2, has to lift the line less.
        #expect(smaller.line().value(at: [0.5, -1]) == 0)
        #expect(smaller.line().value(at: [0.5, 1]) == 1.5)
    }

    private func sample(_ lower: [Double], _ upper: [Double], _ random: inout SeededNumbers) -> [Double] {
        zip(lower, upper).map { low, high in
            switch Int.random(in: 0...2, using: &random) {
            case 0: low
            case 1: high
            default: low + (high - low) * Double(Int.random(in: 0...8, using: &random)) / 8
            }
        }
    }

    private struct Line: Equatable {
        let coefficients: [Double]
        let constant: Double

        func value(at point: [Double]) -> Double {
            zip(coefficients, point).reduce(constant) { $0 + $1.0 * $1.1 }
        }
    }

    /// One neuron in one row over one box.
    private struct Layer {
        let kernels: EdgeKernels
        let region: EdgeKernels.Region
        let inputs: Int

        init(
            weights: [[Double]], bias: [Double], lower: [Double], upper: [Double], share: Double = 1,
            from lines: EdgeKernels.Lines? = nil
        ) {
            inputs = lower.count
            kernels = EdgeKernels(
                EdgeLayer(
                    Matrix(rows: weights.count, columns: inputs, values: weights.flatMap(\.self)), bias: bias))
            region = EdgeKernels.Region(
                lower: Self.block([lower]), upper: Self.block([upper]), owner: [0])
            kernels.begin([(row: 0, neuron: 0)], from: [lines], share: share, on: region)
        }

        private static func block(_ rows: [[Double]]) -> Block {
            Block(Buffer(rows.flatMap(\.self)), rows: rows.count, width: rows[0].count)
        }

        func improve(at point: [Double], step: Double) {
            kernels.improve(coefficients: Self.block([[-1]]), point: Self.block([point]), step: step, on: region)
        }

        func valueFollowed(at point: [Double], triangle: Double, coefficient: Double = -1) -> Double {
            let output = Self.block([[triangle]])
            kernels.follow(
                coefficients: Self.block([[coefficient]]), point: Self.block([point]), output: output, on: region)
            return output[0, 0]
        }

        func relax(
            coefficient: Double = -1, upperSlope: Double, upperIntercept: Double
        ) -> (relaxed: Double, target: [Double], constant: Double) {
            let (relaxed, target) = (
                Self.block([[coefficient * upperSlope]]), Self.block([[Double](repeating: 0, count: inputs)])
            )
            let constant = Buffer([coefficient < 0 ? coefficient * upperIntercept : 0])
            kernels.relax(
                coefficients: Self.block([[coefficient]]), relaxed: relaxed, target: target,
                upperSlope: Self.block([[upperSlope]]), upperIntercept: Self.block([[upperIntercept]]),
                magnitude: Self.block([[2]]), weightScale: Self.block([[2]]), constant: constant,
                scale: Buffer(count: 1), on: region)
            return (relaxed[0, 0], target.row(0), constant[0] + (coefficient < 0 ? 1 : 0))
        }

        /// The line alone, read off a row of -1 with share 1 and no triangle.
        func line() -> Line {
            let (_, target, constant) = relax(upperSlope: 0, upperIntercept: 0)
            return Line(coefficients: target.map { -$0 }, constant: 1 - constant)
        }
    }
}
