package import Contexts
import Foundation

/// Writes result files so that a reader sees the old content or the whole new one, never a part.
package enum FileWriting {
    /// Replaces the file at `path` by `text`. Throws ``FileError/unwritable(path:reason:)``.
    package static func write(_ text: String, to path: String) throws(FileError) {
        try write(Array(text.utf8), to: path)
    }

    /// Replaces the file at `path` by `bytes`. Throws ``FileError/unwritable(path:reason:)``.
    package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .unwritable(path: path, reason: reason(for: path))
        }
    }

    /// Throws when a result could not be written to `path` later: called before hours of work, not after them.
    package static func checkWritable(_ path: String) throws(FileError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw .unwritable(path: path, reason: reason(for: path))
        }
        var isDirectory: ObjCBool = false
        if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
            throw .unwritable(path: path, reason: "it is a folder")
        }
    }

    private static func reason(for path: String) -> String {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder) else { return "the folder \(folder) does not exist" }
        return "permission denied or no space left"
    }
}
