import Contexts
import Foundation
import Networks

/// One ONNX node with what its inputs stand for: the view of a node that the lowering functions have.
struct NodeLowering {
    let file: String
    let opset: Int
    /// The float type in which the model computes.
    let elementType: ElementType
    /// The node's name in messages and in the network.
    let label: String
    /// The operator, as ONNX calls it.
    let kind: String
    /// The tensors that the node makes.
    let outputNames: [String]
    private let inputNames: [String]
    private let operands: [Operand?]
    private let attributes: [ONNXAttributeProto]

    /// An operand is `nil` where an optional input is left out.
    init(_ proto: ONNXNodeProto, file: String, opset: Int, elementType: ElementType, operands: [Operand?]) {
        self.file = file
        self.opset = opset
        self.elementType = elementType
        self.operands = operands
        label = proto.label
        kind = proto.opType
        outputNames = proto.output.isEmpty ? [""] : proto.output
        inputNames = proto.input
        attributes = proto.attribute
    }

    /// Throws when the node has more than the row of its operator knows of.
    func check(against row: OperatorRow) throws(ModelError) {
        guard row.inputs.contains(operands.count) else {
            throw invalid("it has \(operands.count) inputs")
        }
        if let attribute = attributes.first(where: { !row.attributes.contains($0.name) }) {
            let known = row.attributes.sorted().joined(separator: ", ")
            throw unsupported(
                "attribute '\(attribute.name)'", supported: known.isEmpty ? "no attribute" : "attributes \(known)")
        }
    }
}

extension NodeLowering {
    /// The first of the tensors that the node makes.
    var outputName: String { outputNames[0] }
}

// MARK: Errors

extension NodeLowering {
    /// The operator is known, this form of it is not.
    func unsupported(_ what: String, supported: String) -> ModelError {
        .unsupportedForm(file: file, node: label, name: kind, opset: opset, what: what, supported: supported)
    }

    /// The node contradicts the definition of its operator.
    func invalid(_ detail: String) -> ModelError {
        .invalidNode(file: file, node: label, name: kind, detail: detail)
    }

    /// The shape of these dimensions. Throws when a tensor cannot be that large.
    func shape(_ dimensions: [Int]) throws(ModelError) -> TensorShape {
        guard let shape = TensorShape(dimensions, limit: TensorShape.computedLimit) else {
            throw .tensorTooLarge(file: file, tensor: outputName, limit: TensorShape.computedLimit)
        }
        return shape
    }
}

// MARK: Operands

extension NodeLowering {
    var operandCount: Int { operands.count }

    /// The names of the operands that are constant.
    var constantNames: [String] {
        zip(inputNames, operands).compactMap { name, operand in
            if case .constant? = operand { name } else { nil }
        }
    }

    /// The operand at `index`; `nil` when it is left out.
    func optionalOperand(_ index: Int) -> Operand? {
        index < operands.count ? operands[index] : nil
    }

    /// The operand at `index`. Throws when it is left out.
    func operand(_ index: Int) throws(ModelError) -> Operand {
        guard let operand = optionalOperand(index) else { throw invalid("input \(index) is left out") }
        return operand
    }

    /// The operand at `index` for float arithmetic. Throws when it is left out, not of the model's float type, or empty.
    func realOperand(_ index: Int) throws(ModelError) -> RealOperand {
        switch try operand(index) {
        case .value(let value): return .value(value)
        case .constant(let constant):
            guard let values = constant.reals, constant.type.elementType == elementType else {
                throw invalid(
                    "'\(inputNames[index])' is \(constant.type.name) in a model that computes in \(elementType)")
            }
            guard !values.isEmpty else { throw invalid("'\(inputNames[index])' has no elements") }
            return .constant(values, constant.shape)
        }
    }

    /// The list of sizes or axes at `index`, which must be constant and of rank 1 at most; `nil` when it is left out.
    func list(at index: Int) throws(ModelError) -> [Int]? {
        guard let values = try integers(at: index), let shape = optionalOperand(index)?.shape else { return nil }
        guard shape.rank <= 1 else { throw invalid("'\(inputNames[index])' has shape \(shape), not that of a list") }
        return values
    }

    /// A list that is an attribute in old operator sets, and an input in new ones.
    func list(at index: Int, or attribute: String) throws(ModelError) -> [Int]? {
        if let values = try list(at: index) { return values }
        return try integers(attribute)
    }

    /// The integers at `index`, which must be constant; `nil` when they are left out.
    func integers(at index: Int) throws(ModelError) -> [Int]? {
        guard let operand = optionalOperand(index) else { return nil }
        guard case .constant(let constant) = operand else {
            throw unsupported("a computed input '\(inputNames[index])'", supported: "a constant there")
        }
        guard let values = constant.integers else {
            throw invalid("'\(inputNames[index])' is \(constant.type.name), not integer")
        }
        return values
    }
}

/// An operand of float arithmetic.
enum RealOperand {
    /// At least one element, in C order.
    case constant([Double], TensorShape)
    case value(ComputedTensor)

    var shape: TensorShape {
        switch self {
        case .constant(_, let shape): shape
        case .value(let value): value.shape
        }
    }
}

// MARK: Attributes

extension NodeLowering {
    /// The attribute, when the node has it. Throws when it is of another type.
    private func attribute(
        _ name: String, _ type: ONNXAttributeProto.AttributeType
    ) throws(ModelError) -> ONNXAttributeProto? {
        guard let attribute = attributes.first(where: { $0.name == name }) else { return nil }
        // IR version 1 did not write the type down.
        guard attribute.type == type || attribute.type == .undefined else {
            throw invalid("attribute '\(name)' is of type \(attribute.type), not \(type)")
        }
        return attribute
    }

    func integer(_ name: String) throws(ModelError) -> Int? {
        try attribute(name, .int).map { Int($0.i) }
    }

    func integers(_ name: String) throws(ModelError) -> [Int]? {
        try attribute(name, .ints).map { $0.ints.map { Int($0) } }
    }

    func real(_ name: String) throws(ModelError) -> Float? {
        try attribute(name, .float)?.f
    }

    func reals(_ name: String) throws(ModelError) -> [Float]? {
        try attribute(name, .floats)?.floats
    }

    func string(_ name: String) throws(ModelError) -> String? {
        try attribute(name, .string).map { String(decoding: $0.s, as: UTF8.self) }
    }

    func tensor(_ name: String) throws(ModelError) -> Constant? {
        guard let attribute = try attribute(name, .tensor) else { return nil }
        return try Constant(attribute.t, name: outputName, file: file)
    }

    /// The axis counted from the front. Throws when there is none of `rank` axes, or of what they are `called`.
    func axis(_ axis: Int, rank: Int, called name: String = "axis") throws(ModelError) -> Int {
        guard (-rank..<rank).contains(axis) else { throw invalid("\(name) \(axis), where there are \(rank)") }
        return axis < 0 ? axis + rank : axis
    }

    /// The axes of a node: an attribute in old operator sets, input `index` in new ones.
    func axes(at index: Int = 1) throws(ModelError) -> [Int]? {
        let input = try list(at: index)
        let attribute = try integers("axes")
        if input != nil && attribute != nil { throw invalid("axes are given twice") }
        return input ?? attribute
    }
}
