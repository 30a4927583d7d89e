import Kernels
import Networks

/// Upper lines of ReLU neurons over the neurons' inputs, with a slope per edge: the tightened single-neuron relaxation.
///
/// The triangle relaxes y = max(z, 0) over an interval of z. Over the box of the values that z is made of the best concave
/// upper bound of y is lower: it is exact in every corner of that box. Where several neurons are open in a layer the sum of
/// what triangles give away is the largest loss of all, and no phase split mends more than one of them.
///
/// Measured at the root: mnist_fc 256x4 at radius 0.03, property 6: bounds of the second layer's neurons 9.1 wide with
/// triangles, 5.8 with these lines, at least 5.4 in truth; gap of the property 3.5 and 0.6. At radius 0.05, property 0: 2.2
/// and none. safenlp ruarobot 617, one hidden layer: 3.87 and 1.57.
///
/// Requires  neurons with more than one input. Others keep the triangle.
/// Returns   shares and slopes for ``OptimisedBounds``, whose rows send negative coefficients over both lines.
/// Method    slopes follow the subgradient: an edge whose input is near the end where it lifts z most should not lift the
///           line. It is taken at a running mean of the rows' minimising points, because single ones are corners, where the
///           line of one corner excludes only that one. Separating the most violated facet, as the papers do, gives the
///           same bounds in as many steps, and has to sort.
/// Guarantee sound whatever slopes and shares are: see ``EdgeKernels``.
/// Cost      per row, iteration and open neuron about five passes over its edges.
/// Reference Anderson et al., Strong Mixed-Integer Programming Formulations for Trained Neural Networks, 2020;
///           Tjandraatmadja et al., The Convex Relaxation Barrier, Revisited, 2020.
package final class TightenedRelaxation {
    private struct Layer {
        let source: Int
        let firstNeuron: Int
        let inputs: LayerInputs
        let edges: EdgeKernels
        /// The running mean of the inputs' values, one row per bound row.
        let mean: Buffer
    }

    private let bounds: BatchedBounds
    /// Per node; only ReLU nodes have one.
    private let layers: [Layer?]
    private var owner: [Int32] = []
    private var step = 0
    private var isFresh = true

    /// As many slopes as one call may need: 8 MB of them stay in the third-level cache.
    static let mostSlopes = 1 << 21
    private static let shareRate = 0.3
    /// How many steps a row that starts from given lines counts as having made.
    private static let stepsBehind = 12

    init(_ bounds: BatchedBounds, layers edges: [EdgeLayer?]) {
        self.bounds = bounds
        let nodes = bounds.graph.nodes
        layers = zip(nodes, edges).map { node, edges in
            guard let edges, case .relu(let source) = node.kind,
                case .affine(let terms, _, let firstNeuron?, _) = nodes[source].kind
            else { return nil }
            return Layer(
                source: source, firstNeuron: firstNeuron,
                inputs: LayerInputs(terms.map(\.source), bounds), edges: EdgeKernels(edges),
                mean: Buffer(count: bounds.rowCapacity * edges.inputs))
        }
    }

    /// The edges of each ReLU node's layer, over its sources one after the other; `nil` where neurons have a single edge,
    /// so that the triangle is all there is, and where weights are no floats.
    static func edgeLayers(_ graph: PreparedGraph) -> [EdgeLayer?] {
        graph.nodes.map { node in
            guard case .relu(let source) = node.kind,
                case .affine(let terms, let bias, .some, _) = graph.nodes[source].kind, let term = terms.first
            else { return nil }
            if terms.count == 1, case .dense(let weights) = term.map { return EdgeLayer(weights, bias: bias) }
            var edges = [[(input: Int, weight: Double)]](repeating: [], count: bias.count)
            var first = 0
            for term in terms {
                guard let more = term.map.edges(width: bias.count, first: first) else { return nil }
                for row in edges.indices { edges[row] += more[row] }
                first += graph.nodes[term.source].width
            }
            if edges.allSatisfy({ $0.count < 2 }) { return nil }
            return EdgeLayer(inputs: first, edges: edges, bias: bias)
        }
    }

    /// About how many bytes lines for so many rows take.
    package static func footprint(_ graph: PreparedGraph, rows: Int) -> Int {
        graph.nodes.reduce(4 * mostSlopes) { sum, node in
            guard case .affine(let terms, _, .some, _) = node.kind else { return sum }
            return terms.reduce(sum) {
                $0 + 16 * $1.map.entryCount(width: node.width)
                    + (terms.count == 1 ? 8 : 24) * rows * graph.nodes[$1.source].width
            }
        }
    }

    /// How many slopes a row on this subproblem has in front of node `end`.
    func slopeCount(subproblem b: Int, before end: Int) -> Int {
        layers[0..<end].reduce(0) { sum, layer in
            guard let layer else { return sum }
            return members(layer, b).reduce(sum) { $0 + layer.edges.layer.edgeCount(of: $1) }
        }
    }

    private func members(_ layer: Layer, _ b: Int) -> [Int] {
        IntervalKernels.unstable(
            lower: bounds.block(bounds.lower, layer.source), upper: bounds.block(bounds.upper, layer.source), row: b)
    }

    /// The lines of one row in all layers. Those of a root serve its whole tree, whose boxes and bounds only shrink.
    package struct Lines: Sendable {
        fileprivate let layers: [EdgeKernels.Lines?]
    }

    func lines(ofRow r: Int, before end: Int) -> Lines {
        Lines(layers: layers[0..<end].map { $0?.edges.lines(ofRow: r) })
    }

    /// Starts rows on subproblems of the propagated batch, each from the lines given, or from equal slopes.
    /// `excluded` has a neuron per row that keeps what its triangle is replaced by.
    func begin(owner: [Int32], from starts: [Lines?], before end: Int, without excluded: [Int] = []) {
        self.owner = owner
        isFresh = true
        step = starts.contains { $0 != nil } ? Self.stepsBehind : 0
        for (node, layer) in layers[0..<end].enumerated() {
            guard let layer else { continue }
            var known: [Int32: [Int]] = [:]
            var all: [(row: Int, neuron: Int)] = []
            for (r, b) in owner.enumerated() {
                let neurons = known[b] ?? members(layer, Int(b))
                known[b] = neurons
                let left = excluded.isEmpty ? nil : excluded[r] - layer.firstNeuron
                all.append(contentsOf: neurons.filter { $0 != left }.map { (r, $0) })
            }
            layer.inputs.loadBox()
            // On the input box itself the triangle is one of these lines.
            layer.edges.begin(
                all, from: starts.map { $0?.layers[node] }, share: layer.inputs.isBox ? 1 : 0.5, on: region(layer))
        }
    }

    private func region(_ layer: Layer) -> EdgeKernels.Region {
        let (lower, upper) = layer.inputs.box
        return EdgeKernels.Region(lower: lower, upper: upper, owner: owner)
    }

    /// The nodes that a ReLU node's lines lead to, past its pre-activation; none where there are no lines.
    func inputs(of node: Int) -> [Int] {
        guard let layer = layers[node], layer.edges.count > 0 else { return [] }
        return layer.inputs.nodes
    }

    /// Corrects what rows became by the triangles of ReLU node `node`.
    func relax(
        _ node: Int, coefficients: Block, relaxed: Block, targets: (_ node: Int) -> Block, constant: Buffer,
        scale: Buffer
    ) {
        guard let layer = layers[node], layer.edges.count > 0 else { return }
        let target = layer.inputs.target(targets, rows: owner.count)
        layer.edges.relax(
            coefficients: coefficients, relaxed: relaxed, target: target,
            upperSlope: bounds.block(bounds.upperSlope, node),
            upperIntercept: bounds.block(bounds.upperIntercept, node),
            magnitude: bounds.block(bounds.magnitude, layer.source),
            weightScale: bounds.block(bounds.weightScale, layer.source), constant: constant, scale: scale,
            on: region(layer))
        layer.inputs.passOn(target, to: targets)
    }

    /// Corrects the values that the triangles of ReLU node `node` take at the rows' minimising points.
    func follow(_ node: Int, coefficients: Block, values: (_ node: Int) -> Block) {
        guard let layer = layers[node], layer.edges.count > 0 else { return }
        layer.edges.follow(
            coefficients: coefficients, point: layer.inputs.point(values, rows: owner.count), output: values(node),
            on: region(layer))
    }

    /// One step on slopes and shares, after the minimising points of all rows have been followed.
    func ascend(before end: Int, coefficients: (_ node: Int) -> Block, values: (_ node: Int) -> Block) {
        let isFirst = isFresh
        isFresh = false
        step += 1
        for (node, layer) in layers[0..<end].enumerated() {
            guard let layer, layer.edges.count > 0 else { continue }
            let point = layer.inputs.point(values, rows: owner.count)
            let mean = Block(layer.mean, rows: owner.count, width: point.width)
            let weight = isFirst ? 1 : max(0.25, 2 / Double(step + 2))
            ElementwiseKernels.approach(mean, point, by: weight)
            layer.edges.improve(
                coefficients: coefficients(node), point: mean, step: 1.5 / (Double(step) + 0.5), on: region(layer))
            layer.edges.ascend(step: step, rate: Self.shareRate)
        }
    }
}

