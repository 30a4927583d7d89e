import CKernels

/// The edges of a layer's neurons: for each its inputs and weights, and its bias.
package struct EdgeLayer: Sendable {
    /// How many values the layer is made of.
    package let inputs: Int
    /// How many neurons it has.
    package let width: Int
    private let start: [Int]
    /// Empty when every neuron has an edge from every input, in order.
    private let columns: [Int32]
    private let weights: [Double]
    /// The weights in short, for what decides where slopes go: no bound rests on it.
    let shortWeights: [Float]
    private let bias: [Double]

    /// A layer in which every input leads to every neuron. Requires a bias per row.
    package init(_ matrix: Matrix, bias: [Double]) {
        precondition(bias.count == matrix.rows, "\(bias.count) biases for \(matrix.rows) neurons")
        inputs = matrix.columns
        width = matrix.rows
        start = (0...matrix.rows).map { $0 * matrix.columns }
        columns = []
        weights = matrix.values
        shortWeights = weights.map { Float($0) }
        self.bias = bias
    }

    /// A layer with the edges given, per neuron, each input at most once. Requires a bias per neuron.
    package init(inputs: Int, edges: [[(input: Int, weight: Double)]], bias: [Double]) {
        precondition(bias.count == edges.count, "\(bias.count) biases for \(edges.count) neurons")
        self.inputs = inputs
        width = edges.count
        var start = [0]
        for neuron in edges {
            precondition(neuron.allSatisfy { $0.input >= 0 && $0.input < inputs }, "edge from outside the layer")
            precondition(neuron.count <= inputs, "more edges than inputs")
            start.append(start[start.count - 1] + neuron.count)
        }
        self.start = start
        columns = edges.flatMap { $0.map { Int32($0.input) } }
        weights = edges.flatMap { $0.map(\.weight) }
        shortWeights = weights.map { Float($0) }
        self.bias = bias
    }

    package func edgeCount(of neuron: Int) -> Int { start[neuron + 1] - start[neuron] }

    /// All edges of the layer.
    package var edgeCount: Int { weights.count }

    func withEdges(_ body: (inout orthant_edges) -> Void) {
        unsafe start.withUnsafeBufferPointer { start in
            unsafe columns.withUnsafeBufferPointer { columns in
                unsafe weights.withUnsafeBufferPointer { weights in
                    unsafe bias.withUnsafeBufferPointer { bias in
                        var edges = unsafe orthant_edges()
                        unsafe edges.inputs = inputs
                        unsafe edges.width = width
                        unsafe edges.start = start.baseAddress
                        unsafe edges.columns = self.columns.isEmpty ? nil : columns.baseAddress
                        unsafe edges.weights = weights.baseAddress
                        unsafe edges.bias = bias.baseAddress
                        unsafe body(&edges)
                    }
                }
            }
        }
    }
}
