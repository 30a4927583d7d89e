import Foundation
package import Networks
import SwiftProtobuf

/// Writes tensors as ONNX TensorProto messages.
package enum TensorWriter {
    /// The bytes of a file with one tensor of floats, its values in row-major order and little-endian.
    package static func bytes(name: String, shape: TensorShape, _ type: ElementType, values: [Double]) -> [UInt8] {
        precondition(values.count == shape.count, "\(values.count) values for a tensor of \(shape.count)")
        var tensor = ONNXTensorProto()
        tensor.name = name
        tensor.dims = shape.dimensions.map(Int64.init)
        tensor.dataType = TensorType(type).code
        tensor.rawData = Data(
            values.flatMap { value in
                switch type {
                case .float32: littleEndian(Float(value).bitPattern)
                case .float64: littleEndian(value.bitPattern)
                }
            })
        // Nothing in the message is required, so there is nothing to fail.
        guard let bytes: [UInt8] = try? tensor.serializedBytes() else {
            preconditionFailure("a tensor without required fields could not be written")
        }
        return bytes
    }

    private static func littleEndian<T: FixedWidthInteger>(_ bits: T) -> [UInt8] {
        (0..<T.bitWidth / 8).map { UInt8(truncatingIfNeeded: bits >> ($0 * 8)) }
    }
}