/// The values that a layer's lines are over: one node's, or several nodes' side by side.
private final class LayerInputs {
    let nodes: [Int]
    private let bounds: BatchedBounds
    private let widths: [Int]
    // Empty for a single node, whose own blocks serve.
    private let lower: Buffer
    private let upper: Buffer
    private let joined: Buffer

    init(_ nodes: [Int], _ bounds: BatchedBounds) {
        self.nodes = nodes
        self.bounds = bounds
        widths = nodes.map { bounds.graph.nodes[$0].width }
        let width = nodes.count > 1 ? widths.reduce(0, +) : 0
        lower = Buffer(count: bounds.capacity * width)
        upper = Buffer(count: bounds.capacity * width)
        joined = Buffer(count: bounds.rowCapacity * width)
    }

    private var width: Int { widths.reduce(0, +) }
    /// Whether they are the network's input.
    var isBox: Bool { nodes == [0] }

    /// Takes over the bounds of the propagated batch.
    func loadBox() {
        if nodes.count == 1 { return }
        join({ bounds.block(bounds.lower, $0) }, into: Block(lower, rows: bounds.count, width: width))
        join({ bounds.block(bounds.upper, $0) }, into: Block(upper, rows: bounds.count, width: width))
    }

    var box: (lower: Block, upper: Block) {
        if nodes.count == 1 { return (bounds.block(bounds.lower, nodes[0]), bounds.block(bounds.upper, nodes[0])) }
        return (
            Block(lower, rows: bounds.count, width: width), Block(upper, rows: bounds.count, width: width)
        )
    }

