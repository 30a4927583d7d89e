import Contexts
import Networks

/// Add, Sub, Mul, Div and Relu, with NumPy broadcasting.
enum Elementwise {
    static func relu(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        guard case .value(let x) = try node.realOperand(0) else {
            throw node.unsupported("a constant input", supported: "a computed input")
        }
        return .value(builder.append(.relu, to: [x], shape: x.shape, for: node))
    }

    /// a + b.
    static func add(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        if let sizes = try integers(node, { $0.addingReportingOverflow($1) }) { return sizes }
        if let folded = try reals(node, { $0 + $1 }, { $0 + $1 }) { return folded }
        let (a, b, shape) = try broadcastOperands(node)
        switch (a, b) {
        case (.value(let x), .constant(let c, let from)), (.constant(let c, let from), .value(let x)):
            let x = builder.stretch(x, to: shape, for: node, step: "stretched")
            let offset = Offset(addends: c.broadcast(from, to: shape))
            return .value(builder.append(.offset(offset), to: [x], shape: shape, for: node))
        case (.value(let x), .value(let y)):
            return .value(sum(x, y, subtracts: false, shape, node, &builder))
        case (.constant, .constant):
            throw constantInputs(node)
        }
    }

    /// a - b. A constant minus a tensor is the tensor times -1, plus the constant.
    static func subtract(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        if let sizes = try integers(node, { $0.subtractingReportingOverflow($1) }) { return sizes }
        if let folded = try reals(node, { $0 - $1 }, { $0 - $1 }) { return folded }
        let (a, b, shape) = try broadcastOperands(node)
        switch (a, b) {
        case (.value(let x), .constant(let c, let from)):
            let x = builder.stretch(x, to: shape, for: node, step: "stretched")
            let offset = Offset(addends: c.broadcast(from, to: shape).map { -$0 })
            return .value(builder.append(.offset(offset), to: [x], shape: shape, for: node))
        case (.constant(let c, let from), .value(let x)):
            let x = builder.stretch(x, to: shape, for: node, step: "stretched")
            let minusOne = Scale(factors: [Double](repeating: -1, count: shape.count), divides: false)
            let negated = builder.append(.scale(minusOne), to: [x], shape: shape, for: node, step: "negated")
            let offset = Offset(addends: c.broadcast(from, to: shape))
            return .value(builder.append(.offset(offset), to: [negated], shape: shape, for: node))
        case (.value(let x), .value(let y)):
            return .value(sum(x, y, subtracts: true, shape, node, &builder))
        case (.constant, .constant):
            throw constantInputs(node)
        }
    }

    /// a * b, one of them constant.
    static func multiply(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        if let sizes = try integers(node, { $0.multipliedReportingOverflow(by: $1) }) { return sizes }
        if let folded = try reals(node, { $0 * $1 }, { $0 * $1 }) { return folded }
        let (a, b, shape) = try broadcastOperands(node)
        switch (a, b) {
        case (.value(let x), .constant(let c, let from)), (.constant(let c, let from), .value(let x)):
            let scale = Scale(factors: c.broadcast(from, to: shape), divides: false)
            return .value(builder.scaled(x, by: scale, shape, for: node))
        case (.value, .value):
            throw node.unsupported("two computed inputs", supported: "a constant factor")
        case (.constant, .constant):
            throw constantInputs(node)
        }
    }

    /// -x.
    static func negate(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        switch try node.realOperand(0) {
        case .constant(let values, let shape):
            return .constant(
                Constant(
                    name: node.outputName, type: TensorType(node.elementType), shape: shape,
                    elements: .reals(values.map { -$0 })))
        case .value(let x):
            let minusOne = Scale(factors: [Double](repeating: -1, count: x.shape.count), divides: false)
            return .value(builder.append(.scale(minusOne), to: [x], shape: x.shape, for: node))
        }
    }

    /// a / b, b constant.
    static func divide(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        if let folded = try reals(node, { $0 / $1 }, { $0 / $1 }) { return folded }
        let (a, b, shape) = try broadcastOperands(node)
        guard case .constant(let c, let from) = b else {
            throw node.unsupported("a computed divisor", supported: "a constant divisor")
        }
        guard case .value(let x) = a else { throw constantInputs(node) }
        guard !c.contains(0) else { throw node.unsupported("a divisor of 0", supported: "a divisor without zeros") }
        return .value(builder.scaled(x, by: Scale(exactlyDividingBy: c.broadcast(from, to: shape)), shape, for: node))
    }

