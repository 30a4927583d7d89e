import Kernels
import Networks
import Queries

/// Backward bounds with optimised slopes (alpha) and multipliers of decided phases (beta); those of region rows are best
/// ones in every iterate (``RegionMultipliers``).
///
/// Requires  a batch propagated by ``BatchedBounds``; rows over outputs and inputs of its subproblems.
/// Returns   for each row the best lower bound met; slopes and multipliers stay, to start the next call from.
/// Method    the bound of ``BatchedBounds/lowerBounds(of:coefficients:keepsInputCoefficients:)`` is concave in the multipliers and smooth
///           almost everywhere in the slopes, so both climb along the gradient: backward for the bound, forward from the
///           minimising corner for the derivative, one Adam step, again. Every iterate is a bound of its own; a row is
///           finished as soon as one closes it.
/// Guarantee each value is sound in exact arithmetic, with the rounding argument of ``BatchedBounds``, whatever the
///           slopes and multipliers are.
/// Cost      per iteration two products rows x width x width per affine node.
/// Reference Xu et al., Fast and Complete: Enabling Complete Neural Network Verification with Rapid and Massively Parallel
///           Incomplete Verifiers, 2021 (alpha); Wang et al., Beta-CROWN, 2021 (beta).
package final class OptimisedBounds {
    let bounds: BatchedBounds
    let graph: PreparedGraph
    /// The most rows optimised together.
    package let capacity: Int
    let coefficients: [Buffer]
    let values: [Buffer]
    // Per ReLU node, one row per bound row.
    let slope: [Buffer]
    let multiplier: [Buffer]
    // Those of the best bound met.
    let bestSlope: [Buffer]
    let bestMultiplier: [Buffer]
    let bestCoefficients: [Buffer]
    let first: [Buffer]
    let second: [Buffer]
    /// Per ReLU node, one row per subproblem: -1 decided active, +1 decided inactive, 0 undecided.
    let sign: [Buffer]
    /// Per ReLU node, one row per bound row: see ``Result/loss``.
    let loss: [Buffer]
    let constant: Buffer
    let scale: Buffer
    var owner: [Int32]
    var isTouched: [Bool]
    /// Rows sent backward since the object was made.
    package internal(set) var backwardRows = 0
    /// Made when first asked for.
    lazy var tightened = TightenedRelaxation(bounds, layers: edgeLayers)
    private(set) lazy var edgeLayers = givenLayers ?? TightenedRelaxation.edgeLayers(graph)
    private let givenLayers: [EdgeLayer?]?

    /// How unstable neurons are relaxed from above.
    package enum Relaxation: Sendable {
        /// By one line each.
        case triangle
        /// By a line over the neuron's inputs besides: see TightenedRelaxation.swift.
        case tightened
    }

    package convenience init(_ bounds: BatchedBounds) {
        self.init(bounds, edgeLayers: nil)
    }

    /// Another one beside `other`, for another thread, on the same propagated batch.
    convenience init(beside other: OptimisedBounds) {
        self.init(other.bounds, edgeLayers: other.edgeLayers)
    }

    private init(_ bounds: BatchedBounds, edgeLayers: [EdgeLayer?]?) {
        self.bounds = bounds
        givenLayers = edgeLayers
        graph = bounds.graph
        let rows = bounds.rowCapacity
        capacity = rows
        func perNode(_ rows: Int, reluOnly: Bool) -> [Buffer] {
            bounds.graph.nodes.map { node in
                if reluOnly, case .relu = node.kind { return Buffer(count: rows * node.width) }
                return Buffer(count: reluOnly ? 0 : rows * node.width)
            }
        }
        coefficients = perNode(rows, reluOnly: false)
        values = perNode(rows, reluOnly: false)
        slope = perNode(rows, reluOnly: true)
        multiplier = perNode(rows, reluOnly: true)
        bestSlope = perNode(rows, reluOnly: true)
        bestMultiplier = perNode(rows, reluOnly: true)
        bestCoefficients = perNode(rows, reluOnly: true)
        first = perNode(rows, reluOnly: true)
        second = perNode(rows, reluOnly: true)
        sign = perNode(bounds.capacity, reluOnly: true)
        loss = perNode(rows, reluOnly: true)
        constant = Buffer(count: rows)
        scale = Buffer(count: rows)
        owner = [Int32](repeating: 0, count: rows)
        isTouched = [Bool](repeating: false, count: bounds.graph.nodes.count)
    }

    /// The slopes and multipliers of one row, neuron by neuron: what a child starts from.
    package struct Duals: Sendable {
        package var slope: [Float]
        package var multiplier: [Float]

        /// Requires one of each per neuron.
        package init(slope: [Float], multiplier: [Float]) {
            self.slope = slope
            self.multiplier = multiplier
        }

        /// Makes them those of a child in which `neuron`, whose output has this coefficient in the row, is decided: the
        /// multiplier gives the parent's line back. A child that started from none would have to climb to its parent's
        /// bound first.
        package mutating func decide(_ neuron: Int, isActive: Bool, coefficient: Float) {
            guard coefficient > 0 else { return }
            multiplier[neuron] = isActive ? -(1 - slope[neuron]) * coefficient : slope[neuron] * coefficient
        }
    }

    /// One row to optimise.
    package struct Task: Sendable {
        package let row: BoundRow
        /// The row is finished when its bound exceeds this.
        package let target: Double
        package let start: Duals?
        /// Lines over neurons' inputs to start from, where the relaxation has such.
        package let lines: TightenedRelaxation.Lines?

        package init(row: BoundRow, target: Double, start: Duals?, lines: TightenedRelaxation.Lines? = nil) {
            self.row = row
            self.target = target
            self.start = start
            self.lines = lines
        }
    }

    /// What optimisation made of one task.
    package struct Result: Sendable {
        /// The best sound lower bound met.
        package var value: Double
        package var duals: Duals
        /// The minimising corner of the last iterate: a candidate witness.
        package var corner: [Double]
        /// Per neuron: how much its relaxation gives away at the minimising points of late iterates, on average.
        package var loss: [Float]
        /// Per neuron: the coefficient of its output in the last iterate.
        package var coefficient: [Float]
        /// The lines of the last iterate, where there are such and they were asked for.
        package var lines: TightenedRelaxation.Lines?
    }

    /// Optimises rows for `iterations` steps at most. Requires at most ``capacity`` tasks, on the propagated batch.
    ///
    /// `table` has the rows' coefficients over the elements of node `last`; `nil` is the output node. With a node in front
    /// of it only the nodes before that one need to have been propagated.
    package func optimise(
        _ tasks: [Task], from last: Int? = nil, coefficients table: [RowCoefficients], subproblems: [Subproblem],
        iterations: Int, relaxation: Relaxation = .triangle, keepsLines: Bool = false
    ) -> [Result] {
        precondition(tasks.count <= capacity, "\(tasks.count) rows exceed \(capacity)")
        let last = last ?? graph.output
        guard relaxation == .tightened else {
            return climb(tasks, from: last, table, subproblems, iterations: iterations, with: nil)
        }
        var results: [Result] = []
        var rest = tasks[...]
        while !rest.isEmpty {
            let rows = rowsThatFit(rest, before: last)
            let part = Array(rest.prefix(max(rows, 1)))
            var found = climb(
                part, from: last, table, subproblems, iterations: iterations, with: rows > 0 ? tightened : nil)
            if keepsLines && rows > 0 {
                for r in found.indices { found[r].lines = tightened.lines(ofRow: r, before: last) }
            }
            results += found
            rest = rest.dropFirst(part.count)
        }
        return results
    }

    private func climb(
        _ tasks: [Task], from last: Int, _ table: [RowCoefficients], _ subproblems: [Subproblem], iterations: Int,
        with tightened: TightenedRelaxation?
    ) -> [Result] {
        let rows = tasks.count
        for (r, task) in tasks.enumerated() { owner[r] = Int32(task.row.subproblem) }
        loadSigns(subproblems)
        loadDuals(tasks, before: last)
        tightened?.begin(owner: Array(owner[..<rows]), from: tasks.map(\.lines), before: last)
        var results = tasks.map { _ in
            Result(value: -.infinity, duals: Duals(slope: [], multiplier: []), corner: [], loss: [], coefficient: [])
        }
        var rates = [[Double]](repeating: [], count: graph.nodes.count)
        var iteration = 0
        while true {
            walkBack(tasks, from: last, table, with: tightened)
            var isFinished = true
            for (r, task) in tasks.enumerated() {
                let error = graph.gamma * scale[r] + bounds.underflow[task.row.subproblem]
                let value = (constant[r] - error).nextDown
                // A NaN loses the comparison.
                if value > results[r].value {
                    results[r].value = value
                    keepDuals(r, rows, before: last)
                }
                if !(results[r].value > task.target) { isFinished = false }
            }
            moveToCorners(rows)
            iteration += 1
            if isFinished || iteration > iterations || bounds.mustStop() { break }
            followForward(rows, through: last - 1, with: tightened)
            noteLosses(rows, isFirst: iteration == 1, before: last)
            if iteration == 1 { rates = multiplierRates(rows, before: last) }
            ascend(rows, step: iteration, rates: rates, before: last)
            tightened?.ascend(
                before: last, coefficients: { block(coefficients, $0, rows) }, values: { block(values, $0, rows) })
        }
        store(&results, before: last)
        return results
    }

    /// How many of the first tasks have room for their lines over neurons' inputs; 0 where the first alone has not.
    func rowsThatFit(_ tasks: ArraySlice<Task>, before end: Int) -> Int {
        var slopes = 0
        return tasks.prefix { task in
            slopes += tightened.slopeCount(subproblem: task.row.subproblem, before: end)
            return slopes <= TightenedRelaxation.mostSlopes
        }.count
    }

    func block(_ buffers: [Buffer], _ node: Int, _ rows: Int) -> Block {
        Block(buffers[node], rows: rows, width: graph.nodes[node].width)
    }

    /// The ReLU nodes before `end`, in order.
    func forEachReLU(before end: Int? = nil, _ body: (_ node: Int, _ source: Int, _ firstNeuron: Int) -> Void) {
        for node in 0..<(end ?? graph.nodes.count) {
            guard case .relu(let source) = graph.nodes[node].kind,
                case .affine(_, _, let firstNeuron?, _) = graph.nodes[source].kind
            else { continue }
            body(node, source, firstNeuron)
        }
    }
}
