import Bounds
import Kernels

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
