import Bounds
import Exact
import Kernels
package import Properties
package import Queries

/// Sound ranges of quantities over a case's region, by one method.
package struct OutputBounds: Sendable {
    package struct Range: Sendable, Hashable {
        package let lower: Double
        package let upper: Double
    }

    /// One per output.
    package let outputs: [Range]
    /// For each distinct row of the case's alternatives, the region's rows first: its slack, bound minus sum. A negative
    /// upper end excludes every alternative that contains the row.
    package let slacks: [(row: LinearRow, range: Range)]

    /// Bounds over the whole box of a case; by intervals alone, or with backward propagation.
    package init(_ query: Query, caseIndex: Int, backward: Bool) {
        MatrixProducts.useOneThread()
        let problem = query.cases[caseIndex]
        let graph = PreparedGraph(query.graph)
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        var root = [
            Subproblem(lower: problem.lower, upper: problem.upper, phases: Phases(neuronCount: graph.neuronCount))
        ]
        bounds.propagate(&root, refine: backward)
        let interval = bounds.nodeBounds(of: 0)
        var rows: [LinearRow] = []
        for row in problem.regionRows + problem.unsafe.flatMap(\.rows) where !rows.contains(row) { rows.append(row) }
        let outputRows = (0..<graph.outputCount).map { LinearRow(terms: [(.output($0), 1)], bound: 0) }
        let ranges = (outputRows + rows).map { row in
            backward ? bounds.range(of: row, graph) : OutputBounds.interval(of: row, interval, output: graph.output)
        }
        outputs = Array(ranges.prefix(graph.outputCount))
        slacks = zip(rows, ranges.dropFirst(graph.outputCount)).map { row, range in
            let bound = OutwardInterval(row.bound)
            let slack = bound - OutwardInterval(lower: range.lower, upper: range.upper)
            return (row, Range(lower: slack.lower, upper: slack.upper))
        }
    }

    private static func interval(of row: LinearRow, _ bounds: NodeBounds, output: Int) -> Range {
        var sum = OutwardInterval.zero
        for term in row.terms {
            let (node, i) =
                switch term.variable {
                case .input(let i): (0, i)
                case .output(let j): (output, j)
                }
            let value = OutwardInterval(lower: bounds.lower[node][i], upper: bounds.upper[node][i])
            // An output by itself is not moved by the multiplication with 1.
            let isPlain = row.terms.count == 1 && term.coefficient == .one
            sum = isPlain ? value : sum + OutwardInterval(term.coefficient) * value
        }
        return Range(lower: sum.lower, upper: sum.upper)
    }
}

extension BatchedBounds {
    /// The range of a row's sum on the batch's first subproblem: backward from the row and from its negation.
    fileprivate func range(of row: LinearRow, _ graph: PreparedGraph) -> OutputBounds.Range {
        let negated = LinearRow(terms: row.terms.map { ($0.variable, -$0.coefficient) }, bound: 0)
        let table = [row, negated].map {
            RowCoefficients($0, inputCount: graph.inputCount, outputCount: graph.outputCount)
        }
        let requests = table.indices.map { BoundRow(subproblem: 0, row: $0) }
        let values = lowerBounds(of: requests, coefficients: table, keep: .nothing).values
        return OutputBounds.Range(lower: values[0], upper: -values[1])
    }
}
