import Kernels

/// Bounds of hidden neurons with optimised slopes, and with lines over neurons' inputs.
///
/// The relaxations of a deep layer are as good as the bounds of its pre-activations. Backward bounds with fixed slopes
/// give away most of what they lose there; optimising the slopes for every neuron of every layer by itself, once at the
/// root, makes every later bound of the search tighter. On mnist_fc it brings the root's gap of network 256x4 at radius
/// 0.03 (property 6) from 11.5 to 3.5; three times as many steps as the search takes gain another 1 %. Lines over inputs
/// (TightenedRelaxation.swift) bring it to 0.6, at about ten times the cost of a step.
///
/// Requires  as ``OptimisedBounds``.
/// Returns   pre-activation bounds at least as tight as those of ``BatchedBounds/propagate(_:effort:through:tighten:)``.
/// Guarantee sound, by the argument of ``OptimisedBounds``.
/// Cost      per layer and iteration two products (2 unstable neurons) x width x width per affine node before it.
/// Reference Xu et al., Fast and Complete, 2021.
extension OptimisedBounds {
    /// Slopes of lines, over all rows and iterations, that one layer may take: about 10 s of two processors. Layers beyond
    /// keep what triangles say. On sri_resnet_a (9,000 neurons) lines in all layers take more than the 300 s there are.
    private static let mostLineSteps = 4_000_000_000

    /// Propagates the batch as far as node `last`, layer after layer, each unstable neuron's two bounds optimised for
    /// `iterations` steps.
    package func propagate(
        _ subproblems: inout [Subproblem], relaxation: Relaxation = .triangle, iterations: Int,
        through last: Int? = nil, threads: Int = 1
    ) {
        let start = subproblems
        let workers = [self] + (1..<max(1, threads)).map { _ in OptimisedBounds(beside: self) }
        defer { for worker in workers.dropFirst() { backwardRows += worker.backwardRows } }
        bounds.propagate(&subproblems, through: last) { [self] node in
            tighten(node, start, iterations: iterations, relaxation, workers)
        }
    }

    /// Optimises the bounds of the unstable neurons of one pre-activation node of the batch.
    private func tighten(
        _ node: Int, _ subproblems: [Subproblem], iterations: Int, _ relaxation: Relaxation,
        _ workers: [OptimisedBounds]
    ) {
        let (low, high) = (bounds.block(bounds.lower, node), bounds.block(bounds.upper, node))
        var unstable: [(subproblem: Int, element: Int)] = []
        for b in 0..<bounds.count where bounds.isRefined(node, on: b) {
            unstable.append(contentsOf: IntervalKernels.unstable(lower: low, upper: high, row: b).map { (b, $0) })
        }
        if relaxation == .tightened {
            let slopes = unstable.reduce(0) { $0 + tightened.slopeCount(subproblem: $1.subproblem, before: node) }
            if 2 * slopes * iterations > Self.mostLineSteps { return }
        }
        let width = low.width
        // Small enough to give every worker some, large enough for the products to be those of matrices.
        let size = max(1, min(capacity / 2, max(16, (unstable.count + 2 * workers.count - 1) / (2 * workers.count))))
        let chunks = stride(from: 0, to: unstable.count, by: size).map { unstable[$0..<min($0 + size, unstable.count)] }
        let found = ParallelWorkers.map(chunks.count, workers: workers) { worker, number -> [Result] in
            if bounds.mustStop() { return [] }
            var table: [RowCoefficients] = []
            var tasks: [Task] = []
            for (b, i) in chunks[number] {
                for sign in [1.0, -1.0] {
                    tasks.append(Task(row: BoundRow(subproblem: b, row: table.count), target: .infinity, start: nil))
                    table.append(.element(i, of: width, times: sign))
                }
            }
            return worker.optimise(
                tasks, from: node, coefficients: table, subproblems: subproblems, iterations: iterations,
                relaxation: relaxation)
        }
        for (chunk, found) in zip(chunks, found) where !found.isEmpty {
            for (k, (b, i)) in chunk.enumerated() {
                low[b, i] = max(low[b, i], found[2 * k].value)
                high[b, i] = min(high[b, i], -found[2 * k + 1].value)
                bounds.noteCrossing(b, low, high, i)
            }
        }
    }
}

extension RowCoefficients {
    /// One element of a node, times `sign`.
    package static func element(_ index: Int, of width: Int, times sign: Double) -> RowCoefficients {
        var output = [Double](repeating: 0, count: width)
        output[index] = sign
        return RowCoefficients(output: output, input: nil)
    }
}
