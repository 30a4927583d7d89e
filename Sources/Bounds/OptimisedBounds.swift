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
    private lazy var tightened = TightenedRelaxation(bounds, layers: edgeLayers)
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

    /// One neuron's phase as it would be after a split.
    package struct Assumption: Sendable {
        package let neuron: Int
        package let isActive: Bool

        package init(neuron: Int, isActive: Bool) {
            self.neuron = neuron
            self.isActive = isActive
        }
    }

    /// What each task's bound becomes, about, when its assumption is made: one backward pass from the task's duals, with
    /// the one neuron's relaxation replaced. For choosing a split; no bound rests on it. Follows ``optimise`` on the same
    /// batch; at most ``capacity`` tasks.
    package func lookAhead(
        _ tasks: [Task], assumptions: [Assumption], coefficients table: [RowCoefficients]
    ) -> [Double] {
        precondition(tasks.count <= capacity && tasks.count == assumptions.count, "tasks and assumptions disagree")
        var values: [Double] = []
        while values.count < tasks.count {
            let rest = values.count..<tasks.count
            let rows = rowsThatFit(tasks[rest], before: graph.output)
            let part = rest.prefix(max(rows, 1))
            let (tasks, assumptions) = (Array(tasks[part]), Array(assumptions[part]))
            for (r, task) in tasks.enumerated() { owner[r] = Int32(task.row.subproblem) }
            loadDuals(tasks, before: graph.output)
            let usesLines = rows > 0 && tasks.contains { $0.lines != nil }
            if usesLines {
                tightened.begin(
                    owner: Array(owner[..<tasks.count]), from: tasks.map(\.lines), before: graph.output,
                    without: assumptions.map(\.neuron))
            }
            walkBack(
                tasks, from: graph.output, table, assumptions: assumptions, with: usesLines ? tightened : nil)
            values += tasks.indices.map { constant[$0] }
        }
        return values
    }

    /// How many of the first tasks have room for their lines over neurons' inputs; 0 where the first alone has not.
    private func rowsThatFit(_ tasks: ArraySlice<Task>, before end: Int) -> Int {
        var slopes = 0
        return tasks.prefix { task in
            slopes += tightened.slopeCount(subproblem: task.row.subproblem, before: end)
            return slopes <= TightenedRelaxation.mostSlopes
        }.count
    }

    /// Replaces the relaxation of each row's assumed neuron, if it is one of this layer, by the phase itself.
    private func assume(_ assumptions: [Assumption], _ node: Int, _ source: Int, firstNeuron: Int) {
        let rows = assumptions.count
        let (over, under) = (block(coefficients, node, rows), block(coefficients, source, rows))
        let intercept = bounds.block(bounds.upperIntercept, node)
        for (r, assumption) in assumptions.enumerated() {
            let i = assumption.neuron - firstNeuron
            guard i >= 0 && i < over.width else { continue }
            let c = over[r, i]
            constant[r] -= min(c, 0) * intercept[Int(owner[r]), i]
            // The multiplier of the new phase that gives the old line back, where that is the better one.
            let slope = block(slope, node, rows)[r, i]
            under[r, i] = c > 0 ? c * slope : (assumption.isActive ? c : 0)
        }
    }

    func block(_ buffers: [Buffer], _ node: Int, _ rows: Int) -> Block {
        Block(buffers[node], rows: rows, width: graph.nodes[node].width)
    }

    private func loadSigns(_ subproblems: [Subproblem]) {
        forEachReLU { node, _, firstNeuron in
            let signs = block(sign, node, subproblems.count)
            for (b, subproblem) in subproblems.enumerated() {
                for i in 0..<signs.width {
                    signs[b, i] =
                        switch subproblem.phases[NeuronIndex(firstNeuron + i)] {
                        case .undecided: 0
                        // A pre-activation that is 0 has two cuts, and one multiplier: one of them is used.
                        case .active, .zero: -1
                        case .inactive: 1
                        }
                }
            }
        }
    }

    /// Slopes of plain backward propagation, no multipliers, no moments, for the rows of ``owner``.
    private func loadPlainDuals(rows: Int, before end: Int) {
        forEachReLU(before: end) { node, _, _ in
            let plain = bounds.block(bounds.lowerSlope, node)
            let slopes = block(slope, node, rows)
            for r in 0..<rows {
                for i in 0..<slopes.width { slopes[r, i] = plain[Int(owner[r]), i] }
            }
            block(multiplier, node, rows).fill(0)
            block(first, node, rows).fill(0)
            block(second, node, rows).fill(0)
        }
    }

    /// Starts from the tasks' duals, or from the slopes of plain backward propagation. Slopes of neurons that became
    /// stable are theirs by right, and multipliers exist only where a phase is decided.
    private func loadDuals(_ tasks: [Task], before end: Int) {
        loadPlainDuals(rows: tasks.count, before: end)
        forEachReLU(before: end) { node, source, firstNeuron in
            let width = graph.nodes[node].width
            let (low, high) = (bounds.block(bounds.lower, source), bounds.block(bounds.upper, source))
            let (slopes, multipliers) = (block(slope, node, tasks.count), block(multiplier, node, tasks.count))
            let signs = block(sign, node, bounds.count)
            for (r, task) in tasks.enumerated() {
                let b = task.row.subproblem
                guard let start = task.start else { continue }
                for i in 0..<width {
                    let isUnstable = low[b, i] < 0 && high[b, i] > 0
                    // Slopes outside [0, 1] and multipliers of the wrong sign would be unsound, whoever stored them.
                    if isUnstable { slopes[r, i] = min(1, max(0, Double(start.slope[firstNeuron + i]))) }
                    let given = Double(start.multiplier[firstNeuron + i])
                    multipliers[r, i] = signs[b, i] * max(0, signs[b, i] * given)
                }
            }
        }
    }

    private func walkBack(
        _ tasks: [Task], from last: Int, _ table: [RowCoefficients], assumptions: [Assumption] = [],
        with tightened: TightenedRelaxation? = nil
    ) {
        let rows = tasks.count
        let target = block(coefficients, last, rows)
        let input = block(coefficients, 0, rows)
        input.fill(0)
        let size = bounds.block(bounds.magnitude, last)
        for (r, task) in tasks.enumerated() {
            let row = table[task.row.row]
            target.setRow(r, row.output)
            if let direct = row.input { input.setRow(r, direct) }
            constant[r] = 0
            scale[r] = row.output.indices.reduce(0) {
                $0 + abs(row.output[$1]) * size[task.row.subproblem, $1]
            }
        }
        walkBack(from: last, rows: rows, assumptions: assumptions, with: tightened)
    }

    /// Passes rows whose coefficients at `last` are set, and those at the input (to 0 if nothing else), to the input.
    private func walkBack(from last: Int, rows: Int, assumptions: [Assumption], with tightened: TightenedRelaxation?) {
        backwardRows += rows
        for node in graph.nodes.indices { isTouched[node] = false }
        isTouched[0] = true
        isTouched[last] = true
        let input = block(coefficients, 0, rows)
        for node in stride(from: last, through: 1, by: -1) where isTouched[node] {
            let current = block(coefficients, node, rows)
            switch graph.nodes[node].kind {
            case .input: continue
            case .affine(let terms, let bias, _, _):
                BackwardKernels.addBias(
                    rows: current, owner: owner, bias: bias, weightScale: bounds.block(bounds.weightScale, node),
                    constant: constant, scale: scale)
                for term in terms {
                    term.map.applyTransposed(
                        current, into: block(coefficients, term.source, rows), accumulate: isTouched[term.source])
                    isTouched[term.source] = true
                }
            case .relu(let source):
                OptimisationKernels.relax(
                    source: current, target: block(coefficients, source, rows), accumulate: isTouched[source],
                    owner: owner, slope: block(slope, node, rows), multiplier: block(multiplier, node, rows),
                    upperSlope: bounds.block(bounds.upperSlope, node),
                    upperIntercept: bounds.block(bounds.upperIntercept, node),
                    magnitude: bounds.block(bounds.magnitude, source), constant: constant, scale: scale)
                isTouched[source] = true
                if let tightened {
                    for origin in tightened.inputs(of: node) where !isTouched[origin] {
                        block(coefficients, origin, rows).fill(0)
                        isTouched[origin] = true
                    }
                    tightened.relax(
                        node, coefficients: current, relaxed: block(coefficients, source, rows),
                        targets: { block(coefficients, $0, rows) }, constant: constant, scale: scale)
                }
                if !assumptions.isEmpty, case .affine(_, _, let firstNeuron?, _) = graph.nodes[source].kind {
                    assume(assumptions, node, source, firstNeuron: firstNeuron)
                }
            }
        }
        bounds.useRegionRows(input, owner: owner, constant: constant, scale: scale)
        BackwardKernels.concretize(
            rows: input, owner: owner, lower: bounds.block(bounds.lower, 0), upper: bounds.block(bounds.upper, 0),
            constant: constant, scale: scale)
    }

    /// Puts each row's minimising corner into the values of the input node.
    private func moveToCorners(_ rows: Int) {
        let (low, high) = (bounds.block(bounds.lower, 0), bounds.block(bounds.upper, 0))
        let (slopes, point) = (block(coefficients, 0, rows), block(values, 0, rows))
        for r in 0..<rows {
            let b = Int(owner[r])
            for i in 0..<point.width { point[r, i] = slopes[r, i] >= 0 ? low[b, i] : high[b, i] }
        }
    }

    private func followForward(_ rows: Int, through last: Int, with tightened: TightenedRelaxation?) {
        for node in 1..<last + 1 {
            let target = block(values, node, rows)
            switch graph.nodes[node].kind {
            case .input: continue
            case .affine(let terms, let bias, _, _):
                PreparedGraph.evaluate(terms, bias: bias, into: target) { block(values, $0, rows) }
            case .relu(let source):
                // A node no row reaches keeps old coefficients; its relaxation then influences nothing.
                OptimisationKernels.follow(
                    coefficients: block(coefficients, node, rows), preActivation: block(values, source, rows),
                    output: target, owner: owner, slope: block(slope, node, rows),
                    upperSlope: bounds.block(bounds.upperSlope, node),
                    upperIntercept: bounds.block(bounds.upperIntercept, node))
                tightened?.follow(node, coefficients: block(coefficients, node, rows)) { block(values, $0, rows) }
            }
        }
    }

    private func noteLosses(_ rows: Int, isFirst: Bool, before end: Int) {
        forEachReLU(before: end) { node, source, _ in
            OptimisationKernels.noteLoss(
                coefficients: block(coefficients, node, rows), preActivation: block(values, source, rows),
                output: block(values, node, rows), weight: isFirst ? 1 : 0.25, loss: block(loss, node, rows))
        }
    }

    /// The step of a multiplier, per ReLU node and row: a part of the largest coefficient there, whose size a multiplier
    /// has to reach to matter. For a row that is 0 everywhere (``UnsafeRows``) any size will do.
    private func multiplierRates(_ rows: Int, before end: Int) -> [[Double]] {
        var rates = [[Double]](repeating: [], count: graph.nodes.count)
        forEachReLU(before: end) { node, _, _ in
            let current = block(coefficients, node, rows)
            rates[node] = (0..<rows).map { r in
                0.3 * (0..<current.width).reduce(0) { max($0, abs(current[r, $1])) }
            }
        }
        for r in 0..<rows where rates.allSatisfy({ $0.isEmpty || $0[r] == 0 }) {
            for node in rates.indices where !rates[node].isEmpty { rates[node][r] = 1 }
        }
        return rates
    }

    private func ascend(_ rows: Int, step: Int, rates: [[Double]], before end: Int) {
        forEachReLU(before: end) { node, source, _ in
            OptimisationKernels.ascend(
                coefficients: block(coefficients, node, rows), preActivation: block(values, source, rows),
                owner: owner, lower: bounds.block(bounds.lower, source), upper: bounds.block(bounds.upper, source),
                sign: block(sign, node, bounds.count), slope: block(slope, node, rows),
                multiplier: block(multiplier, node, rows), first: block(first, node, rows),
                second: block(second, node, rows), step: step, slopeRate: 0.15, multiplierRate: rates[node])
        }
    }

    private func keepDuals(_ row: Int, _ rows: Int, before end: Int) {
        forEachReLU(before: end) { node, _, _ in
            let (slopes, multipliers) = (block(slope, node, rows), block(multiplier, node, rows))
            let (keptSlopes, keptMultipliers) = (block(bestSlope, node, rows), block(bestMultiplier, node, rows))
            let (current, kept) = (block(coefficients, node, rows), block(bestCoefficients, node, rows))
            for i in 0..<slopes.width {
                kept[row, i] = current[row, i]
                keptSlopes[row, i] = slopes[row, i]
                keptMultipliers[row, i] = multipliers[row, i]
            }
        }
    }

    private func store(_ results: inout [Result], before end: Int) {
        let rows = results.count
        for r in 0..<rows {
            results[r].corner = block(values, 0, rows).row(r)
            results[r].duals = Duals(
                slope: [Float](repeating: 0, count: graph.neuronCount),
                multiplier: [Float](repeating: 0, count: graph.neuronCount))
            results[r].loss = [Float](repeating: 0, count: graph.neuronCount)
            results[r].coefficient = [Float](repeating: 0, count: graph.neuronCount)
        }
        forEachReLU(before: end) { node, source, firstNeuron in
            let current = block(bestCoefficients, node, rows)
            let (slopes, multipliers) = (block(bestSlope, node, rows), block(bestMultiplier, node, rows))
            let (low, high) = (bounds.block(bounds.lower, source), bounds.block(bounds.upper, source))
            let losses = block(loss, node, rows)
            for r in 0..<rows {
                let b = Int(owner[r])
                for i in 0..<current.width {
                    results[r].duals.slope[firstNeuron + i] = Float(slopes[r, i])
                    results[r].duals.multiplier[firstNeuron + i] = Float(multipliers[r, i])
                    guard low[b, i] < 0 && high[b, i] > 0 else { continue }
                    results[r].coefficient[firstNeuron + i] = Float(current[r, i])
                    results[r].loss[firstNeuron + i] = Float(losses[r, i])
                }
            }
        }
    }

    /// The ReLU nodes before `end`, in order.
    private func forEachReLU(before end: Int? = nil, _ body: (_ node: Int, _ source: Int, _ firstNeuron: Int) -> Void) {
        for node in 0..<(end ?? graph.nodes.count) {
            guard case .relu(let source) = graph.nodes[node].kind,
                case .affine(_, _, let firstNeuron?, _) = graph.nodes[source].kind
            else { continue }
            body(node, source, firstNeuron)
        }
    }
}
