import Bounds
import Kernels

/// What the rounding error of an affine node's elements depends on besides the point.
struct RowSums: Sendable {
    private struct Term: Sendable {
        let source: Int
        /// For each element the sum of its weights' magnitudes, rounded up.
        let sums: [Double]
        let largest: Double
    }

    private let terms: [Term]
    /// For each element what the addition of its bias can cost.
    private let bias: [Double]
    private let largestBias: Double
    private let gamma: Double
    private let roundings: Int
    /// Elements that are 0 whatever the input.
    let zeros: Set<Int>

    /// `nil` for other nodes than affine ones.
    init?(_ node: PreparedGraph.Node, in graph: PreparedGraph) {
        guard case .affine(let terms, let bias, _, let zeros) = node.kind else { return nil }
        gamma = graph.gamma
        roundings = graph.roundings
        // Sums of so many magnitudes are themselves rounded, by the same bound.
        let upward = 1 + 4 * graph.gamma
        self.terms = terms.map { term in
            let ones = Buffer(count: graph.nodes[term.source].width)
            let totals = Buffer(count: node.width)
            let row = Block(ones, rows: 1, width: ones.count)
            row.fill(1)
            let target = Block(totals, rows: 1, width: totals.count)
            term.absolute.apply(row, into: target, accumulate: false)
            let sums = target.row(0).map { $0 * upward }
            return Term(source: term.source, sums: sums, largest: sums.max() ?? 0)
        }
        let gamma = graph.gamma
        self.bias = bias.map { $0.magnitude * gamma }
        largestBias = self.bias.max() ?? 0
        self.zeros = Set(zeros)
    }

    /// What the sums of each term are multiplied by at a point, and what underflow may add.
    struct Factors {
        fileprivate let terms: [Double]
        fileprivate let underflow: Double
    }

    func factors(_ errors: [[Double]], _ largest: [[Double]], row: Int) -> Factors {
        var magnitude = 0.0
        let factors = terms.map { term in
            let (error, value) = (errors[term.source][row], largest[term.source][row])
            magnitude += term.largest + value * Double(roundings)
            // What the source is wrong by, and the rounding of products and sums with what it may be.
            return (error + gamma * (value + error)) * (1 + 4 * RoundingBound.unit)
        }
        return Factors(terms: factors, underflow: RoundingBound.underflow(terms: roundings, magnitude: magnitude))
    }

    /// A bound of what one element is wrong by.
    func error(of element: Int, _ factors: Factors) -> Double {
        var bound = bias[element] + factors.underflow
        for (term, factor) in zip(terms, factors.terms) { bound += term.sums[element] * factor }
        return bound * (1 + gamma)
    }

    /// A bound of what any element is wrong by.
    func largestError(_ factors: Factors) -> Double {
        var bound = largestBias + factors.underflow
        for (term, factor) in zip(terms, factors.terms) { bound += term.largest * factor }
        return bound * (1 + gamma)
    }
}
