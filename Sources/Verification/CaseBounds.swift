import Bounds
import Exact
import Kernels
import Properties
package import Queries

/// Sound bounds over the region of one case by each method of the numeric core: what `orthant bounds` shows.
package struct CaseBounds: Sendable {
    package enum Method: String, Sendable, CaseIterable {
        /// Intervals from layer to layer.
        case interval
        /// Linear bounds sent backward to the input, with the same for every unstable neuron on the way.
        case backward
    }

    /// What one method knows.
    package struct Knowledge: Sendable {
        /// Every output lies between these.
        package let lower: [Double]
        package let upper: [Double]
        /// For each alternative and row, a lower bound of the row's left-hand side.
        package let least: [[Double]]
        /// Whether `least` proves that no point of the region meets the row.
        package let isExcluded: [[Bool]]

        /// A lower bound of the margin by which points of the case keep away from what is unsafe, in floats and for
        /// orientation; `nil` where an alternative has no rows, and when there is none.
        package func margin(of problem: Case) -> Double? {
            let gaps = zip(problem.unsafe, least).map { polyhedron, least in
                zip(polyhedron.rows, least).map { $0.bound.double(.nearest) - $1 }.min() ?? .infinity
            }
            guard let gap = gaps.max(), gap.isFinite else { return nil }
            return -gap
        }
    }

    package let interval: Knowledge
    package let backward: Knowledge
    /// The region has no point.
    package let isEmpty: Bool

    package init(_ query: Query, case index: Int) {
        MatrixProducts.useOneThread()
        let graph = PreparedGraph(query.graph)
        let problem = query.cases[index]
        let rows = UnsafeRows(problem, inputCount: graph.inputCount, outputCount: graph.outputCount)
        // A case's own rows come after the rows of its region.
        let places = zip(rows.alternatives, problem.unsafe).map { Array($0.suffix($1.rows.count)) }
        let engine = BatchedBounds(graph: graph, capacity: 1)

        func propagate(_ start: Subproblem, _ effort: BatchedBounds.Effort) {
            var root = [start]
            engine.propagate(&root, effort: effort)
        }
        func knowledge(lower: [Double], upper: [Double], least: [[Double]]) -> Knowledge {
            let isExcluded = zip(places, least).map { zip($0, $1).map { rows.excludes($0, lowerBound: $1) } }
            return Knowledge(lower: lower, upper: upper, least: least, isExcluded: isExcluded)
        }

        let phases = Phases(problem.decisions, neuronCount: graph.neuronCount)
        propagate(Subproblem(lower: problem.lower, upper: problem.upper, phases: phases), .intervals)
        let bounds = engine.nodeBounds(of: 0)
        let (low, high) = (bounds.lower[graph.output], bounds.upper[graph.output])
        interval = knowledge(
            lower: low, upper: high,
            least: problem.unsafe.map { $0.rows.map { $0.least(problem, outputLower: low, outputUpper: high) } })

        propagate(CaseRoot(problem, bounds: engine, neuronCount: graph.neuronCount).subproblem, .backward)
        func lowerBounds(_ table: [RowCoefficients]) -> [Double] {
            let requests = table.indices.map { BoundRow(subproblem: 0, row: $0) }
            return engine.lowerBounds(of: requests, coefficients: table).values
        }
        func unit(_ output: Int, _ coefficient: Double) -> RowCoefficients {
            var row = [Double](repeating: 0, count: graph.outputCount)
            row[output] = coefficient
            return RowCoefficients(output: row, input: nil)
        }
        let outputs = 0..<graph.outputCount
        let values = lowerBounds(rows.coefficients)
        backward = knowledge(
            lower: lowerBounds(outputs.map { unit($0, 1) }),
            upper: lowerBounds(outputs.map { unit($0, -1) }).map { -$0 },
            least: places.map { $0.map { values[$0] } })
        isEmpty = engine.isEmpty[0]
    }
}

extension LinearRow {
    /// The least value of the left-hand side over a box of inputs and outputs: exact, then rounded down.
    fileprivate func least(_ problem: Case, outputLower: [Double], outputUpper: [Double]) -> Double {
        var sum = Rational.zero
        for term in terms {
            let isRising = !term.coefficient.isNegative
            let end: Rational? =
                switch term.variable {
                case .input(let i): isRising ? problem.box.lower[i] : problem.box.upper[i]
                case .output(let j): Rational(exactly: isRising ? outputLower[j] : outputUpper[j])
                }
            guard let end else { return -.infinity }
            sum += term.coefficient * end
        }
        return sum.double(.down)
    }
}
