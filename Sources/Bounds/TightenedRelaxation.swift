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
/// Requires  a layer that is dense over one node. Others keep the triangle.
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
        let input: Int
        let edges: EdgeKernels
        /// The running mean of the input node's values, one row per bound row.
        let mean: Buffer
    }

    private let bounds: BatchedBounds
    /// Per node; only ReLU nodes over dense layers have one.
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
                case .affine(let terms, _, let firstNeuron?, _) = nodes[source].kind, let term = terms.first
            else { return nil }
            return Layer(
                source: source, firstNeuron: firstNeuron, input: term.source, edges: EdgeKernels(edges),
                mean: Buffer(count: bounds.rowCapacity * nodes[term.source].width))
        }
    }

    /// The edges of each ReLU node that can have such lines: its layer is made of one node alone.
    static func edgeLayers(_ graph: PreparedGraph) -> [EdgeLayer?] {
        graph.nodes.map { node in
            guard case .relu(let source) = node.kind,
                case .affine(let terms, let bias, .some, _) = graph.nodes[source].kind, terms.count == 1,
                let term = terms.first
            else { return nil }
            switch term.map {
            case .dense(let weights): return EdgeLayer(weights, bias: bias)
            case .sparse, .convolution, .transposedConvolution:
                return EdgeLayer(
                    inputs: graph.nodes[term.source].width, edges: term.map.edges(width: bias.count), bias: bias)
            // One edge for each neuron: the triangle is all there is.
            case .diagonal, .division, .selection, .identity, .negation: return nil
            }
        }
    }

    /// About how many bytes lines for so many rows take.
    package static func footprint(_ graph: PreparedGraph, rows: Int) -> Int {
        graph.nodes.reduce(4 * mostSlopes) { sum, node in
            guard case .affine(let terms, _, .some, _) = node.kind, terms.count == 1, let term = terms.first else {
                return sum
            }
            return sum + 16 * term.map.entryCount(width: node.width) + 8 * rows * graph.nodes[term.source].width
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
            // On the input box itself the triangle is one of these lines.
            layer.edges.begin(
                all, from: starts.map { $0?.layers[node] }, share: layer.input == 0 ? 1 : 0.5, on: region(layer))
        }
    }

    private func region(_ layer: Layer) -> EdgeKernels.Region {
        EdgeKernels.Region(
            lower: bounds.block(bounds.lower, layer.input), upper: bounds.block(bounds.upper, layer.input), owner: owner
        )
    }

    /// The node that a ReLU node's lines lead to, past its pre-activation; `nil` where there are none.
    func input(of node: Int) -> Int? {
        guard let layer = layers[node], layer.edges.count > 0 else { return nil }
        return layer.input
    }

    /// Corrects what rows became by the triangles of ReLU node `node`.
    func relax(
        _ node: Int, coefficients: Block, relaxed: Block, target: Block, constant: Buffer, scale: Buffer
    ) {
        guard let layer = layers[node] else { return }
        layer.edges.relax(
            coefficients: coefficients, relaxed: relaxed, target: target,
            upperSlope: bounds.block(bounds.upperSlope, node),
            upperIntercept: bounds.block(bounds.upperIntercept, node),
            magnitude: bounds.block(bounds.magnitude, layer.source),
            weightScale: bounds.block(bounds.weightScale, layer.source), constant: constant, scale: scale,
            on: region(layer))
    }

    /// Corrects the values that the triangles of ReLU node `node` take at the rows' minimising points.
    func follow(_ node: Int, coefficients: Block, values: (_ node: Int) -> Block) {
        guard let layer = layers[node], layer.edges.count > 0 else { return }
        layer.edges.follow(
            coefficients: coefficients, point: values(layer.input), output: values(node), on: region(layer))
    }

    /// One step on slopes and shares, after the minimising points of all rows have been followed.
    func ascend(before end: Int, coefficients: (_ node: Int) -> Block, values: (_ node: Int) -> Block) {
        let isFirst = isFresh
        isFresh = false
        step += 1
        for (node, layer) in layers[0..<end].enumerated() {
            guard let layer, layer.edges.count > 0 else { continue }
            let point = values(layer.input)
            let mean = Block(layer.mean, rows: owner.count, width: point.width)
            let weight = isFirst ? 1 : max(0.25, 2 / Double(step + 2))
            ElementwiseKernels.approach(mean, point, by: weight)
            layer.edges.improve(
                coefficients: coefficients(node), point: mean, step: 1.5 / (Double(step) + 0.5), on: region(layer))
            layer.edges.ascend(step: step, rate: Self.shareRate)
        }
    }
}

extension LinearMap {
    /// Per element of the map's output its edges, each input once. For maps without divisions.
    fileprivate func edges(width: Int) -> [[(input: Int, weight: Double)]] {
        (0..<width).map { row in
            var edges: [(input: Int, weight: Double)] = []
            forEachEntry(row: row) { column, entry in
                if case .factor(let weight) = entry { edges.append((column, weight)) }
            }
            return edges
        }
    }
}