    /// The values of bound rows.
    func point(_ values: (_ node: Int) -> Block, rows: Int) -> Block {
        if nodes.count == 1 { return values(nodes[0]) }
        let point = Block(joined, rows: rows, width: width)
        join(values, into: point)
        return point
    }

    /// Where rows over the inputs are to be added up: for a single node in its own block.
    func target(_ targets: (_ node: Int) -> Block, rows: Int) -> Block {
        if nodes.count == 1 { return targets(nodes[0]) }
        let target = Block(joined, rows: rows, width: width)
        target.fill(0)
        return target
    }

    /// Adds what was added up to the nodes' own blocks.
    func passOn(_ sum: Block, to targets: (_ node: Int) -> Block) {
        if nodes.count == 1 { return }
        var first = 0
        for (node, width) in zip(nodes, widths) {
            ElementwiseKernels.add(sum, from: first, to: targets(node))
            first += width
        }
    }

    private func join(_ blocks: (_ node: Int) -> Block, into target: Block) {
        var first = 0
        for (node, width) in zip(nodes, widths) {
            ElementwiseKernels.copy(blocks(node), into: target, at: first)
            first += width
        }
    }
}

extension LinearMap {
    /// The edges of each element of the map's output, inputs counted from `first`. A division has no weights.
    fileprivate func edges(width: Int, first: Int) -> [[(input: Int, weight: Double)]]? {
        if case .division = self { return nil }
        return (0..<width).map { row in
            var edges: [(input: Int, weight: Double)] = []
            forEachEntry(row: row) { column, entry in
                if case .factor(let weight) = entry { edges.append((first + column, weight)) }
            }
            return edges
        }
    }
}
