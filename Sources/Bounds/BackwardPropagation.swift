import Kernels

/// Backward linear bounds (CROWN, DeepPoly).
///
/// Requires  interval bounds and relaxations of every node before the one that rows start from.
/// Returns   a lower bound of each row over its subproblem; an upper bound is the negated lower bound of the negated row.
/// Method    a row, a linear function of a node's elements, is replaced by a lower bound in the elements of the node's
///           sources, from the last node to the input: exactly through an affine node, through the relaxation that the
///           coefficient's sign selects at a ReLU; at the input its least value over the box is read off.
/// Guarantee sound in exact arithmetic: each result is lowered by the rounding bound of everything that went into it.
/// Cost      one product rows x width x width per affine node, for all subproblems of the batch together.
/// Reference Zhang et al., Efficient Neural Network Robustness Certification with General Activation Functions, 2018;
///           Singh et al., An Abstract Domain for Certifying Neural Networks, 2019.
extension BatchedBounds {
    /// Tightens the bounds of the unstable neurons of a pre-activation node, and of those in `others`, which are stable.
    func refineBackward(
        _ node: Int, terms: [PreparedGraph.Term], bias: [Double],
        and others: [(subproblem: Int, element: Int)]
    ) {
        let (low, high, size) = (block(lower, node), block(upper, node), block(weightScale, node))
        var unstable = others
        for b in 0..<count where isRefined(node, on: b) {
            unstable.append(contentsOf: IntervalKernels.unstable(lower: low, upper: high, row: b).map { (b, $0) })
        }
        let perChunk = rowCapacity / 2
        for start in stride(from: 0, to: unstable.count, by: perChunk) {
            if mustStop() { return }
            let chunk = unstable[start..<min(start + perChunk, unstable.count)]
            let rows = 2 * chunk.count
            for term in terms { touch(term.source, rows: rows) }
            // Row 2k bounds the neuron from below, row 2k + 1 its negation.
            for (k, (b, i)) in chunk.enumerated() {
                for (row, sign) in [(2 * k, 1.0), (2 * k + 1, -1.0)] {
                    self.start(row, of: rows, at: i, times: sign, subproblem: b, terms: terms, bias: bias, scale: size)
                }
            }
            walkBack(from: node - 1, rows: rows)
            for (k, (b, i)) in chunk.enumerated() {
                let (least, greatest) = (lowerBound(ofRow: 2 * k), -lowerBound(ofRow: 2 * k + 1))
                // A NaN loses both comparisons, and the old bound stays.
                if least > low[b, i] { low[b, i] = least }
                if greatest < high[b, i] { high[b, i] = greatest }
                if b == 0, case .affine(_, _, let neurons?, _) = graph.nodes[node].kind {
                    unphased?.lower[neurons + i].raise(to: least)
                    unphased?.upper[neurons + i].lower(to: greatest)
                }
                noteCrossing(b, low, high, i)
            }
        }
    }

    /// Makes row `row` the element `i` of an affine node, times `sign`, in terms of the node's sources.
    private func start(
        _ row: Int, of rows: Int, at i: Int, times sign: Double, subproblem b: Int, terms: [PreparedGraph.Term],
        bias: [Double], scale size: Block
    ) {
        owner[row] = Int32(b)
        constant[row] = sign * bias[i]
        scale[row] = size[b, i]
        for term in terms { term.map.addRow(i, times: sign, to: rowBlock(term.source, rows: rows), row: row) }
    }

