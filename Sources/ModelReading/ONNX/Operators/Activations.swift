import Contexts
import Networks

/// Activations other than ReLU: each a row of the table of piecewise-linear functions.
enum Activations {
    static func absolute(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        try apply(.absolute, node, &builder)
    }

    static func leakyRelu(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        try apply(.leaky(slope: finite("alpha", 0.01, node)), node, &builder)
    }

    /// A slope for each element, broadcast.
    static func pRelu(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let x = try input(node)
        guard case .constant(let slopes, let from) = try node.realOperand(1) else {
            throw node.unsupported("a computed slope", supported: "a constant slope")
        }
        guard from.broadcast(with: x.shape) == x.shape.dimensions else {
            throw node.invalid("slopes of shape \(from) for an input of shape \(x.shape)")
        }
        let activation = Activation(perElement: slopes.broadcast(from, to: x.shape)) { .leaky(slope: $0) }
        return .value(builder.append(.activation(activation), to: [x], shape: x.shape, for: node))
    }

    /// max(0, min(1, alpha x + beta)).
    static func hardSigmoid(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let x = try input(node)
        let factors = [Double](repeating: try finite("alpha", 0.2, node), count: x.shape.count)
        let addends = [Double](repeating: try finite("beta", 0.5, node), count: x.shape.count)
        let scale = Scale(factors: factors, divides: false)
        let scaled = builder.append(.scale(scale), to: [x], shape: x.shape, for: node, step: "scaled")
        let shifted = builder.append(
            .offset(Offset(addends: addends)), to: [scaled], shape: x.shape, for: node, step: "shifted")
        let activation = Activation(.clip(0, 1), count: x.shape.count)
        return .value(builder.append(.activation(activation), to: [shifted], shape: x.shape, for: node))
    }

    /// Limits are attributes before opset 11, and inputs since. One that is left out, or beyond all floats, is none.
    static func clip(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let x = try input(node)
        let floor = try limit("min", 1, node).flatMap { $0 > -unlimited(node) ? $0 : nil }
        let ceiling = try limit("max", 2, node).flatMap { $0 < unlimited(node) ? $0 : nil }
        switch (floor, ceiling) {
        case (nil, nil): return try Reshaping.identity(node, &builder)
        case (0, nil): return .value(builder.append(.relu, to: [x], shape: x.shape, for: node))
        case (let floor?, nil): return try apply(.atLeast(floor), node, &builder)
        case (nil, let ceiling?): return try apply(.atMost(ceiling), node, &builder)
        case (let floor?, let ceiling?):
            guard floor < ceiling else {
                throw node.unsupported("limits \(floor) and \(ceiling)", supported: "a lower limit below the upper")
            }
            return try apply(.clip(floor, ceiling), node, &builder)
        }
    }

    private static func unlimited(_ node: NodeLowering) -> Double {
        node.elementType == .float32 ? Double(Float.greatestFiniteMagnitude) : .greatestFiniteMagnitude
    }

    private static func limit(_ name: String, _ index: Int, _ node: NodeLowering) throws(ModelError) -> Double? {
        if let attribute = try node.real(name) { return Double(attribute) }
        guard node.optionalOperand(index) != nil else { return nil }
        guard case .constant(let values, _) = try node.realOperand(index), values.count == 1 else {
            throw node.unsupported("a limit that is no constant number", supported: "constant limits")
        }
        return values[0]
    }

    private static func finite(_ name: String, _ standard: Float, _ node: NodeLowering) throws(ModelError) -> Double {
        let value = try node.real(name) ?? standard
        guard value.isFinite else { throw node.unsupported("\(name) \(value)", supported: "a finite \(name)") }
        return Double(value)
    }

    private static func input(_ node: NodeLowering) throws(ModelError) -> ComputedTensor {
        guard case .value(let x) = try node.realOperand(0) else {
            throw node.unsupported("a constant input", supported: "a computed input")
        }
        return x
    }

    private static func apply(
        _ function: PiecewiseLinear, _ node: NodeLowering, _ builder: inout NetworkBuilder
    ) throws(ModelError) -> Operand {
        let x = try input(node)
        let activation = Activation(function, count: x.shape.count)
        return .value(builder.append(.activation(activation), to: [x], shape: x.shape, for: node))
    }
}

extension Activation {
    /// One function per parameter that occurs.
    init(perElement parameters: [Double], _ function: (Double) -> PiecewiseLinear) {
        let distinct = Set(parameters).sorted()
        let places = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
        self.init(functions: distinct.map(function), choice: parameters.map { places[$0] ?? 0 })
    }
}
