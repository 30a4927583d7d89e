import Contexts
import Foundation
import Networks
import SwiftProtobuf

/// What an ONNX file says about itself, checked: versions, inputs and outputs, constants, nodes.
struct ONNXHeader {
    /// The version of the default operator set.
    let opset: Int
    /// The versions of all operator sets that the model imports, by domain.
    let imports: [String: Int]
    /// That of all inputs.
    let elementType: ElementType
    /// At least one.
    let inputs: [(name: String, shape: TensorShape)]
    /// At least one.
    let outputNames: [String]
    let initializers: [String: ONNXTensorProto]
    let nodes: [ONNXNodeProto]

    /// Parses and checks the bytes of an ONNX file.
    init(_ data: Data, file: String) throws(ModelError) {
        let model = try Self.parse(data, file: file)
        guard model.hasGraph else { throw .noGraph(file: file) }
        guard model.functions.isEmpty else {
            throw .localFunctions(file: file, names: model.functions.map(\.name))
        }
        opset = try Self.opset(model, file: file)
        imports = Dictionary(model.opsetImport.map { ($0.domain, Int($0.version)) }) { first, _ in first }
        let graph = model.graph
        guard graph.sparseInitializer.isEmpty else { throw .sparseInitializers(file: file) }
        initializers = try Self.initializers(graph, file: file)
        nodes = graph.node
        // Before IR version 4 the initializers had to be listed among the inputs, and many exporters still do.
        let inputs = graph.input.filter { [initializers] in initializers[$0.name] == nil }
        guard let input = inputs.first else { throw .inputCount(file: file) }
        guard !graph.output.isEmpty else { throw .outputCount(file: file) }
        outputNames = graph.output.map(\.name)
        elementType = try Self.elementType(of: input, file: file)
        for other in inputs.dropFirst() {
            let type = try Self.elementType(of: other, file: file)
            guard type == elementType else {
                throw .mixedInputs(
                    file: file, input: input.name, type: elementType.rawValue, other: other.name,
                    otherType: type.rawValue)
            }
        }
        var shapes: [(name: String, shape: TensorShape)] = []
        var count = 0
        for input in inputs {
            let shape = try Self.shape(of: input, file: file)
            count += shape.count
            guard count <= TensorShape.computedLimit else {
                throw .tensorTooLarge(file: file, tensor: input.name, limit: TensorShape.computedLimit)
            }
            guard !shapes.contains(where: { $0.name == input.name }) else {
                throw .madeTwice(file: file, tensor: input.name)
            }
            shapes.append((input.name, shape))
        }
        self.inputs = shapes
    }

    private static func parse(_ data: Data, file: String) throws(ModelError) -> ONNXModelProto {
        guard !data.isEmpty else { throw .notONNX(file: file, reason: "the file is empty") }
        var options = BinaryDecodingOptions()
        options.discardUnknownFields = true
        do {
            return try ONNXModelProto(serializedBytes: data, options: options)
        } catch {
            throw .notONNX(file: file, reason: "its protobuf encoding is damaged or cut short")
        }
    }

    private static func opset(_ model: ONNXModelProto, file: String) throws(ModelError) -> Int {
        let versions = Set(model.opsetImport.filter { $0.domain.isDefaultDomain }.map { Int($0.version) })
        guard let opset = versions.first, versions.count == 1 else {
            throw .opsetImports(file: file, opsets: versions.sorted())
        }
        guard ModelReading.supportedOpsets.contains(opset) else {
            throw .unsupportedOpset(file: file, opset: opset, supported: ModelReading.supportedOpsets)
        }
        return opset
    }

    private static func initializers(
        _ graph: ONNXGraphProto, file: String
    ) throws(ModelError) -> [String: ONNXTensorProto] {
        var result: [String: ONNXTensorProto] = [:]
        for tensor in graph.initializer {
            guard result.updateValue(tensor, forKey: tensor.name) == nil else {
                throw .madeTwice(file: file, tensor: tensor.name)
            }
        }
        return result
    }

    /// The float type in which the model computes: that of its input.
    private static func elementType(of input: ONNXValueInfoProto, file: String) throws(ModelError) -> ElementType {
        guard case .tensorType(let tensor) = input.type.value else {
            throw .unsupportedElementType(file: file, tensor: input.name, type: "other than a tensor")
        }
        let type = TensorType(code: tensor.elemType)
        guard let elementType = type.elementType else {
            throw .unsupportedElementType(file: file, tensor: input.name, type: type.name)
        }
        return elementType
    }

    /// The shape of the input with batch size 1. The first of several dimensions is the batch: it may be symbolic, or 0
    /// or negative as some exporters write for "any". All others must be known.
    private static func shape(of input: ONNXValueInfoProto, file: String) throws(ModelError) -> TensorShape {
        let name = input.name
        guard input.type.tensorType.hasShape else { throw .unknownShape(file: file, tensor: name) }
        var dimensions: [Int] = []
        for dimension in input.type.tensorType.shape.dim {
            if case .dimValue(let size) = dimension.value, size > 0 {
                dimensions.append(Int(size))
            } else if dimensions.isEmpty && input.type.tensorType.shape.dim.count > 1 {
                dimensions.append(1)
            } else {
                throw .unknownShape(file: file, tensor: name)
            }
        }
        if let batch = dimensions.first, dimensions.count > 1, batch > 1 {
            throw .batchSize(file: file, tensor: name, size: batch)
        }
        guard let shape = TensorShape(dimensions, limit: TensorShape.computedLimit) else {
            throw .tensorTooLarge(file: file, tensor: name, limit: TensorShape.computedLimit)
        }
        return shape
    }
}

extension String {
    /// Whether this names the domain of ONNX's own operators.
    var isDefaultDomain: Bool { isEmpty || self == "ai.onnx" }
}

extension ONNXNodeProto {
    var isInDefaultDomain: Bool { domain.isDefaultDomain }

    /// The node's name, or that of its first output: exporters may leave nodes unnamed.
    var label: String { name.isEmpty ? output.first { !$0.isEmpty } ?? opType : name }
}
