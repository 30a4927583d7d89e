import Bounds

extension SearchWorker {
    /// Halves the box along the input that moves the critical rows' linear bounds most, that is the one with the largest
    /// |coefficient| * width; `nil` when the floats between its ends have run out for every input.
    func splitInput(
        _ open: OpenSubproblem, _ unclosed: Unclosed, _ rowBounds: BatchedBounds.RowBounds
    ) -> [OpenSubproblem]? {
        let box = open.subproblem
        var best: (input: Int, score: Double, middle: Double)?
        for i in box.lower.indices {
            let middle = 0.5 * box.lower[i] + 0.5 * box.upper[i]
            guard middle > box.lower[i] && middle < box.upper[i] else { continue }
            let width = box.upper[i] - box.lower[i]
            let reach = unclosed.criticalRows.reduce(0.0) {
                $0 + abs(rowBounds.inputCoefficients[$1 * graph.inputCount + i])
            }
            // Inputs that no row reaches are split last, by width.
            let score = width * (reach + 1e-9)
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