    private static func sum(
        _ x: ComputedTensor, _ y: ComputedTensor, subtracts: Bool, _ shape: TensorShape, _ node: NodeLowering,
        _ builder: inout NetworkBuilder
    ) -> ComputedTensor {
        let x = builder.stretch(x, to: shape, for: node, step: "stretched-left")
        let y = builder.stretch(y, to: shape, for: node, step: "stretched-right")
        return builder.append(.sum(Sum(subtracts: [false, subtracts])), to: [x, y], shape: shape, for: node)
    }

    /// The operation on two constant float tensors, in the model's own float type: what the runtime would make of them.
    /// `nil` when an input is computed.
    private static func reals(
        _ node: NodeLowering, _ single: (Float, Float) -> Float, _ double: (Double, Double) -> Double
    ) throws(ModelError) -> Operand? {
        guard case .constant(let left, let from) = try node.realOperand(0),
            case .constant(let right, let to) = try node.realOperand(1)
        else { return nil }
        let (_, _, shape) = try broadcastOperands(node)
        let results = zip(left.broadcast(from, to: shape), right.broadcast(to, to: shape)).map { a, b in
            switch node.elementType {
            case .float32: Double(single(Float(a), Float(b)))
            case .float64: double(a, b)
            }
        }
        if let index = results.firstIndex(where: { !$0.isFinite }) {
            throw .nonFiniteWeight(
                file: node.file, tensor: node.outputName, index: index, value: "\(results[index])")
        }
        return .constant(
            Constant(
                name: node.outputName, type: TensorType(node.elementType), shape: shape, elements: .reals(results)))
    }

    /// The operation on two constant int64 tensors, which are sizes; `nil` when the node computes with floats. Throws on
    /// overflow.
    private static func integers(
        _ node: NodeLowering, _ operation: (Int, Int) -> (partialValue: Int, overflow: Bool)
    ) throws(ModelError) -> Operand? {
        guard case .constant(let a) = try node.operand(0), case .constant(let b) = try node.operand(1),
            let left = a.integers, let right = b.integers, a.type == .int64, b.type == .int64
        else { return nil }
        guard let dimensions = a.shape.broadcast(with: b.shape) else {
            throw node.invalid("shapes \(a.shape) and \(b.shape) do not broadcast")
        }
        let shape = try node.shape(dimensions)
        var results: [Int] = []
        for (i, j) in zip(a.shape.indices(broadcastTo: shape), b.shape.indices(broadcastTo: shape)) {
            let (value, overflow) = operation(left[i], right[j])
            guard !overflow else { throw node.invalid("the result is beyond 64 bits") }
            results.append(value)
        }
        return .constant(
            Constant(name: node.outputName, type: .int64, shape: shape, elements: .integers(results)))
    }

    /// Both inputs and the shape of the result.
    private static func broadcastOperands(
        _ node: NodeLowering
    ) throws(ModelError) -> (RealOperand, RealOperand, TensorShape) {
        let a = try node.realOperand(0)
        let b = try node.realOperand(1)
        guard let dimensions = a.shape.broadcast(with: b.shape) else {
            throw node.invalid("shapes \(a.shape) and \(b.shape) do not broadcast")
        }
        return (a, b, try node.shape(dimensions))
    }

    private static func constantInputs(_ node: NodeLowering) -> ModelError {
        node.unsupported("constant inputs only", supported: "a computed input")
    }
}

extension NetworkBuilder {
    /// The tensor broadcast to a shape; itself when it has the elements already.
    mutating func stretch(
        _ x: ComputedTensor, to shape: TensorShape, for node: NodeLowering, step: String
    ) -> ComputedTensor {
        guard x.shape.count != shape.count else { return x }
        let gather = Gather(indices: x.shape.indices(broadcastTo: shape))
        return append(.gather(gather), to: [x], shape: shape, for: node, step: step)
    }

    fileprivate mutating func scaled(
        _ x: ComputedTensor, by scale: Scale, _ shape: TensorShape, for node: NodeLowering
    ) -> ComputedTensor {
        let x = stretch(x, to: shape, for: node, step: "stretched")
        return append(.scale(scale), to: [x], shape: shape, for: node)
    }
}

extension Scale {
    /// Division by non-zero constants, as a multiplication when every reciprocal is a float: by powers of two.
    init(exactlyDividingBy divisors: [Double]) {
        let reciprocals = divisors.map { 1 / $0 }
        let isExact = zip(divisors, reciprocals).allSatisfy { $0.significand == 1 && $1.isFinite }
        self.init(factors: isExact ? reciprocals : divisors, divides: !isExact)
    }
}

extension [Double] {
    /// The elements of a tensor of shape `shape`, broadcast to `target`.
    func broadcast(_ shape: TensorShape, to target: TensorShape) -> [Double] {
        if count == target.count { return self }
        if count == 1 { return [Double](repeating: self[0], count: target.count) }
        return shape.indices(broadcastTo: target).map { self[$0] }
    }
}
