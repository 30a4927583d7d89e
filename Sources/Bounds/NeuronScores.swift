import Kernels
import Queries

/// Which neurons a row's bound loses most at, where rows are read off at hidden layers.
///
/// Requires  the propagated batch.
/// Returns   for one row and subproblem a score per neuron; 0 for neurons that are stable, or that the bound does not see.
/// Method    the bound is that of the layer at which it was best. Between that layer and the row each relaxed neuron costs
///           it |c| a b / (a + b) or |c| min(a, b) for a pre-activation in [-a, b] and a coefficient c; at that layer the
///           range of an activation itself costs it |c| b.
/// Guarantee none: for choosing a split.
/// Reference the score of BaBSR, Bunel et al., Branch and Bound for Piecewise Linear Neural Network Verification, 2020,
///           stopped at a layer.
extension BatchedBounds {
    package func neuronScores(of row: RowCoefficients, subproblem: Int) -> [Double] {
        var scores = [Double](repeating: 0, count: graph.neuronCount)
        var best = -Double.infinity
        // The layer at which the bound was best, by its first neuron, and what its ranges cost.
        var stop: (first: Int, costs: [Double])?
        observe = { [unowned self] node, source, coefficients in
            guard case .affine(_, _, let first?, _) = graph.nodes[source].kind else { return }
            let (low, high) = (block(lower, source), block(upper, source))
            var costs = [Double](repeating: 0, count: coefficients.width)
            for i in costs.indices {
                let (a, b, c) = (-low[subproblem, i], high[subproblem, i], coefficients[0, i])
                guard a > 0, b > 0 else { continue }
                scores[first + i] = abs(c) * (c < 0 ? a * b / (a + b) : min(a, b))
                costs[i] = abs(c) * b
            }
            if cutBound[0] > best {
                best = cutBound[0]
                stop = (first, costs)
            }
        }
        defer { observe = nil }
        let bound = lowerBounds(of: [BoundRow(subproblem: subproblem, row: 0)], coefficients: [row]).values[0]
        // Read off at the input, everything on the way has cost something.
        guard let stop, best == bound else { return scores }
        for neuron in 0..<stop.first { scores[neuron] = 0 }
        for (i, cost) in stop.costs.enumerated() { scores[stop.first + i] = cost }
        return scores
    }
}