    /// What a decided phase says about the inputs: for each neuron a row that every point of the region meets, on one
    /// subproblem of the propagated batch. `sign` * z >= 0 there, and the relaxations give -`sign` * z >= a.x + k.
    func inputRows(of decided: [DecidedNeuron], subproblem b: Int) -> [InputClipping.Row] {
        var result: [InputClipping.Row] = []
        for start in stride(from: 0, to: decided.count, by: rowCapacity) {
            let chunk = decided[start..<min(start + rowCapacity, decided.count)]
            for (node, neurons) in Dictionary(grouping: chunk, by: \.node).sorted(by: { $0.key < $1.key }) {
                guard case .affine(let terms, let bias, _, _) = graph.nodes[node].kind else { continue }
                touch(0, rows: neurons.count)
                for term in terms { touch(term.source, rows: neurons.count) }
                for (row, neuron) in neurons.enumerated() {
                    self.start(
                        row, of: neurons.count, at: neuron.element, times: -neuron.sign, subproblem: b, terms: terms,
                        bias: bias, scale: block(weightScale, node))
                }
                walkBack(from: node - 1, rows: neurons.count, toNumbers: false)
                let inputs = rowBlock(0, rows: neurons.count)
                for row in neurons.indices {
                    let error = graph.gamma * scale[row] + underflow[b]
                    result.append(
                        InputClipping.Row(coefficients: inputs.row(row), bound: (error - constant[row]).nextUp))
                }
            }
        }
        return result
    }

    /// What ``lowerBounds(of:coefficients:keepsInputCoefficients:)`` found, row by row.
    package struct RowBounds: Sendable {
        /// A sound lower bound of each row.
        package var values: [Double] = []
        /// When coefficients are asked for: the least value on the box of the linear bound that has them. It may be less than
        /// the row's value, which may have been read off elsewhere than at the input.
        package var linearValues: [Double] = []
        /// rows x inputs, when asked for: the row's linear lower bound in the inputs.
        package var inputCoefficients: [Double] = []
        /// rows x inputs, when asked for: how much the bound rises, about, per unit that an input's range shrinks.
        package var inputGains: [Double] = []
    }

    /// Bounds linear functions of outputs and inputs from below on subproblems of the propagated batch.
    package func lowerBounds(
        of rows: [BoundRow], coefficients table: [RowCoefficients], keepsInputCoefficients: Bool = false
    ) -> RowBounds {
        var result = RowBounds()
        result.values.reserveCapacity(rows.count)
        let output = graph.output
        let outputMagnitude = block(magnitude, output)
        for start in stride(from: 0, to: rows.count, by: rowCapacity) {
            let chunk = rows[start..<min(start + rowCapacity, rows.count)]
            touch(output, rows: chunk.count)
            if chunk.contains(where: { table[$0.row].input != nil }) { touch(0, rows: chunk.count) }
            for (r, request) in chunk.enumerated() {
                owner[r] = Int32(request.subproblem)
                constant[r] = 0
                let coefficients = table[request.row]
                rowBlock(output, rows: chunk.count).setRow(r, coefficients.output)
                if let input = coefficients.input { rowBlock(0, rows: chunk.count).setRow(r, input) }
                // The coefficients themselves may be rounded.
                scale[r] = coefficients.output.indices.reduce(0) {
                    $0 + abs(coefficients.output[$1]) * outputMagnitude[request.subproblem, $1]
                }
            }
            walkBack(from: output, rows: chunk.count, keepsLosses: keepsInputCoefficients)
            for r in 0..<chunk.count { result.values.append(lowerBound(ofRow: r)) }
            if keepsInputCoefficients {
                for r in 0..<chunk.count { result.linearValues.append(inputBound(ofRow: r)) }
                let inputs = rowBlock(0, rows: chunk.count)
                for r in 0..<chunk.count { result.inputCoefficients.append(contentsOf: inputs.row(r)) }
                appendGains(rows: chunk.count, to: &result.inputGains)
            }
        }
        improve(&result, of: rows, coefficients: table)
        return result
    }

