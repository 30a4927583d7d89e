import Kernels

extension AffineReLUGraph {
    /// The layers behind a ReLU node, as a graph whose inputs are the elements `kept` of the node; its other elements are 0
    /// there. Neurons are counted from 0 again: `firstNeuron` is the number of the first one here.
    ///
    /// `nil` when something behind the node reads what is before it. Cost: a copy of the layers' weights.
    package func suffix(behind node: Int, keeping kept: [Int]) -> (graph: AffineReLUGraph, firstNeuron: Int)? {
        guard case .relu(_, let first) = nodes[node].kind, node < output else { return nil }
        let firstNeuron = first.index + nodes[node].width
        // Two nodes take the place of all before: the inputs, and the node with them in their places.
        func place(_ old: Int) -> Int { old - node + 1 }
        let placement = SparseMatrix(placing: kept, rows: nodes[node].width)
        var made = [
            Node(kind: .input, width: kept.count, name: nodes[node].name),
            Node(
                kind: .affine(
                    terms: [Term(source: 0, map: .sparse(placement))],
                    bias: [Double](repeating: 0, count: nodes[node].width)),
                width: nodes[node].width, name: nodes[node].name),
        ]
        for later in nodes[(node + 1)...] {
            let kind: Kind
            switch later.kind {
            case .input: return nil
            case .relu(let source, let first):
                guard source > node else { return nil }
                kind = .relu(source: place(source), firstNeuron: NeuronIndex(first.index - firstNeuron))
            case .affine(let terms, let bias):
                guard terms.allSatisfy({ $0.source >= node }) else { return nil }
                kind = .affine(terms: terms.map { Term(source: place($0.source), map: $0.map) }, bias: bias)
            }
            made.append(Node(kind: kind, width: later.width, name: later.name))
        }
        return (AffineReLUGraph(nodes: made, output: place(output)).simplified, firstNeuron)
    }
}
