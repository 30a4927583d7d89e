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

    /// The network in the bytes of an ONNX file.
    static func network(
        _ data: Data, name: String, file: String, limits: Limits = Limits()
    ) throws(ModelError) -> Network {
        // Each tensor is copied out of the file as it is.
        if let cause = limits.stop(before: data.count) { throw .stopped(file: file, cause) }
        let header = try ONNXHeader(data, file: file)
        let output = header.outputName
        let nodes = try ONNXGraph(header, file: file).neededNodes()
        var reader = ONNXReader(header, file: file, limits: limits)
        try reader.checkSupport(of: nodes, imports: header.imports)
        for node in nodes { try reader.lower(node) }
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

    /// Looks at all operators before any of them is lowered: that a model is convolutional is worth more to its owner
    /// than what is odd about its first weight.
    private func checkSupport(of nodes: [ONNXNodeProto], imports: [String: Int]) throws(ModelError) {
        for node in nodes {
            let isKnown = OperatorRow.named(node)?.opsets.contains(opset) ?? false
            guard !isKnown else { continue }
            let isOurs = node.isInDefaultDomain
            throw .unsupportedOperator(
                file: file, node: node.label, name: isOurs ? node.opType : "\(node.domain).\(node.opType)",
                opset: isOurs ? opset : imports[node.domain] ?? 0, supported: ModelReading.supportedOperators)
        }
    }

    private mutating func lower(_ proto: ONNXNodeProto) throws(ModelError) {
        if let cause = limits.stop { throw .stopped(file: file, cause) }
        guard let row = OperatorRow.named(proto) else { return }
        var inputs: [Operand?] = []
        for name in proto.input {
            inputs.append(name.isEmpty ? nil : try operand(name, readBy: proto))
        }
        let node = NodeLowering(
            proto, file: file, opset: opset, elementType: elementType, operands: inputs)
        try node.check(against: row)
        operands[node.outputName] = try row.lower(node, &builder)
        for output in proto.output.dropFirst() { omitted[output] = node }
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
            input: builder.input.id, output: value.id)
    }
}
