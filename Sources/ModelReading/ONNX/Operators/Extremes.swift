import Contexts
import Networks

/// Max, Min and Sum of any number of inputs, with broadcasting.
enum Extremes {
    static func greatest(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        try extremum(.greatest, node, &builder)
    }

    static func least(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        try extremum(.least, node, &builder)
    }

    /// The extreme of the computed inputs, then of that and the constant ones: an activation with one breakpoint.
    private static func extremum(
        _ side: Extremum.Side, _ node: NodeLowering, _ builder: inout NetworkBuilder
    ) throws(ModelError) -> Operand {
        let (values, constants, shape) = try operands(node, &builder)
        let limits = constants.reduce(nil) { (result: [Double]?, next) in
            result.map { zip($0, next).map { side == .greatest ? max($0, $1) : min($0, $1) } } ?? next
        }
        var result = values[0]
        if values.count > 1 {
            let count = shape.count
            let places = values.indices.map { k in Array(k * count..<(k + 1) * count) }
            let all = builder.append(
                .concatenate(Concatenation(places: places)), to: values,
                shape: try node.shape([values.count] + shape.dimensions), for: node, step: "all")
            let windows = (0..<count).map { i in values.indices.map { $0 * count + i } }
            result = builder.append(
                .extremum(Extremum(side, of: windows)), to: [all], shape: shape, for: node,
                step: limits == nil ? nil : "computed")
        }
        guard let limits else {
            return values.count > 1
                ? .value(result) : .value(builder.append(.reshape, to: [result], shape: shape, for: node))
        }
        if side == .greatest && limits.allSatisfy({ $0 == 0 }) {
            return .value(builder.append(.relu, to: [result], shape: shape, for: node))
        }
        let activation = Activation(perElement: limits) { side == .greatest ? .atLeast($0) : .atMost($0) }
        return .value(builder.append(.activation(activation), to: [result], shape: shape, for: node))
    }

    static func sum(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let (values, constants, shape) = try operands(node, &builder)
        var result = values[0]
        if values.count > 1 || constants.isEmpty {
            result = builder.append(
                .sum(Sum(subtracts: values.map { _ in false })), to: values, shape: shape, for: node,
                step: constants.isEmpty ? nil : "computed")
        }
        for (k, addends) in constants.enumerated() {
            let isLast = k == constants.count - 1
            result = builder.append(
                .offset(Offset(addends: addends)), to: [result], shape: shape, for: node,
                step: isLast ? nil : "plus-\(k + 1)")
        }
        return .value(result)
    }

    /// All inputs, broadcast to one shape. Throws when none is computed.
    private static func operands(
        _ node: NodeLowering, _ builder: inout NetworkBuilder
    ) throws(ModelError) -> (values: [ComputedTensor], constants: [[Double]], shape: TensorShape) {
        var inputs: [RealOperand] = []
        var shape = TensorShape([])
        for index in 0..<node.operandCount {
            let operand = try node.realOperand(index)
            guard let dimensions = shape.broadcast(with: operand.shape) else {
                throw node.invalid("shapes \(shape) and \(operand.shape) do not broadcast")
            }
            shape = try node.shape(dimensions)
            inputs.append(operand)
        }
        var values: [ComputedTensor] = []
        var constants: [[Double]] = []
        for (index, input) in inputs.enumerated() {
            switch input {
            case .value(let x): values.append(builder.stretch(x, to: shape, for: node, step: "stretched-\(index)"))
            case .constant(let values, let from): constants.append(values.broadcast(from, to: shape))
            }
        }
        guard !values.isEmpty else { throw node.unsupported("constant inputs only", supported: "a computed input") }
        return (values, constants, shape)
    }
}
