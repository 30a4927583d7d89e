import Contexts
import Foundation
import Networks
import SwiftProtobuf

/// Lowers an ONNX graph to a network, one needed node after the other.
///
/// Nothing is skipped: what is neither understood nor provably without effect on the output is refused by name.
struct ONNXReader {
    private let file: String
    private let opset: Int
    private let elementType: ElementType
    /// The constants of the graph, taken out as they are decoded: a big weight should not stay in memory twice.
    private var initializers: [String: ONNXTensorProto]
    /// What each tensor name met so far stands for.
    private var operands: [String: Operand] = [:]
    /// The makers of outputs beside the first, which are not computed: the mask of a Dropout.
    private var omitted: [String: NodeLowering] = [:]
    private var builder: NetworkBuilder
    private let limits: Limits

    /// The tensors that hold the result of a Softmax that was left out.
    private var normalised: Set<String> = []
    /// The tensors that could not be made, because of what is in `problems`.
    private var failed: Set<String> = []
    private var problems: [ModelError] = []

    /// The network in the bytes of an ONNX file. What is wrong with single nodes is told all at once.
    static func network(
        _ data: Data, name: String, file: String, limits: Limits = Limits()
    ) throws(ModelError) -> Network {
        // Each tensor is copied out of the file as it is.
        if let cause = limits.stop(before: data.count) { throw .stopped(file: file, cause) }
        let header = try ONNXHeader(data, file: file)
        let output = header.outputName
        let nodes = try ONNXGraph(header, file: file).neededNodes()
        var reader = ONNXReader(header, file: file, limits: limits)
        for node in nodes {
            if let cause = limits.stop { throw .stopped(file: file, cause) }
            reader.read(node, imports: header.imports)
        }
        if let problem = reader.problems.first {
            throw reader.problems.count == 1 ? problem : .several(file: file, problems: reader.problems)
        }
        return try reader.network(name: name, output: output)
    }

    private init(_ header: ONNXHeader, file: String, limits: Limits) {
        self.limits = limits
        self.file = file
        opset = header.opset
        elementType = header.elementType
        initializers = header.initializers
        builder = NetworkBuilder(input: header.inputName, shape: header.inputShape)
        operands[header.inputName] = .value(builder.input)
    }

    /// Lowers a node, or notes what is wrong with it. Nothing is said about nodes that only lack what another should make.
    private mutating func read(_ proto: ONNXNodeProto, imports: [String: Int]) {
        guard let row = OperatorRow.named(proto), row.opsets.contains(opset) else {
            problems.append(unsupported(proto, imports))
            failed.formUnion(proto.output)
            return
        }
        guard failed.isDisjoint(with: proto.input) else {
            failed.formUnion(proto.output)
            return
        }
        do throws(ModelError) {
            try lower(proto, row)
        } catch {
            problems.append(error)
            failed.formUnion(proto.output)
        }
    }

    private func unsupported(_ node: ONNXNodeProto, _ imports: [String: Int]) -> ModelError {
        guard node.isInDefaultDomain else {
            return .unsupportedOperator(
                file: file, node: node.label, name: "\(node.domain).\(node.opType)", opset: imports[node.domain] ?? 0,
                supported: ModelReading.supportedOperators)
        }
        if let refusal = RefusedOperator(rawValue: node.opType) {
            return .refusedOperator(
                file: file, node: node.label, name: node.opType, reason: refusal.reason, remedy: refusal.remedy)
        }
        return .unsupportedOperator(
            file: file, node: node.label, name: node.opType, opset: opset, supported: ModelReading.supportedOperators)
    }

    private mutating func lower(_ proto: ONNXNodeProto, _ row: OperatorRow) throws(ModelError) {
        var inputs: [Operand?] = []
        for name in proto.input {
            inputs.append(name.isEmpty ? nil : try operand(name, readBy: proto))
        }
        let node = NodeLowering(
            proto, file: file, opset: opset, elementType: elementType, operands: inputs)
        try node.check(against: row)
        try checkUse(of: proto.input, by: node, row)
        let hadNormalisation = builder.normalisation != nil
        let made = try row.lower(node, &builder)
        for (name, operand) in zip(node.outputNames, made) { operands[name] = operand }
        for output in proto.output.dropFirst(made.count) { omitted[output] = node }
        let isNormalised = proto.input.contains(where: normalised.contains)
        if isNormalised || !hadNormalisation && builder.normalisation != nil { normalised.insert(node.outputName) }
    }

    /// Throws when a node computes with what a Softmax made.
    private func checkUse(of names: [String], by node: NodeLowering, _ row: OperatorRow) throws(ModelError) {
        guard !row.isRenaming, let name = names.first(where: normalised.contains) else { return }
        throw node.unsupported(
            "'\(name)', the result of \(builder.normalisation?.kind.rawValue ?? "a normalisation")",
            supported: "Softmax and LogSoftmax as the last node")
    }

    /// What the name stands for; decodes an initializer when it is first read.
    private mutating func operand(_ name: String, readBy node: ONNXNodeProto) throws(ModelError) -> Operand {
        if let known = operands[name] { return known }
        try checkComputed(name)
        guard let proto = initializers.removeValue(forKey: name) else {
            throw .missingTensor(file: file, node: node.label, tensor: name)
        }
        // The numbers as Doubles, and once more while they are brought into the form of the operator.
        if let cause = limits.stop(before: 4 * proto.rawData.count) { throw .stopped(file: file, cause) }
        let operand = Operand.constant(try Constant(proto, name: name, file: file))
        operands[name] = operand
        return operand
    }

    private func checkComputed(_ name: String) throws(ModelError) {
        guard let maker = omitted[name] else { return }
        throw maker.unsupported("its output '\(name)' in use", supported: "the first output only")
    }

    private func network(name: String, output: String) throws(ModelError) -> Network {
        try checkComputed(output)
        guard case .value(let value) = operands[output] else {
            throw .constantOutput(file: file, tensor: output)
        }
        return Network(
            name: name, elementType: elementType, values: builder.values, nodes: builder.nodes,
            input: builder.input.id, output: value.id, outputNormalisation: builder.normalisation)
    }
}
