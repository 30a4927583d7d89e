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

    /// The tensors that hold the result of a Softmax that was left out, each with its node.
    private var normalised: [String: (kind: OutputNormalisation.Kind, node: String)] = [:]
    /// The tensors that could not be made, because of what is in `problems`.
    private var failed: Set<String> = []
    private var problems: [ModelError] = []

    /// The network in the bytes of an ONNX file. What is wrong with single nodes is told all at once. `hidden` are tensors
    /// inside the model that the network should tell about.
    static func network(
        _ data: Data, name: String, file: String, hidden: [String] = [], limits: Limits = Limits()
    ) throws(ModelError) -> Network {
        // Each tensor is copied out of the file as it is.
        if let cause = limits.stop(before: data.count) { throw .stopped(file: file, cause) }
        let header = try ONNXHeader(data, file: file)
        let nodes = try ONNXGraph(header, hidden: hidden, file: file).neededNodes()
        var reader = ONNXReader(header, file: file, limits: limits)
        for node in nodes {
            if let cause = limits.stop { throw .stopped(file: file, cause) }
            reader.read(node, imports: header.imports)
        }
        if let problem = reader.problems.first {
            throw reader.problems.count == 1 ? problem : .several(file: file, problems: reader.problems)
        }
        return try reader.network(name: name, header, hidden: hidden)
    }

    private init(_ header: ONNXHeader, file: String, limits: Limits) {
        self.limits = limits
        self.file = file
        opset = header.opset
        elementType = header.elementType
        initializers = header.initializers
        builder = NetworkBuilder(inputs: header.inputs)
        for (port, tensor) in zip(header.inputs, builder.inputs) { operands[port.name] = .value(tensor) }
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
        builder.normalisation = nil
        let made = try row.lower(node, &builder)
        for (name, operand) in zip(node.outputNames, made) { operands[name] = operand }
        for output in proto.output.dropFirst(made.count) { omitted[output] = node }
        let passedOn = proto.input.first { normalised[$0] != nil }.flatMap { normalised[$0] }
        if let found = builder.normalisation ?? passedOn { normalised[node.outputName] = found }
    }

    /// Throws when a node computes with what a Softmax made.
    private func checkUse(of names: [String], by node: NodeLowering, _ row: OperatorRow) throws(ModelError) {
        guard !row.isRenaming, let name = names.first(where: { normalised[$0] != nil }), let found = normalised[name]
        else { return }
        throw node.unsupported(
            "'\(name)', the result of \(found.kind.rawValue)",
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

    private mutating func network(
        name: String, _ header: ONNXHeader, hidden: [String]
    ) throws(ModelError) -> Network {
        var tensors: [ComputedTensor] = []
        for output in header.outputNames { tensors.append(try computed(output)) }
        let outputs = TensorPort.row(zip(header.outputNames, tensors).map { ($0, $1.shape) })
        var values: [String: ValueID] = [:]
        for tensor in hidden {
            guard normalised[tensor] == nil else { throw .normalisedHidden(file: file, tensor: tensor) }
            values[tensor] = try computed(tensor).id
        }
        let normalisations = outputs.compactMap { port in
            normalised[port.name].map {
                OutputNormalisation(kind: $0.kind, node: $0.node, outputs: Set(port.range))
            }
        }
        let output = builder.joined(tensors, names: header.outputNames)
        return Network(
            name: name, elementType: elementType, values: builder.values, nodes: builder.nodes,
            input: builder.input.id, output: output.id, inputs: TensorPort.row(header.inputs), outputs: outputs,
            hidden: values, outputNormalisations: normalisations)
    }

    /// A tensor that is asked for. Throws when it does not depend on the input.
    private func computed(_ tensor: String) throws(ModelError) -> ComputedTensor {
        try checkComputed(tensor)
        guard case .value(let value) = operands[tensor] else { throw .constantOutput(file: file, tensor: tensor) }
        return value
    }
}
