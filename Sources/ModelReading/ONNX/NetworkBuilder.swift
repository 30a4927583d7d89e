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
    let input: ComputedTensor
    private(set) var values: [Value]
    private(set) var nodes: [Node] = []
    /// The Softmax that was left out, if there was one.
    var normalisation: OutputNormalisation?

    init(input name: String, shape: TensorShape) {
        input = ComputedTensor(id: ValueID(0), shape: shape)
        values = [Value(name: name, shape: shape)]
    }

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
                output: result.id))
        return result
    }
}
