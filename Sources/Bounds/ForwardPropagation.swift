import Kernels

/// Forward linear bounds: every element of every node between two parallel linear functions of the inputs.
///
/// Requires  interval bounds of the node, its relaxation where it is a ReLU, and the forms of its sources.
/// Returns   the node's forms on every subproblem (see ``ForwardKernels``), and its bounds cut to what they say.
/// Method    inputs are c_k + r_k e_k, e_k in [-1, 1]. An affine node maps coefficients with W, the two ends like an
///           interval; a ReLU is s z <= y <= s z + t, the narrowest band of one slope, so that one set of coefficients
///           serves both sides and what relaxations lose is in the ends.
/// Guarantee sound in exact arithmetic: at every node the ends are moved outward by the rounding bound of coefficients
///           and ends.
/// Cost      inputs + 3 rows per subproblem through each affine node, where a backward bound costs two rows per neuron
///           through all nodes in front of it. Only for networks with few inputs.
/// Reference Weng et al., Towards Fast Computation of Certified Robustness for ReLU Networks, 2018 (Fast-Lin, forward);
///           Xu et al., Automatic Perturbation Analysis for Scalable Certified Robustness and Beyond, 2020 (forward mode).
final class ForwardForms {
    /// The forms of one node, as long as some node still reads them.
    private struct Slot {
        let coefficients: Buffer
        let low: Buffer
        let high: Buffer
        let magnitude: Buffer

        init(elements: Int, inputs: Int) {
            coefficients = Buffer(count: elements * inputs)
            low = Buffer(count: elements)
            high = Buffer(count: elements)
            magnitude = Buffer(count: elements)
        }
    }

    /// A node's part of ``Slot``, for the current batch.
    typealias Blocks = (coefficients: Block, low: Block, high: Block, magnitude: Block)

    private let graph: PreparedGraph
    private let slots: [Slot]
    private let slotOf: [Int]

    /// `nil` for networks with so many inputs that forms cost more than they are likely to save, or without neurons.
    init?(_ graph: PreparedGraph, capacity: Int) {
        guard graph.hasForwardBounds else { return nil }
        self.graph = graph
        slotOf = graph.formSlots
        slots = (0..<(slotOf.max() ?? 0) + 1).map { _ in
            Slot(elements: capacity * graph.widest, inputs: graph.inputCount)
        }
    }

    /// The forms of a node for `count` subproblems.
    fileprivate func blocks(_ node: Int, count: Int) -> Blocks {
        let (slot, width) = (slots[slotOf[node]], graph.nodes[node].width)
        return (
            Block(slot.coefficients, rows: count * graph.inputCount, width: width),
            Block(slot.low, rows: count, width: width), Block(slot.high, rows: count, width: width),
            Block(slot.magnitude, rows: count, width: width)
        )
    }
}

extension PreparedGraph {
    /// With more inputs than these a form costs as much as the backward bounds of many neurons.
    private static let mostFormInputs = 12

    /// Whether nodes get forward bounds.
    package var hasForwardBounds: Bool { neuronCount > 0 && inputCount <= Self.mostFormInputs }

    /// Numbers of places for forms, so that no node takes the place of another that is still to be read.
    fileprivate var formSlots: [Int] {
        var lastReader = Array(nodes.indices)
        // Its forms are asked for once the walk is over.
        lastReader[output] = nodes.count
        for (index, node) in nodes.enumerated() {
            for source in node.sources { lastReader[source] = index }
        }
        var free: [Int] = []
        var slots: [Int] = []
        for index in nodes.indices {
            slots.append(free.popLast() ?? (slots.max() ?? -1) + 1)
            free.append(contentsOf: (0...index).filter { lastReader[$0] == index }.map { slots[$0] })
        }
        return slots
    }
}

extension PreparedGraph.Node {
    fileprivate var sources: [Int] {
        switch kind {
        case .input: []
        case .affine(let terms, _, _, _): terms.map(\.source)
        case .relu(let source): [source]
        }
    }
}

extension BatchedBounds {
    /// What underflow may add on any subproblem of the batch.
    private var guardBand: Double { underflow.max() ?? 0 }

    /// The forms of the inputs themselves.
    func loadForms() {
        guard let forms = forward?.blocks(0, count: count) else { return }
        let inputs = graph.inputCount
        let r = Block(radius, rows: count, width: inputs)
        IntervalKernels.split(lower: block(lower, 0), upper: block(upper, 0), center: forms.low, radius: r)
        forms.high.assign(forms.low)
        forms.coefficients.fill(0)
        for b in 0..<count {
            for k in 0..<inputs { forms.coefficients[b * inputs + k, k] = r[b, k] }
        }
        cut(0, forms)
    }

