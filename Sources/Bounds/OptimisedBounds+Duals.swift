import Kernels
import Networks
import Queries

/// Slopes and multipliers of an optimised bound: where they start, how they climb, and what is kept of them.
extension OptimisedBounds {
    func loadSigns(_ subproblems: [Subproblem]) {
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
    func loadDuals(_ tasks: [Task], before end: Int) {
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

    func noteLosses(_ rows: Int, isFirst: Bool, before end: Int) {
        forEachReLU(before: end) { node, source, _ in
            OptimisationKernels.noteLoss(
                coefficients: block(coefficients, node, rows), preActivation: block(values, source, rows),
                output: block(values, node, rows), weight: isFirst ? 1 : 0.25, loss: block(loss, node, rows))
        }
    }

    /// The step of a multiplier, per ReLU node and row: a part of the largest coefficient there, whose size a multiplier
    /// has to reach to matter. For a row that is 0 everywhere (``UnsafeRows``) any size will do.
    func multiplierRates(_ rows: Int, before end: Int) -> [[Double]] {
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

    func ascend(_ rows: Int, step: Int, rates: [[Double]], before end: Int) {
        forEachReLU(before: end) { node, source, _ in
            OptimisationKernels.ascend(
                coefficients: block(coefficients, node, rows), preActivation: block(values, source, rows),
                owner: owner, lower: bounds.block(bounds.lower, source), upper: bounds.block(bounds.upper, source),
                sign: block(sign, node, bounds.count), slope: block(slope, node, rows),
                multiplier: block(multiplier, node, rows), first: block(first, node, rows),
                second: block(second, node, rows), step: step, slopeRate: 0.15, multiplierRate: rates[node])
        }
    }

    func keepDuals(_ row: Int, _ rows: Int, before end: Int) {
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

    func store(_ results: inout [Result], before end: Int) {
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
}
