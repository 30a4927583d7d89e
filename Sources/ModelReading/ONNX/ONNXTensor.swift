import Contexts
import Foundation
import Networks

/// The decoding of constants. The only file of the readers that looks at raw memory.
extension Constant {
    /// The tensor in `proto`, checked: known type, data that can be had, as many elements as its dimensions say, finite.
    init(_ proto: ONNXTensorProto, name: String, file: String) throws(ModelError) {
        guard !proto.hasSegment else { throw .segmentedTensor(file: file, tensor: name) }
        let type = TensorType(code: proto.dataType)
        guard let width = type.byteWidth else {
            throw .unsupportedElementType(file: file, tensor: name, type: type.name)
        }
        let shape = try Self.shape(of: proto, name: name, file: file)
        let isExternal = proto.dataLocation == .external || !proto.externalData.isEmpty
        let raw = isExternal ? try ExternalData(proto, name: name, file: file).bytes() : proto.rawData
        let stored = raw.isEmpty ? proto.typedCount(type) : raw.count / width
        guard stored == shape.count else {
            throw .tensorSize(file: file, tensor: name, expected: shape.count, found: stored)
        }
        guard raw.isEmpty || raw.count == stored * width else {
            throw .tornTensor(file: file, tensor: name, bytes: raw.count, width: width)
        }
        let elements = proto.elements(type, raw: raw)
        if case .reals(let values) = elements, let index = firstNonFinite(values) {
            throw .nonFiniteWeight(file: file, tensor: name, index: index, value: "\(values[index])")
        }
        self.init(name: name, type: type, shape: shape, elements: elements)
    }

    private static func shape(
        of proto: ONNXTensorProto, name: String, file: String
    ) throws(ModelError) -> TensorShape {
        let dimensions = proto.dims.map { Int($0) }
        if let negative = dimensions.first(where: { $0 < 0 }) {
            throw .negativeDimension(file: file, tensor: name, dimension: negative)
        }
        guard let shape = TensorShape(dimensions, limit: TensorShape.constantLimit) else {
            throw .tensorTooLarge(file: file, tensor: name, limit: TensorShape.constantLimit)
        }
        return shape
    }
}

extension TensorType {
    /// Bytes per element in `raw_data`; `nil` for the types that are not read.
    fileprivate var byteWidth: Int? {
        switch self {
        case .float32, .int32: 4
        case .float64, .int64: 8
        case .bool: 1
        default: nil
        }
    }
}

extension ONNXTensorProto {
    /// The number of elements in the field that belongs to the type.
    fileprivate func typedCount(_ type: TensorType) -> Int {
        switch type {
        case .float32: floatData.count
        case .float64: doubleData.count
        case .int64: int64Data.count
        case .int32, .bool: int32Data.count
        default: 0
        }
    }

    /// The elements, from the bytes given, or from the field that belongs to the type.
    fileprivate func elements(_ type: TensorType, raw rawData: Data) -> Constant.Elements {
        let isRaw = !rawData.isEmpty
        return switch type {
        case .float32:
            .reals(isRaw ? words(rawData, UInt32.self) { Double(Float(bitPattern: $0)) } : floatData.map { Double($0) })
        case .float64: .reals(isRaw ? words(rawData, UInt64.self) { Double(bitPattern: $0) } : doubleData)
        case .int64: .integers(isRaw ? words(rawData, Int64.self) { Int($0) } : int64Data.map { Int($0) })
        case .int32: .integers(isRaw ? words(rawData, Int32.self) { Int($0) } : int32Data.map { Int($0) })
        default: .integers(isRaw ? rawData.map { Int($0) } : int32Data.map { Int($0) })
        }
    }
}

/// The index of the first NaN or infinity.
private func firstNonFinite(_ values: [Double]) -> Int? {
    // x - x is 0 for finite x and NaN else, and the sum keeps a NaN: one pass without branches in the good case.
    var residue = 0.0
    for value in values { residue += value - value }
    return residue == 0 ? nil : values.firstIndex { !$0.isFinite }
}

/// Little-endian words, converted one by one. Reads whole words only.
@inline(__always)
private func words<Word: FixedWidthInteger, Element>(
    _ data: Data, _: Word.Type, _ convert: (Word) -> Element
) -> [Element] {
    let width = MemoryLayout<Word>.size
    let total = data.count / width
    return data.withUnsafeBytes { bytes in
        [Element](unsafeUninitializedCapacity: total) { result, count in
            for index in 0..<total {
                let word = bytes.loadUnaligned(fromByteOffset: index * width, as: Word.self)
                result.initializeElement(at: index, to: convert(Word(littleEndian: word)))
            }
            count = total
        }
    }
}
