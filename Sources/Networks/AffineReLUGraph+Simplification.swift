/// Fewer nodes with the same function, in exact arithmetic.
///
/// An affine node that only one other reads is merged into it where every entry and every bias of the product is a Double:
/// a standing normalisation into the convolution before it, both branches of a sum into the sum, copies into their readers.
/// Where a product would be rounded, or larger than its factors, the chain stays: backward bounds lose nothing on it.
extension AffineReLUGraph {
    /// Neurons keep their numbers. Cost: one pass over the nodes, and a copy of the weights that change.
    var simplified: AffineReLUGraph {
        var nodes = nodes
        var readers = [Int](repeating: 0, count: nodes.count)
        for node in nodes {
            for source in node.sources { readers[source] += 1 }
        }
        readers[output] += 1
        for index in nodes.indices {
            while let merged = Self.merging(nodes[index], nodes, readers) {
                for source in nodes[index].sources { readers[source] -= 1 }
                for source in merged.sources { readers[source] += 1 }
                for source in nodes[index].sources where readers[source] == 0 {
                    // Nothing reads the merged node any more, so what it reads has a reader less.
                    for inner in nodes[source].sources { readers[inner] -= 1 }
                }
                nodes[index] = merged
            }
        }
        return Self.compacted(nodes, readers, output)
    }

    /// The node with one of its sources merged into it; `nil` when there is none that can be.
    private static func merging(_ node: Node, _ nodes: [Node], _ readers: [Int]) -> Node? {
        guard case .affine(let terms, let bias) = node.kind else { return nil }
        for (k, term) in terms.enumerated() {
            guard case .affine(let inner, let constants) = nodes[term.source].kind else { continue }
            let isCopy = inner.count == 1 && inner[0].map == .identity && constants.allSatisfy { $0 == 0 }
            guard readers[term.source] == 1 || isCopy else { continue }
            guard inner.count == 1 || term.map.isElementwise else { continue }
            var products: [Term] = []
            for part in inner {
                guard let map = term.map.composed(after: part.map) else { break }
                products.append(Term(source: part.source, map: map))
            }
            guard products.count == inner.count, let image = term.map.image(of: constants, width: node.width),
                let sums = ExactFloats.sums(bias, image)
            else { continue }
            let rest = terms[..<k] + products + terms[(k + 1)...]
            return Node(kind: .affine(terms: Array(rest), bias: sums), width: node.width, name: node.name)
        }
        return nil
    }

    /// The nodes that something reads, with their ReLUs numbered as before.
    private static func compacted(_ nodes: [Node], _ readers: [Int], _ output: Int) -> AffineReLUGraph {
        var places = [Int](repeating: 0, count: nodes.count)
        var kept: [Node] = []
        for (index, node) in nodes.enumerated() {
            if case .affine = node.kind, readers[index] == 0 { continue }
            places[index] = kept.count
            let kind: Kind
            switch node.kind {
            case .input: kind = .input
            case .relu(let source, let first): kind = .relu(source: places[source], firstNeuron: first)
            case .affine(let terms, let bias):
                kind = .affine(terms: terms.map { Term(source: places[$0.source], map: $0.map) }, bias: bias)
            }
            kept.append(Node(kind: kind, width: node.width, name: node.name))
        }
        return AffineReLUGraph(nodes: kept, output: places[output])
    }
}

extension AffineReLUGraph.Node {
    /// The nodes that this one reads, once per term.
    fileprivate var sources: [Int] {
        switch kind {
        case .input: []
        case .affine(let terms, _): terms.map(\.source)
        case .relu(let source, _): [source]
        }
    }
}
