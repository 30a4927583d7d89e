import Bounds
import Exact
import Networks
import Queries
import TestSupport
import Testing

/// Boxes cut to where the linear bounds of a property leave room for a violation.
@Suite struct InputClippingTests {
    private typealias Row = (coefficients: ArraySlice<Double>, value: Double, threshold: Double)

    private func square() -> Subproblem {
        Subproblem(lower: [0, 0], upper: [1, 1], phases: Phases(neuronCount: 0))
    }

    private func isNear(_ a: [Double], _ b: [Double]) -> Bool {
        zip(a, b).allSatisfy { abs($0 - $1) < 1e-9 }
    }

    /// f >= x0 + 2 x1 - 1 and f <= 0: x0 <= 1 says nothing, x1 <= 1/2.
    @Test func oneRow() {
        var box = square()
        #expect(box.clip(to: [[([1, 2], -1, 0)]]) == [0])
        #expect(box.lower == [0, 0] && isNear(box.upper, [1, 0.5]))
        // Cut from the other end: f >= -4 x0 + 4 - 1, least -1 at x0 = 1, so that x0 >= 3/4.
        #expect(box.clip(to: [[([-4, 0], -1, 0)]]) == [0])
        #expect(isNear(box.lower, [0.75, 0]) && isNear(box.upper, [1, 0.5]))
    }

    /// Rows of one alternative cut together; alternatives only as far as each of them cuts.
    @Test func alternatives() {
        let left: [Row] = [([4, 0], -1, 0), ([0, 2], -1, 0)]
        let low: [Row] = [([0, 4], -1, 0)]
        var both = square()
        #expect(both.clip(to: [left, low]) == [0, 1])
        #expect(both.lower == [0, 0] && isNear(both.upper, [1, 0.5]))
        // x0 <= 1/4 and x0 >= 3/4 at once: the first alternative has no point, the second cuts alone.
        let none: [Row] = [([4, 0], -1, 0), ([-4, 0], -1, 0)]
        var one = square()
        #expect(one.clip(to: [none, low]) == [1])
        #expect(isNear(one.upper, [1, 0.25]))
        var empty = square()
        #expect(empty.clip(to: [none]).isEmpty && empty.isEmpty)
    }

    /// Numbers that are none cut nothing; a row that cannot be missed neither.
    @Test func rowsThatSayNothing() {
        var box = square()
        #expect(box.clip(to: [[([.nan, 1], .nan, 0), ([1, 1], -.infinity, 0), ([.nan, 0], -1, 0)], []]) == [0, 1])
        #expect(box.lower == [0, 0] && box.upper == [1, 1])
    }

    /// No violating point of a random network is cut off.
    @Test(arguments: 0..<60) func losesNoViolation(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let inputs = Int.random(in: 1...3, using: &random)
        let network = SampleNetworks.random(widths: [inputs, 5, 4, 1], &random)
        let graph = PreparedGraph(AffineReLUGraph(network))
        var batch = [
            Subproblem(
                lower: [Double](repeating: -1, count: inputs), upper: [Double](repeating: 1, count: inputs),
                phases: Phases(neuronCount: graph.neuronCount))
        ]
        let points = (0..<60).map { _ in (0..<inputs).map { _ in Double(Int.random(in: -8...8, using: &random)) / 8 } }
        let values = points.map { network.output(at: $0.map { Rational(weight: $0) })[0] }
        // A threshold that a fifth of the points meet.
        let threshold = values.sorted()[12]
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        bounds.propagate(&batch)
        let found = bounds.lowerBounds(
            of: [BoundRow(subproblem: 0, row: 0)], coefficients: [RowCoefficients(output: [1], input: nil)],
            keepsInputCoefficients: true)
        let row: Row = (found.inputCoefficients[...], found.values[0], threshold.double(.up))
        #expect(batch[0].clip(to: [[row]]) == [0])
        for (point, value) in zip(points, values) where value <= threshold {
            for (i, x) in point.enumerated() { #expect(batch[0].lower[i] <= x && x <= batch[0].upper[i]) }
        }
    }
}
