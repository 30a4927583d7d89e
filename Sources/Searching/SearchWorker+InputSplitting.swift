import Bounds
import Contexts
import Queries

extension SearchWorker {
    /// Tries each open box at its most promising corner, then halves it.
    func splitInputs(
        _ unclosed: [Unclosed], _ batch: [OpenSubproblem], _ rowBounds: BatchedBounds.RowBounds,
        _ result: inout BatchResult
    ) {
        if unclosed.isEmpty { return }
        result.witness = tryCorners(unclosed, batch, rowBounds)
        if result.witness != nil { return }
        for open in unclosed {
            if let children = splitInput(batch[open.index], open, rowBounds) {
                result.children.append(contentsOf: children)
                statistics.splits += 1
            } else {
                result.stuck = "a box became too small to split"
            }
        }
    }

    /// Evaluates each open box at the corner where its first critical row's linear bound is least: if the relaxation is
    /// near the truth, the worst input is near that corner.
    private func tryCorners(
        _ unclosed: [Unclosed], _ batch: [OpenSubproblem], _ rowBounds: BatchedBounds.RowBounds
    ) -> Witness? {
        var points: [[Double]] = []
        var owners: [OpenSubproblem] = []
        for open in unclosed {
            guard let request = open.critical.first?.request else { continue }
            let box = batch[open.index].subproblem
            let start = request * graph.inputCount
            points.append(
                box.lower.indices.map {
                    rowBounds.inputCoefficients[start + $0] >= 0 ? box.lower[$0] : box.upper[$0]
                })
            owners.append(batch[open.index])
        }
        return judgeBest(points, owners)
    }

    /// Halves the box along the input whose width matters most; `nil` when the floats between its ends have run out for
    /// every input.
    ///
    /// The score is width * (|coefficient| + 1/10 of the largest coefficient) of the critical rows' linear bounds. Without
    /// the second part an input can starve: where the chosen lower relaxations are 0 the bound does not feel it, and it is
    /// never split although only its split would change those relaxations (ACAS Xu property 1 on network 3_1 then ran
    /// for minutes instead of 132 subproblems). By width alone four of five inputs are split for nothing.
    private func splitInput(
        _ open: OpenSubproblem, _ unclosed: Unclosed, _ rowBounds: BatchedBounds.RowBounds
    ) -> [OpenSubproblem]? {
        let box = open.subproblem
        let inputs = box.lower.indices
        let reach = inputs.map { i in
            unclosed.critical.reduce(0.0) {
                $0 + abs(rowBounds.inputCoefficients[$1.request * graph.inputCount + i])
            }
        }
        let floor = max(0.1 * (reach.max() ?? 0), .leastNormalMagnitude)
        var best: (input: Int, score: Double, middle: Double)?
        for i in inputs {
            let middle = 0.5 * box.lower[i] + 0.5 * box.upper[i]
            guard middle > box.lower[i] && middle < box.upper[i] else { continue }
            let score = (box.upper[i] - box.lower[i]) * (reach[i] + floor)
            if score > best?.score ?? -1 { best = (i, score, middle) }
        }
        guard let best else { return nil }
        var low = open
        var high = open
        low.depth += 1
        high.depth += 1
        low.subproblem.upper[best.input] = best.middle
        high.subproblem.lower[best.input] = best.middle
        return [low, high]
    }
}
