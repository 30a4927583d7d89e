package import Networks

/// What `inspect` says about a network.
package struct NetworkSummary: Encodable, Sendable {
    struct Layer: Encodable, Sendable {
        let name: String
        let `operator`: String
        let shape: [Int]
        let parameters: Int
    }

    struct Tensor: Encodable, Sendable {
        let name: String
        let shape: [Int]
        let hasUnits: Bool
    }

    let schema = 1
    let name: String
    let elementType: String
    let input: Tensor
    let output: Tensor
    /// The tensors that `input` and `output` are made of, when there are several.
    let inputs: [Tensor]?
    let outputs: [Tensor]?
    let layers: [Layer]
    /// How often each operator occurs, by its name in the model.
    let operators: [String: Int]
    let reluCount: Int
    let parameters: Int
    let isBiasFree: Bool
    let biasedNodes: [String]
    let homogeneity: HomogeneitySummary

    package init(_ network: Network) {
        name = network.name
        elementType = network.elementType.rawValue
        input = Tensor(network[network.input], units: network.inputUnits)
        output = Tensor(network[network.output], units: network.outputUnits)
        inputs = Self.parts(network.inputs)
        outputs = Self.parts(network.outputs)
        layers = network.nodes.map { node in
            Layer(
                name: node.name, operator: node.sourceOperator, shape: network[node.output].shape.dimensions,
                parameters: node.operator.parameterCount)
        }
        operators = network.nodes.reduce(into: [:]) { $0[$1.sourceOperator, default: 0] += 1 }
        reluCount = network.nodes.reduce(0) { sum, node in
            if case .relu = node.operator { sum + network[node.output].shape.count } else { sum }
        }
        parameters = layers.reduce(0) { $0 + $1.parameters }
        switch network.homogeneity {
        case .biasFree: biasedNodes = []
        case .biased(let nodes): biasedNodes = nodes
        }
        isBiasFree = biasedNodes.isEmpty
        homogeneity = HomogeneitySummary(network)
    }

    private static func parts(_ ports: [TensorPort]) -> [Tensor]? {
        if ports.count == 1 { return nil }
        return ports.map { Tensor(name: $0.name, shape: $0.shape.dimensions, hasUnits: false) }
    }

    /// The layers as a table, and the totals under it.
    package var text: String {
        let rows = layers.map { layer in
            [layer.name, layer.operator, TensorShape(layer.shape).description, String(layer.parameters)]
        }
        let table = TextTable.text(
            titles: ["layer", "operator", "shape", "parameters"], rows: rows, rightAligned: [3])
        let biases = isBiasFree ? "none: scaling the input scales the output" : biasedNodes.joined(separator: ", ")
        let counts = operators.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        return """
            \(table)

            network     \(name)
            input       \((inputs ?? [input]).map(\.text).joined(separator: ", "))
            output      \((outputs ?? [output]).map(\.text).joined(separator: ", "))
            operators   \(counts)
            ReLU        \(reluCount)
            parameters  \(parameters)
            numbers     \(elementType)
            biases      \(biases)
            scaling     \(homogeneity.verdict)
            """
    }
}

extension NetworkSummary.Tensor {
    fileprivate init(_ value: Value, units: Units?) {
        self.init(name: value.name, shape: value.shape.dimensions, hasUnits: units != nil)
    }

    fileprivate var text: String {
        "\(name) \(TensorShape(shape))" + (hasUnits ? ", normalised from physical units" : "")
    }
}
