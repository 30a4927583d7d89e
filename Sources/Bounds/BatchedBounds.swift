import Kernels
import Networks
import Queries

/// Bounds of a batch of subproblems: the inner loop of the search.
///
/// One object per worker; it owns all scratch memory, and propagation allocates nothing that grows with the network.
/// ``propagate(_:effort:through:tighten:)`` walks the graph once. At every affine node it takes interval bounds
/// (IntervalPropagation.swift) and, where backward ones cost too much, forward linear ones (ForwardPropagation.swift); where
/// these leave a neuron unstable it sends two rows backward to the input (BackwardPropagation.swift). After that
/// ``lowerBounds(of:coefficients:keepsInputCoefficients:)`` bounds any linear function of outputs and inputs from below.
///
/// Guarantee: sound in exact arithmetic. All sums are floats in unspecified order; each result is moved outward by
/// gamma times the sum of magnitudes that went into it (see ``RoundingBound``). That sum comes almost for free: with
/// m >= |x| known from the intervals, the error of a row c W over x is at most gamma * sum_j |c_j| (|W| m)_j, one dot
/// product with the vector |W| m, which is computed once per subproblem and node. Directed rounding was the alternative:
/// the same answer, but it needs every compiler and BLAS kernel on the way to respect the rounding mode.
package final class BatchedBounds {
    package let graph: PreparedGraph
    /// The most subproblems in one batch.
    package let capacity: Int
    /// The most rows sent backward together.
    let rowCapacity: Int
    /// The subproblems of the current batch.
    package private(set) var count = 0

    // Per node, one row per subproblem.
    let lower: [Buffer]
    let upper: [Buffer]
    /// max(|lower|, |upper|), or 0 where no later error term needs it.
    let magnitude: [Buffer]
    /// Affine nodes: |W| |x| + |b|.
    let weightScale: [Buffer]
    let lowerSlope: [Buffer]
    let upperSlope: [Buffer]
    let upperIntercept: [Buffer]
    /// Per node, one row per bound row: the coefficients on their way to the input.
    let coefficients: [Buffer]

    /// Per node, one row per bound row: what its elements' ranges cost the bound. Made when first asked for.
    lazy var gains: [Buffer] = graph.nodes.map { Buffer(count: rowCapacity * $0.width) }

    var hasGain: [Bool]

    /// Forward bounds, where the network has few enough inputs for them. Made when first asked for.
    lazy var forms = ForwardForms(graph, capacity: capacity)
    /// Those, where the batch uses them. It does when some box is not refined backward: on ACAS Xu, where all are, they
    /// stabilise 5 % of the neurons that would be sent backward, and cost as much.
    private(set) var forward: ForwardForms?

    // Scratch
    let center: Buffer
    let radius: Buffer
    let constant: Buffer
    let scale: Buffer
    /// The same for a row read off at a hidden layer, and the best of these so far.
    let cutConstant: Buffer
    let cutScale: Buffer
    let cutBound: Buffer
    var owner: [Int32]
    var isTouched: [Bool]

    /// Per subproblem: bounds crossed somewhere, so no input of the box follows the phases decided.
    package internal(set) var isEmpty: [Bool] = []
    /// Per subproblem: the rows of its region; `nil` when no subproblem of the batch has any.
    var regionRows: [[InputClipping.Row]]?
    /// Per subproblem: what underflow can add to any sum formed on it.
    var underflow: [Double] = []
    /// Per subproblem: see ``Subproblem/settledThrough``.
    var settledThrough: [Int?] = []
    /// Bounds of the first subproblem's neurons that do not know their own phases, where somebody asked for them.
    var unphased: (lower: [Double], upper: [Double])?
    /// Called with the coefficients of rows at each ReLU node on their way back, before they are relaxed.
    var observe: ((_ node: Int, _ source: Int, _ coefficients: Block) -> Void)?
    /// Whether rows are read off at hidden layers too: see ``Subproblem/isContracted``.
    var readsHiddenLayers = false
    /// Per subproblem: see ``Subproblem/usesBackward``.
    private var usesBackward: [Bool] = []
    /// Whether a run must stop: optional tightening is then left out. What is returned is as sound, and weaker.
    package var mustStop: () -> Bool = { false }
    /// Rows sent backward since the object was made.
    package internal(set) var backwardRows = 0

    package init(graph: PreparedGraph, capacity: Int) {
        self.graph = graph
        self.capacity = capacity
        // Coefficient blocks of about 1 MB per node stay in the second-level cache.
        rowCapacity = max(16, min(512, (1 << 17) / max(graph.widest, 1)))
        func perNode(_ rows: Int, where isNeeded: (PreparedGraph.Kind) -> Bool) -> [Buffer] {
            graph.nodes.map { Buffer(count: isNeeded($0.kind) ? rows * $0.width : 0) }
        }
        let isReLU = { (kind: PreparedGraph.Kind) in if case .relu = kind { true } else { false } }
        let isAffine = { (kind: PreparedGraph.Kind) in if case .affine = kind { true } else { false } }
        lower = perNode(capacity) { _ in true }
        upper = perNode(capacity) { _ in true }
        magnitude = perNode(capacity) { _ in true }
        weightScale = perNode(capacity, where: isAffine)
        lowerSlope = perNode(capacity, where: isReLU)
        upperSlope = perNode(capacity, where: isReLU)
        upperIntercept = perNode(capacity, where: isReLU)
        coefficients = perNode(rowCapacity) { _ in true }
        center = Buffer(count: capacity * graph.widest)
        radius = Buffer(count: capacity * graph.widest)
        constant = Buffer(count: rowCapacity)
        scale = Buffer(count: rowCapacity)
        cutConstant = Buffer(count: rowCapacity)
        cutScale = Buffer(count: rowCapacity)
        cutBound = Buffer(count: rowCapacity)
        owner = [Int32](repeating: 0, count: rowCapacity)
        hasGain = [Bool](repeating: false, count: graph.nodes.count)
        isTouched = [Bool](repeating: false, count: graph.nodes.count)
    }

    /// A node's data in one of the per-node arrays, for the current batch.
    func block(_ buffers: [Buffer], _ node: Int) -> Block {
        Block(buffers[node], rows: count, width: graph.nodes[node].width)
    }

    /// How hidden neurons are bounded.
    package enum Effort: Sendable {
        /// By intervals alone.
        case intervals
        /// By forward linear bounds besides, on networks that have them.
        case forward
        /// By backward linear bounds besides, on subproblems that use them (``Subproblem/usesBackward``); by forward ones on
        /// others.
        case backward
    }

    /// Computes bounds of every node on every subproblem, and keeps them for ``lowerBounds(of:coefficients:keepsInputCoefficients:)``.
    /// `subproblems` get the new pre-activation bounds; `effort` says how hard those of hidden neurons are worked for.
    /// Requires `subproblems.count <= capacity`.
    /// Stops after node `last` if one is given. `tighten` is called after a node's bounds have been refined, to do more.
    package func propagate(
        _ subproblems: inout [Subproblem], effort: Effort = .backward, through last: Int? = nil,
        tighten: ((_ node: Int) -> Void)? = nil
    ) {
        precondition(subproblems.count <= capacity, "\(subproblems.count) subproblems exceed \(capacity)")
        count = subproblems.count
        isEmpty = subproblems.map(\.isEmpty)
        underflow = [Double](repeating: 0, count: count)
        regionRows = subproblems.contains { !$0.regionRows.isEmpty } ? subproblems.map(\.regionRows) : nil
        settledThrough = subproblems.map(\.settledThrough)
        usesBackward = subproblems.map(\.usesBackward)
        readsHiddenLayers = subproblems.contains(where: \.isContracted)
        let refine = effort == .backward
        forward = effort == .forward || refine && usesBackward.contains(false) ? forms : nil
        for node in 0...(last ?? graph.nodes.count - 1) {
            switch graph.nodes[node].kind {
            case .input:
                loadInput(subproblems)
                loadForms()
            case .affine(let terms, let bias, let neurons, let zeros):
                propagateIntervals(to: node, terms: terms, bias: bias, zeros: zeros)
                propagateForms(to: node, terms: terms, bias: bias)
                if let neurons {
                    // On an affine image of the box itself the interval is exact already; rows make it smaller.
                    let isImage = terms.allSatisfy { $0.source == 0 }
                    let isRefined = refine && (!isImage || regionRows != nil)
                    let cut = isRefined ? neuronsCut(node, neurons: neurons, by: subproblems) : []
                    noteUnphased(node, neurons: neurons)
                    intersect(node, neurons: neurons, with: subproblems)
                    if isRefined {
                        refineBackward(node, terms: terms, bias: bias, and: cut)
                        measure(node)
                        tighten?(node)
                    }
                    store(node, neurons: neurons, in: &subproblems)
                }
                measure(node)
            case .relu(let source):
                relax(node, source: source)
                relaxForms(node, source: source)
            }
        }
    }

    private func noteUnphased(_ node: Int, neurons: Int) {
        guard unphased != nil else { return }
        for i in 0..<graph.nodes[node].width {
            unphased?.lower[neurons + i] = block(lower, node)[0, i]
            unphased?.upper[neurons + i] = block(upper, node)[0, i]
        }
    }

    private func loadInput(_ subproblems: [Subproblem]) {
        let (low, high) = (block(lower, 0), block(upper, 0))
        for (b, subproblem) in subproblems.enumerated() {
            low.setRow(b, subproblem.lower)
            high.setRow(b, subproblem.upper)
        }
        measure(0)
    }

    private func relax(_ node: Int, source: Int) {
        IntervalKernels.relaxReLU(
            lower: block(lower, source), upper: block(upper, source), outLower: block(lower, node),
            outUpper: block(upper, node), lowerSlope: block(lowerSlope, node), upperSlope: block(upperSlope, node),
            upperIntercept: block(upperIntercept, node))
        measure(node)
    }

    /// Cuts a pre-activation node's bounds to those inherited, and to the phases decided.
    private func intersect(_ node: Int, neurons: Int, with subproblems: [Subproblem]) {
        let (low, high) = (block(lower, node), block(upper, node))
        for (b, subproblem) in subproblems.enumerated() {
            // The inherited bounds already carry the decided phases.
            let crossing = IntervalKernels.intersect(
                lower: low, upper: high, row: b, with: subproblem.neuronLower, subproblem.neuronUpper, offset: neurons)
            if case .some = crossing { isEmpty[b] = true }
        }
    }

    /// Whether backward bounds of a pre-activation node can say more than the parent's on a subproblem.
    func isRefined(_ node: Int, on subproblem: Int) -> Bool {
        guard case .affine(_, _, let neurons?, _) = graph.nodes[node].kind, !isEmpty[subproblem] else { return false }
        guard usesBackward[subproblem] else { return false }
        guard let settled = settledThrough[subproblem] else { return true }
        return neurons > settled
    }

    /// The elements that intervals leave unstable and a pattern decides: backward bounds may show that no input follows it.
    private func neuronsCut(
        _ node: Int, neurons: Int, by subproblems: [Subproblem]
    ) -> [(subproblem: Int, element: Int)] {
        let (low, high) = (block(lower, node), block(upper, node))
        var cut: [(subproblem: Int, element: Int)] = []
        for (b, subproblem) in subproblems.enumerated() where subproblem.refinesDecided && !isEmpty[b] {
            for i in IntervalKernels.unstable(lower: low, upper: high, row: b)
            where subproblem.phases[NeuronIndex(neurons + i)] != .undecided { cut.append((b, i)) }
        }
        return cut
    }

    /// Bounds that cross prove the subproblem empty: each is sound by itself. They are put in order again so that the
    /// rest of the walk meets no nonsense.
    func noteCrossing(_ b: Int, _ low: Block, _ high: Block, _ i: Int) {
        if low[b, i] > high[b, i] {
            isEmpty[b] = true
            high[b, i] = low[b, i]
        }
    }

    private func store(_ node: Int, neurons: Int, in subproblems: inout [Subproblem]) {
        let (low, high) = (block(lower, node), block(upper, node))
        for b in subproblems.indices {
            IntervalKernels.copy(low, row: b, to: &subproblems[b].neuronLower, at: neurons)
            IntervalKernels.copy(high, row: b, to: &subproblems[b].neuronUpper, at: neurons)
        }
    }

    /// Fills in the magnitudes of a node and what they mean for underflow.
    private func measure(_ node: Int) {
        let (low, high, size) = (block(lower, node), block(upper, node), block(magnitude, node))
        let sums = IntervalKernels.measure(lower: low, upper: high, magnitude: size)
        for b in 0..<count {
            underflow[b] += RoundingBound.underflow(terms: graph.roundings, magnitude: sums[b])
        }
    }

    /// The bounds of all nodes on one subproblem of the batch.
    package func nodeBounds(of subproblem: Int) -> NodeBounds {
        NodeBounds(
            lower: graph.nodes.indices.map { block(lower, $0).row(subproblem) },
            upper: graph.nodes.indices.map { block(upper, $0).row(subproblem) })
    }
}
