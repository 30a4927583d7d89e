import Contexts
import Networks

/// BatchNormalization at inference, and the normalisations of outputs that keep their order.
enum Normalisation {
    /// y = factor x + shift per channel.
    ///
    /// A root is no rational number. The network is the function that the runtime computes: factor and shift are rounded in
    /// the model's own float type, step by step as onnxruntime does it, and exact from then on.
    static func batch(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        guard case .value(let x) = try node.realOperand(0) else {
            throw node.unsupported("a constant input", supported: "a computed input")
        }
        if try node.integer("training_mode") ?? 0 != 0 {
            throw node.unsupported("training mode on", supported: "inference")
        }
        if try node.integer("spatial") ?? 1 != 1 {
            throw node.unsupported("statistics per element", supported: "statistics per channel")
        }
        let channels = x.shape.rank > 1 ? x.shape.dimensions[1] : 1
        var parameters: [[Double]] = []
        for index in 1...4 {
            guard case .constant(let values, let shape) = try node.realOperand(index) else {
                throw node.unsupported("computed statistics", supported: "constant statistics")
            }
            guard values.count == channels else {
                throw node.invalid("input \(index) has shape \(shape) for \(channels) channels")
            }
            parameters.append(values)
        }
        let epsilon = try node.real("epsilon") ?? 1e-5
        let lines = (0..<channels).map { c in
            let (scale, bias, mean, variance) = (parameters[0][c], parameters[1][c], parameters[2][c], parameters[3][c])
            switch node.elementType {
            case .float32:
                let factor = 1 / (Float(variance) + epsilon).squareRoot() * Float(scale)
                return (factor: Double(factor), shift: Double(Float(bias) - Float(mean) * factor))
            case .float64:
                let factor = 1 / (variance + Double(epsilon)).squareRoot() * scale
                return (factor: factor, shift: bias - mean * factor)
            }
        }
        guard lines.allSatisfy({ $0.factor.isFinite && $0.shift.isFinite }) else {
            throw node.unsupported("a variance without a root", supported: "variances that are not negative")
        }
        let batch = x.shape.rank > 1 ? x.shape.dimensions[0] : 1
        let places = x.shape.count / (batch * channels)
        let perElement = (0..<batch).flatMap { _ in
            lines.flatMap { [(factor: Double, shift: Double)](repeating: $0, count: places) }
        }
        let (factors, addends) = (perElement.map(\.factor), perElement.map(\.shift))
        let scale = Scale(factors: factors, divides: false)
        let scaled = builder.append(.scale(scale), to: [x], shape: x.shape, for: node, step: "scaled")
        return .value(builder.append(.offset(Offset(addends: addends)), to: [scaled], shape: x.shape, for: node))
    }

    static func softmax(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        try outputs(.softmax, node, &builder)
    }

    static func logSoftmax(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        try outputs(.logSoftmax, node, &builder)
    }

    /// Left out, and noted: the reader sees to it that nothing computes with the result, the lowering of a property that
    /// it asks for nothing but the order of the outputs.
    private static func outputs(
        _ kind: OutputNormalisation.Kind, _ node: NodeLowering, _ builder: inout NetworkBuilder
    ) throws(ModelError) -> Operand {
        guard case .value(let x) = try node.realOperand(0) else {
            throw node.unsupported("a constant input", supported: "a computed input")
        }
        let isFlattening = node.opset < 13
        let axis = try node.axis(try node.integer("axis") ?? (isFlattening ? 1 : -1), rank: x.shape.rank)
        let dimensions = x.shape.dimensions
        let isWhole =
            isFlattening ? dimensions[..<axis].allSatisfy { $0 == 1 } : dimensions[axis] == x.shape.count
        guard isWhole else {
            throw node.unsupported("groups of elements in \(x.shape)", supported: "one group with all outputs")
        }
        builder.normalisation = (kind, node.label)
        return .value(builder.append(.reshape, to: [x], shape: x.shape, for: node))
    }
}
