import Bounds
import Contexts
import Queries

extension SearchWorker {
    /// How many corners of a batch the attack goes on from, and for how many steps.
    private static let descents = 4
    private static let descentSteps = 6

    /// Shrinks an open box to where the linear bounds of its rows leave room for a violation.
    func clip(
        _ open: inout OpenSubproblem, _ requests: [BoundRow], _ found: BatchedBounds.RowBounds, _ range: Range<Int>
    ) {
        let rows = table.cases[open.caseIndex]
        let offset = table.offsets[open.caseIndex]
        let alternatives = open.alternatives.map { alternative in
            rows.alternatives[alternative].compactMap { row in
                range.first { requests[$0].row == row + offset }.map { request in
                    let start = request * graph.inputCount
                    return (
                        coefficients: found.inputCoefficients[start..<start + graph.inputCount],
                        value: found.linearValues[request], threshold: rows.thresholds[row]
                    )
                }
            }
        }
        open.alternatives = open.subproblem.clip(to: alternatives).map { open.alternatives[$0] }
    }

    /// Tries each open box at its most promising corner, then halves it.
    func splitInputs(
        _ unclosed: [Unclosed], _ batch: [OpenSubproblem], _ rowBounds: BatchedBounds.RowBounds,
        _ result: inout BatchResult
    ) {
        if unclosed.isEmpty { return }
        result.witness = tryCorners(unclosed, batch, rowBounds)
        if result.witness != nil { return }
        for open in unclosed {
            if let (input, children) = splitInput(batch[open.index], open, rowBounds) {
                splits[.input(input), default: 0] += 1
                result.children.append(contentsOf: children)
                statistics.splits += 1
            } else {
                // No float is left between the ends: what remains are the phases.
                var point = batch[open.index]
                point.splitting = .phases
                result.children.append(point)
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
        if let witness = judgeBest(points, owners) { return witness }
        let isPlain = owners.map { query.cases[$0.caseIndex].isPlainBox }
        if !isPlain.contains(false) { return descend(from: points, owners) }
        let plain = points.indices.filter { isPlain[$0] }
        let others = points.indices.filter { !isPlain[$0] }.prefix(Self.descents)
        return descend(from: plain.map { points[$0] }, plain.map { owners[$0] })
            ?? descendIntoRegion(
                from: others.map { points[$0] }, others.map { owners[$0] }, steps: Self.descentSteps)
    }

    /// Goes on from the best corners of a batch with a few gradient steps, inside the case's whole box: the attack that
    /// runs along with the search, at a small share of its cost.
    private func descend(from points: [[Double]], _ owners: [OpenSubproblem]) -> Witness? {
        guard !points.isEmpty else { return nil }
        let outputs = evaluator.outputs(at: points)
        let rated = points.indices.map { p in (p, bestAlternative(owners[p], points[p], outputs[p]).slack) }
        let best = rated.sorted { $0.1 > $1.1 }.prefix(Self.descents).map(\.0)
        let starts = best.map { owners[$0] }
        var current = best.map { points[$0] }
        for step in 0..<Self.descentSteps {
            let outputs = evaluator.outputs(at: current)
            statistics.attackPoints += current.count
            let rows = current.indices.compactMap { p -> RowCoefficients? in
                let table = table.cases[starts[p].caseIndex]
                return bestAlternative(starts[p], current[p], outputs[p]).row.map { table.coefficients[$0] }
            }
            // An alternative without rows is met by every point; the judge has seen that already.
            guard rows.count == current.count else { return nil }
            let gradients = evaluator.gradients(of: rows)
            let length = 0.5 * (1 - Double(step) / Double(Self.descentSteps))
            for p in current.indices {
                let (box, problem) = (starts[p].subproblem, query.cases[starts[p].caseIndex])
                for i in current[p].indices where gradients[p][i] != 0 {
                    let move = length * (box.upper[i] - box.lower[i])
                    let moved = current[p][i] + (gradients[p][i] > 0 ? -move : move)
                    current[p][i] = min(problem.upper[i], max(problem.lower[i], moved))
                }
            }
            if let witness = judgeBest(current, starts) { return witness }
        }
        return nil
    }

    /// The open alternative that a point comes nearest to, and the row it misses by most.
    private func bestAlternative(
        _ open: OpenSubproblem, _ point: [Double], _ output: [Double]
    ) -> (row: Int?, slack: Double) {
        let rows = table.cases[open.caseIndex]
        return open.alternatives.map { rows.leastSlack($0, input: point, output: output) }
            .max { $0.slack < $1.slack } ?? (nil, -.infinity)
    }

    /// Halves the box along the input that gains most; `nil` when the floats between its ends have run out for every input.
    ///
    /// Halving a range of width w moves the linear bound of one half by |coefficient| w / 2, and shrinks what relaxations
    /// lose in both by about gain w / 2 (``BatchedBounds/RowBounds/inputGains``). The score is the product of the two, each
    /// with a hundredth of the largest added: where the chosen lower lines are 0 the bound does not feel an input, which is
    /// never split although only its split would change those lines. On ACAS Xu, subproblems for property 3 on network 1_1,
    /// 6 on 1_1 and 2 on 4_2: 5,956, 5,051 and 58,532 with the product; 8,486, 6,265 and 90,660 with the coefficient
    /// alone; 11,908, 5,491 and 81,606 with the gain alone; with a tenth added in place of a hundredth 12,252, 4,857 and
    /// 66,172. Where forward bounds do without refinement the coefficients are those of a bound that is far from the truth, and
    /// the gain counts alone. Before boxes were clipped the same order needed 23,970, 5,299 and 181,448.
    private func splitInput(
        _ open: OpenSubproblem, _ unclosed: Unclosed, _ rowBounds: BatchedBounds.RowBounds
    ) -> (input: Int, children: [OpenSubproblem])? {
        let box = open.subproblem
        let reach = sum(rowBounds.inputCoefficients, over: unclosed)
        let gain = sum(rowBounds.inputGains, over: unclosed)
        let leastReach = max(0.01 * (reach.max() ?? 0), .leastNormalMagnitude)
        let leastGain = max(0.01 * (gain.max() ?? 0), .leastNormalMagnitude)
        var best: (input: Int, score: Double, middle: Double)?
        for i in box.lower.indices {
            let middle = 0.5 * box.lower[i] + 0.5 * box.upper[i]
            guard middle > box.lower[i] && middle < box.upper[i] else { continue }
            let width = box.upper[i] - box.lower[i]
            let gained = width * (gain[i] + leastGain)
            let score = refinement.isOn ? width * (reach[i] + leastReach) * gained : gained
            if score > best?.score ?? -1 { best = (i, score, middle) }
        }
        guard let best else { return nil }
        var low = open
        var high = open
        low.depth += 1
        high.depth += 1
        low.subproblem.settledThrough = nil
        high.subproblem.settledThrough = nil
        low.subproblem.upper[best.input] = best.middle
        high.subproblem.lower[best.input] = best.middle
        return (best.input, [low, high])
    }

    /// The magnitudes of one value per input, summed over a subproblem's critical rows.
    private func sum(_ values: [Double], over unclosed: Unclosed) -> [Double] {
        var sums = [Double](repeating: 0, count: graph.inputCount)
        for (_, request) in unclosed.critical {
            for i in sums.indices { sums[i] += abs(values[request * graph.inputCount + i]) }
        }
        return sums
    }
}
