import Contexts
import Files
import Foundation

/// Where a tensor keeps its data beside the model: a file in the model's folder, and a range of it.
struct ExternalData {
    private let file: String
    private let tensor: String
    private let location: String
    private let offset: Int
    private let length: Int?

    /// Throws when the place is outside the model's folder, or no range.
    init(_ proto: ONNXTensorProto, name: String, file: String) throws(ModelError) {
        let entries = Dictionary(proto.externalData.map { ($0.key, $0.value) }) { first, _ in first }
        let location = entries["location"] ?? ""
        let isOutside = location.isEmpty || location.hasPrefix("/") || location.split(separator: "/").contains("..")
        guard !isOutside else {
            throw .externalData(
                file: file, tensor: name, location: location, reason: "which is not in the folder of the model")
        }
        let offset = entries["offset"].map { Int($0) } ?? 0
        let length = entries["length"].map { Int($0) }
        guard let offset, offset >= 0, length != .some(nil), length.flatMap({ $0 }) ?? 0 >= 0 else {
            throw .externalData(file: file, tensor: name, location: location, reason: "in no range that could be read")
        }
        self.file = file
        self.tensor = name
        self.location = location
        self.offset = offset
        self.length = length ?? nil
    }

    /// The bytes of the tensor.
    func bytes() throws(ModelError) -> Data {
        let folder = (file as NSString).deletingLastPathComponent
        let content: Data
        do throws(FileError) {
            content = try FileReading.storedBytes(at: (folder as NSString).appendingPathComponent(location))
        } catch {
            var reason = error.problem
            if case .unreadable(_, let detail) = error { reason = detail }
            throw .externalData(
                file: file, tensor: tensor, location: location, reason: "which cannot be read: \(reason)")
        }
        let end = length.map { offset.addingReportingOverflow($0).partialValue } ?? content.count
        guard offset <= end, end <= content.count else {
            throw .externalData(
                file: file, tensor: tensor, location: location, reason: "which ends before it does")
        }
        return Data(content[content.startIndex + offset..<content.startIndex + end])
    }
}
