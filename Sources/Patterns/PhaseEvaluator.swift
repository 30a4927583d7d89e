import Bounds
package import Contexts
package import DataFiles
import Exact
import Kernels
package import Networks

/// Finds which neurons of a network are active at the rows of a data set, and which class it chooses there.
///
/// The answer is that of exact arithmetic on the exact points. Batches are evaluated in Doubles, together with a bound of
/// the rounding error per layer and point: the magnitude that goes in times the row sums of the weights' magnitudes, see
/// ``RoundingBound``. Where a pre-activation is not farther from 0 than its bound, the point is evaluated in outward
/// intervals, and where these cannot tell either, in exact numbers.
package struct PhaseEvaluator: Sendable {
    let network: Network
    let layers: [ReLULayer]
    let decision: ClassDecision
    let graph: PreparedGraph
    /// For each node of the graph what its rounding error depends on; `nil` for others than affine nodes.
    let sums: [RowSums?]
    /// The affine node of each layer.
    let places: [Int]
    private let batch: Int

    /// Cost: a pass over the weights.
    package init(_ network: Network, decision: ClassDecision = .argmax) {
        self.network = network
        self.decision = decision
        layers = network.reluLayers
        let graph = PreparedGraph(AffineReLUGraph(network))
        self.graph = graph
        sums = graph.nodes.map { RowSums($0, in: graph) }
        places = layers.map { graph.preActivation(of: $0.firstNeuron).node }
        // A few megabytes of values at once, and no more rows than fill the matrix products.
        batch = max(1, min(256, (1 << 20) / max(1, graph.totalWidth)))
    }

    /// Evaluates all rows on `threads` threads; points are read batch by batch and not kept. Requires points of the
    /// network's size. Throws what reading a point finds, such as ``DataError/notFinite(_:row:index:value:)``.
    package func evaluate(_ data: DataSet, threads: Int) throws(DataError) -> EvaluatedData {
        MatrixProducts.useOneThread()
        let starts = Array(stride(from: 0, to: data.count, by: batch))
        let workers = (0..<max(1, min(threads, starts.count))).map { _ in BatchValues(graph: graph, capacity: batch) }
        let results = ParallelWorkers.map(starts.count, workers: workers) { worker, index in
            let rows = starts[index]..<min(starts[index] + batch, data.count)
            return Result { () throws(DataError) in try evaluate(rows, of: data, worker) }
        }
        var rows: [EvaluatedRow] = []
        var exactRows = 0
        for result in results {
            let part = try result.get()
            rows += part.rows
            exactRows += part.exactRows
        }
        return EvaluatedData(
            name: data.name, rows: rows, layers: layers, classCount: network.outputCount, exactRows: exactRows)
    }

    private func evaluate(
        _ rows: Range<Int>, of data: DataSet, _ values: BatchValues
    ) throws(DataError) -> (rows: [EvaluatedRow], exactRows: Int) {
        var points: [[Double]] = []
        for row in rows { points.append(try data.roundedPoint(row)) }
        values.evaluate(points, sums)
        var result: [EvaluatedRow] = []
        var exactRows = 0
        for (index, row) in rows.enumerated() {
            var signs = FloatSigns(self, values, row: index)
            if !signs.isComplete {
                exactRows += 1
                signs.settle(self, at: try data.point(row))
            }
            result.append(EvaluatedRow(active: signs.active, decision: signs.decision, label: data.label(row)))
        }
        return (result, exactRows)
    }
}

/// The values of a graph's nodes at a batch of points, each with a bound of its error. One per worker.
final class BatchValues {
    private let graph: PreparedGraph
    private let capacity: Int
    private let buffers: [Buffer]
    private(set) var count = 0
    /// For each node and point: no element is farther from its exact value than `errors`, none is larger than `largest`.
    private(set) var errors: [[Double]] = []
    private(set) var largest: [[Double]] = []

    init(graph: PreparedGraph, capacity: Int) {
        self.graph = graph
        self.capacity = capacity
        buffers = graph.nodes.map { Buffer(count: capacity * $0.width) }
    }

    func block(_ node: Int) -> Block { Block(buffers[node], rows: count, width: graph.nodes[node].width) }

    /// Evaluates the network at points whose elements were rounded to nearest. Requires at most `capacity` points.
    func evaluate(_ points: [[Double]], _ sums: [RowSums?]) {
        precondition(points.count <= capacity, "\(points.count) points exceed \(capacity)")
        count = points.count
        errors = graph.nodes.map { _ in [] }
        largest = errors
        for (row, point) in points.enumerated() { block(0).setRow(row, point) }
        for node in graph.nodes.indices {
            let target = block(node)
            switch graph.nodes[node].kind {
            case .input: break
            case .affine(let terms, let bias, _, _):
                PreparedGraph.evaluate(terms, bias: bias, into: target) { block($0) }
            case .relu(let source): ElementwiseKernels.relu(block(source), into: target)
            }
            largest[node] = (0..<count).map { target.row($0).reduce(0) { max($0, $1.magnitude) } }
            errors[node] = (0..<count).map { error(of: node, row: $0, sums[node]) }
        }
    }

    private func error(of node: Int, row: Int, _ sums: RowSums?) -> Double {
        switch graph.nodes[node].kind {
        case .input: largest[node][row] * RoundingBound.unit + .leastNormalMagnitude
        case .relu(let source): errors[source][row]
        case .affine: sums.map { $0.largestError($0.factors(errors, largest, row: row)) } ?? .infinity
        }
    }
}

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