    /// Passes all rows from node `last` down to the input and adds up their bounds; with `toNumbers` false they stay
    /// linear functions of the input.
    private func walkBack(from last: Int, rows: Int, toNumbers: Bool = true, keepsLosses: Bool = false) {
        backwardRows += rows
        cutBound.fill(-.infinity, at: 0, count: rows)
        for node in stride(from: last, through: 1, by: -1) where isTouched[node] {
            let block = rowBlock(node, rows: rows)
            switch graph.nodes[node].kind {
            case .input: continue
            case .affine(let terms, let bias, _, _):
                BackwardKernels.addBias(
                    rows: block, owner: owner, bias: bias, weightScale: self.block(weightScale, node),
                    constant: constant, scale: scale)
                for term in terms {
                    let isFirst = !isTouched[term.source]
                    isTouched[term.source] = true
                    term.map.applyTransposed(
                        block, into: rowBlock(term.source, rows: rows), accumulate: !isFirst)
                }
            case .relu(let source):
                if readsHiddenLayers && toNumbers { readOff(node, block) }
                if keepsLosses { keepLosses(source, block) }
                observe?(node, source, block)
                BackwardKernels.relax(
                    rows: block, owner: owner, lowerSlope: self.block(lowerSlope, node),
                    upperSlope: self.block(upperSlope, node), upperIntercept: self.block(upperIntercept, node),
                    magnitude: self.block(magnitude, source), constant: constant, scale: scale)
                let target = rowBlock(source, rows: rows)
                if isTouched[source] {
                    ElementwiseKernels.scale(block, by: 1, into: target, accumulate: true)
                } else {
                    target.assign(block)
                    isTouched[source] = true
                }
            }
            isTouched[node] = false
        }
        if isTouched[0] && toNumbers {
            useRegionRows(rowBlock(0, rows: rows), owner: owner, constant: constant, scale: scale)
            BackwardKernels.concretize(
                rows: rowBlock(0, rows: rows), owner: owner, lower: block(lower, 0), upper: block(upper, 0),
                constant: constant, scale: scale)
        }
        isTouched[0] = false
    }

    /// The least values of the rows over the ranges of a hidden layer, where nothing else is left in them.
    private func readOff(_ node: Int, _ block: Block) {
        guard !isTouched[..<node].contains(true) else { return }
        let rows = block.rows
        cutConstant.copy(from: constant, at: 0, to: 0, count: rows)
        cutScale.copy(from: scale, at: 0, to: 0, count: rows)
        BackwardKernels.concretize(
            rows: block, owner: owner, lower: self.block(lower, node), upper: self.block(upper, node),
            constant: cutConstant, scale: cutScale)
        for row in 0..<rows {
            let bound = moved(cutConstant[row], scale: cutScale[row], subproblem: Int(owner[row]))
            if bound > cutBound[row] { cutBound[row] = bound }
        }
    }

    /// Adds multiples of the region's rows to rows over inputs, where the subproblem's region has any.
    func useRegionRows(_ rows: Block, owner: [Int32], constant: Buffer, scale: Buffer) {
        guard let regionRows else { return }
        let (low, high) = (block(lower, 0), block(upper, 0))
        var last: (subproblem: Int, multipliers: RegionMultipliers)?
        for r in 0..<rows.rows where !regionRows[Int(owner[r])].isEmpty {
            let b = Int(owner[r])
            let multipliers =
                last.flatMap { $0.subproblem == b ? $0.multipliers : nil }
                ?? RegionMultipliers(regionRows[b], lower: low.row(b), upper: high.row(b))
            last = (b, multipliers)
            multipliers.apply(to: rows, row: r, constant: constant, scale: scale)
        }
    }

    /// The final bound of a row after a walk: the best of those read off on the way.
    private func lowerBound(ofRow row: Int) -> Double {
        let bound = inputBound(ofRow: row)
        // A NaN loses the comparison, and stays where there is nothing better.
        return cutBound[row] > bound || bound.isNaN && cutBound[row] > -.infinity ? cutBound[row] : bound
    }

    /// The bound of a row read off at the input.
    private func inputBound(ofRow row: Int) -> Double {
        moved(constant[row], scale: scale[row], subproblem: Int(owner[row]))
    }

    /// A sum moved outward by the rounding bound of what went into it.
    private func moved(_ sum: Double, scale: Double, subproblem: Int) -> Double {
        (sum - (graph.gamma * scale + underflow[subproblem])).nextDown
    }

    func rowBlock(_ node: Int, rows: Int) -> Block {
        Block(coefficients[node], rows: rows, width: graph.nodes[node].width)
    }

    /// Opens a node's coefficient block for rows that start there.
    private func touch(_ node: Int, rows: Int) {
        if !isTouched[node] { rowBlock(node, rows: rows).fill(0) }
        isTouched[node] = true
    }
}

extension Double {
    /// A NaN changes nothing.
    fileprivate mutating func raise(to other: Double) { if other > self { self = other } }
    fileprivate mutating func lower(to other: Double) { if other < self { self = other } }
}
