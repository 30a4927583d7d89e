import Kernels

/// The values that a layer's lines are over: one node's, or several nodes' side by side.
final class LayerInputs {
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
