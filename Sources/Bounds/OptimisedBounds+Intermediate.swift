import Kernels
import Queries

/// Bounds of hidden neurons with optimised slopes.
///
/// The relaxations of a deep layer are as good as the bounds of its pre-activations. Backward bounds with fixed slopes
/// give away most of what they lose there; optimising the slopes for every neuron of every layer by itself, once at the
/// root, makes every later bound of the search tighter.
///
/// Requires  as ``OptimisedBounds``.
/// Returns   pre-activation bounds at least as tight as those of ``BatchedBounds/propagate(_:refine:tighten:)``.
/// Guarantee sound, by the argument of ``OptimisedBounds/optimise(_:coefficients:subproblems:iterations:)``.
/// Cost      per layer and iteration two products (2 unstable neurons) x width x width per affine node before it.
/// Reference Xu et al., Fast and Complete, 2021.
extension OptimisedBounds {
    /// Propagates the batch, layer after layer, each unstable neuron's two bounds optimised for `iterations` steps.
    package func propagate(_ subproblems: inout [Subproblem], iterations: Int) {
        loadSigns(subproblems)
        bounds.propagate(&subproblems) { [self] node in tighten(node, iterations: iterations) }
    }

    /// Optimises the bounds of the unstable neurons of one pre-activation node of the batch.
    private func tighten(_ node: Int, iterations: Int) {
        let (low, high) = (bounds.block(bounds.lower, node), bounds.block(bounds.upper, node))
        var unstable: [(subproblem: Int, element: Int)] = []
        for b in 0..<bounds.count where !bounds.isEmpty[b] {
            unstable.append(contentsOf: IntervalKernels.unstable(lower: low, upper: high, row: b).map { (b, $0) })
        }
        for start in stride(from: 0, to: unstable.count, by: capacity / 2) {
            if bounds.mustStop() { return }
            let chunk = unstable[start..<min(start + capacity / 2, unstable.count)]
            let best = optimise(node, Array(chunk), iterations: iterations)
            for (k, (b, i)) in chunk.enumerated() {
                if best[2 * k] > low[b, i] { low[b, i] = best[2 * k] }
                if -best[2 * k + 1] < high[b, i] { high[b, i] = -best[2 * k + 1] }
                bounds.noteCrossing(b, low, high, i)
            }
        }
    }

    /// The best lower bounds met of each neuron (even entries) and of its negation (odd entries).
    private func optimise(
        _ node: Int, _ neurons: [(subproblem: Int, element: Int)], iterations: Int
    ) -> [Double] {
        let rows = 2 * neurons.count
        for (k, (b, _)) in neurons.enumerated() {
            owner[2 * k] = Int32(b)
            owner[2 * k + 1] = Int32(b)
        }
        loadPlainDuals(rows: rows, before: node)
        var best = [Double](repeating: -.infinity, count: rows)
        var rates: [[Double]] = []
        for iteration in 1...iterations {
            let target = block(coefficients, node, rows)
            target.fill(0)
            block(coefficients, 0, rows).fill(0)
            for (k, (_, i)) in neurons.enumerated() {
                target[2 * k, i] = 1
                target[2 * k + 1, i] = -1
            }
            for r in 0..<rows {
                constant[r] = 0
                scale[r] = 0
            }
            walkBack(from: node, rows: rows)
            for r in 0..<rows {
                let error = graph.gamma * scale[r] + bounds.underflow[Int(owner[r])]
                let value = (constant[r] - error).nextDown
                if value > best[r] { best[r] = value }
            }
            if iteration == iterations || bounds.mustStop() { break }
            moveToCorners(rows)
            followForward(rows, through: node - 1)
            if iteration == 1 { rates = multiplierRates(rows, before: node) }
            ascend(rows, step: iteration, rates: rates, before: node)
        }
        return best
    }
}
