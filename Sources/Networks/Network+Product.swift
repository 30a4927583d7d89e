import Kernels

/// A network as a part of a product.
package struct ProductFactor: Sendable {
    /// Unique within the product; it comes before the names of nodes and tensors.
    package let name: String
    package let network: Network
    /// For each element of the network's input, the element of the product's input that it is. Factors may share elements.
    package let inputs: [Int]
    /// For each element of the network's output, its place in the product's output.
    package let outputs: [Int]
    /// Tensors inside the network that are outputs of the product, with the places of their elements.
    package let hidden: [(value: ValueID, places: [Int])]

    package init(
        name: String, network: Network, inputs: [Int], outputs: [Int], hidden: [(value: ValueID, places: [Int])] = []
    ) {
        self.name = name
        self.network = network
        self.inputs = inputs
        self.outputs = outputs
        self.hidden = hidden
    }
}

extension Network {
    /// Several networks side by side as one.
    ///
    /// Requires  networks of one element type, inputs below `inputCount`, and places that fill the output, each once.
    /// Returns   a network whose neurons are those of the factors, one factor after the other.
    /// Guarantee its output at x has, at the places a factor is given, what the factor has at its elements of x: the nodes
    ///           are the factors', and copies are exact in every arithmetic.
    /// Cost      the sizes of inputs and outputs; weights are shared.
    package static func product(_ factors: [ProductFactor], inputCount: Int) -> Network {
        precondition(Set(factors.map(\.network.elementType)).count == 1, "a product of networks of several types")
        let input = ValueID(0)
        var values = [Value(name: "inputs", shape: TensorShape([inputCount]))]
        var nodes: [Node] = []
        var parts: [(value: ValueID, places: [Int])] = []
        for factor in factors {
            let network = factor.network
            let first = values.count
            let moved = { (id: ValueID) in ValueID(first + id.index) }
            values += network.values.map { Value(name: "\(factor.name).\($0.name)", shape: $0.shape) }
            let isWhole = factor.inputs == Array(0..<inputCount)
            nodes.append(
                Node(
                    name: "\(factor.name).inputs", sourceOperator: "Gather",
                    operator: isWhole ? .reshape : .gather(Gather(indices: factor.inputs)), inputs: [input],
                    output: moved(network.input)))
            nodes += network.nodes.map { node in
                Node(
                    name: "\(factor.name).\(node.name)", sourceOperator: node.sourceOperator,
                    operator: node.operator, inputs: node.inputs.map(moved), output: moved(node.output))
            }
            parts.append((moved(network.output), factor.outputs))
            parts += factor.hidden.map { (moved($0.value), $0.places) }
        }
        let output = ValueID(values.count)
        let concatenation = Concatenation(places: parts.map(\.places))
        values.append(Value(name: "outputs", shape: TensorShape([concatenation.count])))
        nodes.append(
            Node(
                name: "outputs", sourceOperator: "Concat", operator: .concatenate(concatenation),
                inputs: parts.map(\.value), output: output))
        return Network(
            name: factors.map(\.network.name).joined(separator: ", "), elementType: factors[0].network.elementType,
            values: values, nodes: nodes, input: input, output: output,
            outputNormalisations: factors.flatMap { factor in
                factor.network.outputNormalisations.map { $0.moved(to: factor.outputs) }
            })
    }
}

extension OutputNormalisation {
    /// The same node where output j is number `places[j]`.
    fileprivate func moved(to places: [Int]) -> OutputNormalisation {
        OutputNormalisation(kind: kind, node: node, outputs: Set(outputs.map { places[$0] }))
    }
}
