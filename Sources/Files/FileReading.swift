import CZlib
package import Contexts
package import Foundation

/// Reads whole files, unpacking gzip where the content says so (the name is not trusted: `.gz` files that are plain, and
/// plain names that are packed, both exist in benchmark sets).
package enum FileReading {
    /// No model or property met so far unpacks to a tenth of this; a gzip bomb stops here.
    static let limit = 4 << 30

    /// The content of a file, unpacked. Throws ``FileError``, also when `limits` say stop.
    package static func data(at path: String, limits: Limits = Limits()) throws(FileError) -> Data {
        let raw = try storedBytes(at: path)
        guard raw.starts(with: [0x1f, 0x8b]) else { return raw }
        return try unpacked(raw, path: path, limits)
    }

    /// The content of a file as it is stored, packed or not. Throws ``FileError/unreadable(path:reason:)``.
    package static func storedBytes(at path: String) throws(FileError) -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw .unreadable(path: path, reason: reason(for: path))
        }
    }

    /// The path that stands for the standard input where a text is read.
    package static let standardInput = "-"

    /// The content of a text file as UTF-8 bytes, unpacked and checked. `-` is the standard input, read to its end.
    package static func text(at path: String, limits: Limits = Limits()) throws(FileError) -> [UInt8] {
        let bytes =
            path == standardInput
            ? [UInt8](FileHandle.standardInput.readDataToEndOfFile()) : [UInt8](try data(at: path, limits: limits))
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notText(path: path) }
        return bytes
    }

    private static func reason(for path: String) -> String {
        var isDirectory: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        if !exists { return "no such file" }
        if isDirectory.boolValue { return "it is a folder" }
        return FileManager.default.isReadableFile(atPath: path) ? "reading failed" : "permission denied"
    }

    private static func unpacked(_ packed: Data, path: String, _ limits: Limits) throws(FileError) -> Data {
        var stream = unsafe z_stream()
        // 15 window bits, and 16 to expect a gzip header.
        guard unsafe inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .corruptGzip(path: path)
        }
        defer { unsafe inflateEnd(&stream) }
        var input = [UInt8](packed)
        var output = Data()
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        var isFinished = false
        var consumed = 0
        while !isFinished {
            let before = consumed
            let (status, produced) = unsafe input.withUnsafeMutableBufferPointer { source in
                unsafe chunk.withUnsafeMutableBufferPointer { target in
                    unsafe stream.next_in = source.baseAddress.map { unsafe $0 + consumed }
                    unsafe stream.avail_in = UInt32(min(source.count - consumed, Int(UInt32.max)))
                    unsafe stream.next_out = target.baseAddress
                    unsafe stream.avail_out = UInt32(target.count)
                    let offered = unsafe Int(stream.avail_in)
                    let status = unsafe inflate(&stream, Z_NO_FLUSH)
                    consumed += unsafe offered - Int(stream.avail_in)
                    return unsafe (status, target.count - Int(stream.avail_out))
                }
            }
            // Room may be doubled to append.
            if let cause = limits.stop(before: output.count) { throw .stopped(path: path, cause) }
            output.append(contentsOf: chunk[..<produced])
            guard output.count <= limit else { throw .tooLarge(path: path, limit: limit) }
            switch status {
            case Z_STREAM_END:
                // A gzip file may hold several members one after the other.
                if consumed < input.count && input[consumed] == 0x1f {
                    guard unsafe inflateReset(&stream) == Z_OK else { throw .corruptGzip(path: path) }
                } else {
                    isFinished = true
                }
            case Z_OK where produced > 0 || consumed > before: continue
            default: throw .corruptGzip(path: path)
            }
        }
        return output
    }
}
