import Networks

/// A tensor that depends on the network's input.
struct ComputedTensor {
    let id: ValueID
    let shape: TensorShape
}

/// What a tensor name of a graph stands for.
enum Operand {
    case constant(Constant)
    case value(ComputedTensor)

    var shape: TensorShape {
        switch self {
        case .constant(let constant): constant.shape
        case .value(let value): value.shape
        }
    }
}

/// Collects the values and nodes of a network.
struct NetworkBuilder {
    /// The whole input.
    let input: ComputedTensor
    /// The inputs of the model, in their order.
    let inputs: [ComputedTensor]
    private(set) var values: [Value]
    private(set) var nodes: [Node] = []
    /// The last Softmax that was left out, and its node.
    var normalisation: (kind: OutputNormalisation.Kind, node: String)?

    /// Several inputs are parts of one flat tensor.
    init(inputs ports: [(name: String, shape: TensorShape)]) {
        if ports.count == 1 {
            input = ComputedTensor(id: ValueID(0), shape: ports[0].shape)
            inputs = [input]
            values = [Value(name: ports[0].name, shape: ports[0].shape)]
            return
        }
        let row = TensorPort.row(ports)
        let whole = TensorShape([row.reduce(0) { $0 + $1.shape.count }])
        input = ComputedTensor(id: ValueID(0), shape: whole)
        values = [Value(name: Self.name(ports.map(\.name)), shape: whole)]
        inputs = row.enumerated().map { ComputedTensor(id: ValueID($0 + 1), shape: $1.shape) }
        for port in row {
            nodes.append(
                Node(
                    name: port.name, sourceOperator: "Input", operator: .gather(Gather(indices: Array(port.range))),
                    inputs: [input.id], output: ValueID(values.count)))
            values.append(Value(name: port.name, shape: port.shape))
        }
    }

    /// The outputs of the model as one tensor; several are concatenated.
    mutating func joined(_ outputs: [ComputedTensor], names: [String]) -> ComputedTensor {
        if outputs.count == 1 { return outputs[0] }
        let row = TensorPort.row(zip(names, outputs).map { ($0, $1.shape) })
        let whole = TensorShape([row.reduce(0) { $0 + $1.shape.count }])
        let result = ComputedTensor(id: ValueID(values.count), shape: whole)
        values.append(Value(name: Self.name(names), shape: whole))
        nodes.append(
            Node(
                name: Self.name(names), sourceOperator: "Output",
                operator: .concatenate(Concatenation(places: row.map { Array($0.range) })), inputs: outputs.map(\.id),
                output: result.id))
        return result
    }

    /// What several tensors together are called.
    private static func name(_ names: [String]) -> String { names.joined(separator: " + ") }

    /// Appends a node that makes a tensor of the given shape, named after the ONNX node's output, or the one of its outputs
    /// that is given. A node that needs several steps names the earlier ones by a `step`, so that every tensor has a name of
    /// its own.
    mutating func append(
        _ operator: Operator, to inputs: [ComputedTensor], shape: TensorShape, for node: NodeLowering,
        step: String? = nil, output: Int = 0
    ) -> ComputedTensor {
        let suffix = step.map { ":\($0)" } ?? ""
        let result = ComputedTensor(id: ValueID(values.count), shape: shape)
        values.append(Value(name: node.outputNames[output] + suffix, shape: shape))
        nodes.append(
            Node(
                name: node.label + suffix + (output > 0 ? ":\(output)" : ""), sourceOperator: node.kind,
                operator: `operator`, inputs: inputs.map(\.id),
                output: result.id, constants: node.constantNames))
        return result
    }
}
