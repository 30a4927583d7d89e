import Networks

/// An ONNX element type by its code, with the name users know it by.
struct TensorType: Hashable {
    let code: Int32

    static let float32 = TensorType(.float)
    static let float64 = TensorType(.double)
    static let int32 = TensorType(.int32)
    static let int64 = TensorType(.int64)
    static let bool = TensorType(.bool)

    init(code: Int32) {
        self.code = code
    }

    private init(_ type: ONNXTensorProto.DataType) {
        code = Int32(type.rawValue)
    }

    init(_ type: ElementType) {
        self = type == .float32 ? .float32 : .float64
    }

    /// The float format, when a network can compute in it.
    var elementType: ElementType? {
        switch self {
        case .float32: .float32
        case .float64: .float64
        default: nil
        }
    }

    /// `float32`, `int64`, ...; `type 77` for a code that no version of ONNX known here defines.
    var name: String {
        switch self {
        case .float32: "float32"
        case .float64: "float64"
        default:
            ONNXTensorProto.DataType(rawValue: Int(code)).map { "\($0)".lowercased() } ?? "type \(code)"
        }
    }
}
