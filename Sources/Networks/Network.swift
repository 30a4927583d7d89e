import Kernels

/// The index of a tensor value in a network.
package struct ValueID: Hashable, Sendable {
    package let index: Int
    package init(_ index: Int) { self.index = index }
}

/// A named tensor that flows through a network.
package struct Value: Hashable, Sendable {
    package let name: String
    package let shape: TensorShape

    package init(name: String, shape: TensorShape) {
        self.name = name
        self.shape = shape
    }
}

/// One application of an operator.
package struct Node: Hashable, Sendable {
    package let name: String
    /// The operator as the model file called it (`Gemm`), for messages and `inspect`.
    package let sourceOperator: String
    package let `operator`: Operator
    package let inputs: [ValueID]
    package let output: ValueID
    /// The constant tensors that the node of the model reads, by their names there.
    package let constants: [String]

    package init(
        name: String, sourceOperator: String, operator: Operator, inputs: [ValueID], output: ValueID,
        constants: [String] = []
    ) {
        self.name = name
        self.sourceOperator = sourceOperator
        self.operator = `operator`
        self.inputs = inputs
        self.output = output
        self.constants = constants
    }
}

/// The precision in which a model stores its weights, and in which it is replayed.
package enum ElementType: String, Hashable, Sendable {
    case float32, float64
}

/// Physical units: physical = normalised * range + mean, per element. From the normalisation rows of `.nnet` files; the
/// network itself works on normalised values.
package struct Units: Hashable, Sendable {
    package let mean: [Double]
    package let range: [Double]

    package init(mean: [Double], range: [Double]) {
        self.mean = mean
        self.range = range
    }
}

/// A piecewise-linear network: a directed acyclic graph of operators over named tensors.
///
/// Weights are exact numbers. The network as a function means real arithmetic on them; `elementType` says in which float
/// format the deployed model computes.
package struct Network: Sendable {
    package let name: String
    package let elementType: ElementType
    package let values: [Value]
    /// In topological order: a node comes after the nodes that make its inputs.
    package let nodes: [Node]
    package let input: ValueID
    package let output: ValueID
    /// The tensors that the model takes and gives, in its order: one after the other they are `input` and `output`.
    package let inputs: [TensorPort]
    package let outputs: [TensorPort]
    /// Tensors inside the model that the reader was asked for, by their names in the model.
    package let hidden: [String: ValueID]
    package let inputUnits: Units?
    package let outputUnits: Units?
    /// What the model does to its outputs that this network does not.
    package let outputNormalisations: [OutputNormalisation]

    /// Requires what ``checkInvariants()`` checks; the loaders report violations as errors before they come here. `inputs`
    /// and `outputs` are `input` and `output` themselves when left out.
    package init(
        name: String, elementType: ElementType, values: [Value], nodes: [Node], input: ValueID, output: ValueID,
        inputs: [TensorPort]? = nil, outputs: [TensorPort]? = nil, hidden: [String: ValueID] = [:],
        inputUnits: Units? = nil, outputUnits: Units? = nil, outputNormalisations: [OutputNormalisation] = []
    ) {
        self.name = name
        self.elementType = elementType
        self.values = values
        self.nodes = nodes
        self.input = input
        self.output = output
        self.inputUnits = inputUnits
        self.outputUnits = outputUnits
        self.outputNormalisations = outputNormalisations
        self.inputs = inputs ?? [TensorPort(name: values[input.index].name, shape: values[input.index].shape, first: 0)]
        self.outputs =
            outputs ?? [TensorPort(name: values[output.index].name, shape: values[output.index].shape, first: 0)]
        self.hidden = hidden
        checkInvariants()
    }

    package subscript(id: ValueID) -> Value { values[id.index] }
    package var inputCount: Int { self[input].shape.count }
    package var outputCount: Int { self[output].shape.count }

    /// Nodes are topologically ordered, every value has one producer, and operators fit the shapes around them.
    private func checkInvariants() {
        var isMade = [Bool](repeating: false, count: values.count)
        isMade[input.index] = true
        for node in nodes {
            precondition(node.inputs.allSatisfy { isMade[$0.index] }, "node \(node.name) comes before its inputs")
            precondition(!isMade[node.output.index], "value \(self[node.output].name) is made twice")
            isMade[node.output.index] = true
            let sizes = node.inputs.map { self[$0].shape.count }
            precondition(
                node.operator.fits(inputs: sizes, output: self[node.output].shape.count),
                "operator of node \(node.name) does not fit its tensors")
        }
        precondition(isMade[output.index], "the output is never made")
        precondition(hidden.values.allSatisfy { isMade[$0.index] }, "a hidden tensor is never made")
        precondition(
            inputs.map(\.shape.count).reduce(0, +) == inputCount
                && outputs.map(\.shape.count).reduce(0, +) == outputCount,
            "the tensors of the model are not the network's input and output")
    }
}

extension Operator {
    /// Whether the operator maps flat tensors of these sizes.
    func fits(inputs: [Int], output: Int) -> Bool {
        switch self {
        case .sum(let sum): return sum.subtracts.count == inputs.count && inputs.allSatisfy { $0 == output }
        case .concatenate(let concatenation):
            return concatenation.places.map(\.count) == inputs && concatenation.count == output
        default: break
        }
        guard inputs.count == 1 else { return false }
        return switch self {
        case .affine(let affine): affine.weights.columns == inputs[0] && affine.weights.rows == output
        case .sparseAffine(let affine): affine.weights.columns == inputs[0] && affine.weights.rows == output
        case .convolution(let layer): layer.inputCount == inputs[0] && layer.outputCount == output
        case .sparse(let matrix): matrix.columns == inputs[0] && matrix.rows == output
        case .scale(let scale): scale.factors.count == inputs[0] && inputs[0] == output
        case .offset(let offset): offset.addends.count == inputs[0] && inputs[0] == output
        case .gather(let gather):
            gather.indices.count == output && gather.indices.allSatisfy { (0..<inputs[0]).contains($0) }
        case .activation(let activation): activation.choice.count == inputs[0] && inputs[0] == output
        case .extremum(let extremum):
            extremum.windows.count == output
                && extremum.windows.allSatisfy { $0.allSatisfy { (0..<inputs[0]).contains($0) } }
        case .relu, .reshape: inputs[0] == output
        case .sum, .concatenate: false
        }
    }
}