    /// The forms of an affine node, whose interval bounds are cut to what they say.
    func propagateForms(to node: Int, terms: [PreparedGraph.Term], bias: [Double]) {
        guard let forward else { return }
        let forms = forward.blocks(node, count: count)
        for (index, term) in terms.enumerated() {
            let source = forward.blocks(term.source, count: count)
            let width = graph.nodes[term.source].width
            let c = Block(center, rows: count, width: width)
            let r = Block(radius, rows: count, width: width)
            IntervalKernels.split(lower: source.low, upper: source.high, center: c, radius: r)
            term.map.apply(source.coefficients, into: forms.coefficients, accumulate: index > 0)
            term.map.apply(c, into: forms.low, accumulate: index > 0)
            term.absolute.apply(r, into: forms.high, accumulate: index > 0)
            term.absolute.apply(source.magnitude, into: forms.magnitude, accumulate: index > 0)
        }
        ElementwiseKernels.add(bias, to: forms.low)
        ElementwiseKernels.add(bias.map(abs), to: forms.magnitude)
        // Three sums of products of the same weights: what coefficients and center lose, and what the radius does.
        IntervalKernels.combine(
            lower: forms.low, upper: forms.high, scale: forms.magnitude, gamma: graph.gamma, guardBand: guardBand)
        cut(node, forms)
    }

    /// The forms of a ReLU node, from its relaxation.
    func relaxForms(_ node: Int, source: Int) {
        guard let forward else { return }
        let (from, to) = (forward.blocks(source, count: count), forward.blocks(node, count: count))
        ForwardKernels.relax(
            coefficients: from.coefficients, low: from.low, high: from.high, magnitude: from.magnitude,
            lower: block(lower, source), upper: block(upper, source), slope: block(upperSlope, node),
            intercept: block(upperIntercept, node), guardBand: guardBand, outCoefficients: to.coefficients,
            outLow: to.low, outHigh: to.high, outMagnitude: to.magnitude)
    }

    /// Replaces bounds of rows by those that forms and bounds of the outputs give, where these are greater. With one slope
    /// for both sides of a ReLU, max(z, 0) - max(-z, 0) stays z, which backward bounds with slopes 0 and 1 lose; and where
    /// most neurons are unstable, their bounds say more than any relaxation.
    func improve(_ found: inout RowBounds, of rows: [BoundRow], coefficients table: [RowCoefficients]) {
        guard let forms = forward?.blocks(graph.output, count: count) else { return }
        let inputs = graph.inputCount
        for (r, row) in rows.enumerated() {
            var best = lowerForm(of: table[row.row], subproblem: row.subproblem, forms)
            let constant = lowerInterval(of: table[row.row], subproblem: row.subproblem)
            if constant > best.value { best = (constant, [Double](repeating: 0, count: inputs)) }
            // A NaN loses, and the old bound stays.
            guard best.value > found.values[r] else { continue }
            found.values[r] = best.value
            if !found.inputCoefficients.isEmpty {
                found.linearValues[r] = best.value
                found.inputCoefficients.replaceSubrange((r * inputs)..<((r + 1) * inputs), with: best.slopes)
            }
        }
    }

    /// A row's least value on a subproblem by the bounds of outputs and inputs, moved outward.
    private func lowerInterval(of row: RowCoefficients, subproblem b: Int) -> Double {
        var (least, size) = (0.0, 0.0)
        func add(_ coefficients: [Double], _ node: Int) {
            let (low, high) = (block(lower, node), block(upper, node))
            for (j, c) in coefficients.enumerated() where c != 0 {
                least += c > 0 ? c * low[b, j] : c * high[b, j]
                size += abs(c) * max(abs(low[b, j]), abs(high[b, j]))
            }
        }
        add(row.output, graph.output)
        if let direct = row.input { add(direct, 0) }
        return least - (graph.gamma * size + underflow[b])
    }

    /// A row's least value on a subproblem by its form, moved outward, and the slopes in the inputs of the linear function that is
    /// below the row and has this least value.
    private func lowerForm(
        of row: RowCoefficients, subproblem b: Int, _ forms: ForwardForms.Blocks
    ) -> (value: Double, slopes: [Double]) {
        let (low, high) = (block(lower, 0), block(upper, 0))
        var least = 0.0
        var size = 0.0
        for (j, c) in row.output.enumerated() where c != 0 {
            least += c > 0 ? c * forms.low[b, j] : c * forms.high[b, j]
            size += abs(c) * forms.magnitude[b, j]
        }
        var slopes: [Double] = []
        for k in 0..<graph.inputCount {
            let (center, radius) = IntervalKernels.split(low[b, k], high[b, k])
            var reach = 0.0
            for (j, c) in row.output.enumerated() where c != 0 {
                reach += c * forms.coefficients[b * graph.inputCount + k, j]
            }
            if let direct = row.input {
                least += direct[k] * center
                reach += direct[k] * radius
                size += abs(direct[k]) * (abs(center) + radius)
            }
            least -= abs(reach)
            slopes.append(radius > 0 ? reach / radius : 0)
        }
        return (least - (graph.gamma * size + underflow[b]), slopes)
    }

    /// Cuts a node's bounds to its forms, whose magnitudes are filled in.
    private func cut(_ node: Int, _ forms: ForwardForms.Blocks) {
        let (low, high) = (block(lower, node), block(upper, node))
        let crossings = ForwardKernels.concretize(
            coefficients: forms.coefficients, low: forms.low, high: forms.high, gamma: graph.gamma,
            guardBand: guardBand, magnitude: forms.magnitude, lower: low, upper: high)
        for (b, crossing) in crossings.enumerated() where crossing == .some {
            for i in 0..<low.width { noteCrossing(b, low, high, i) }
        }
    }
}
