import Kernels

/// The two walks of an optimised bound: backward for its value, forward for where it is attained; and the backward walk
/// alone, to look at a split before it is made.
extension OptimisedBounds {
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

    func walkBack(
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
    func moveToCorners(_ rows: Int) {
        let (low, high) = (bounds.block(bounds.lower, 0), bounds.block(bounds.upper, 0))
        let (slopes, point) = (block(coefficients, 0, rows), block(values, 0, rows))
        for r in 0..<rows {
            let b = Int(owner[r])
            for i in 0..<point.width { point[r, i] = slopes[r, i] >= 0 ? low[b, i] : high[b, i] }
        }
    }

    func followForward(_ rows: Int, through last: Int, with tightened: TightenedRelaxation?) {
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
}
