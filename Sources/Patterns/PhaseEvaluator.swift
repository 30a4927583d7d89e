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
