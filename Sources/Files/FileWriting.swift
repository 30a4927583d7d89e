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

    /// Writes several files, named relative to `folder`, all or none of them: they are made beside the folder first and
    /// moved when all are there. The folder is made when there is none; other files in it stay. Throws
    /// ``FileError/unwritable(path:reason:)``.
    package static func write(_ files: [(name: String, text: String)], toFolder folder: String) throws(FileError) {
        let target = URL(fileURLWithPath: folder, isDirectory: true).standardizedFileURL
        let parent = target.deletingLastPathComponent()
        guard FileManager.default.fileExists(atPath: parent.path) else {
            throw .unwritable(path: folder, reason: reason(for: folder))
        }
        let staging = parent.appendingPathComponent(
            ".\(target.lastPathComponent)-\(UUID().uuidString)", isDirectory: true)
        defer { try? FileManager.default.removeItem(at: staging) }
        do {
            for file in files { try make(Array(file.text.utf8), at: staging.appendingPathComponent(file.name)) }
            guard FileManager.default.fileExists(atPath: target.path) else {
                try FileManager.default.moveItem(at: staging, to: target)
                return
            }
            for file in files {
                let place = target.appendingPathComponent(file.name)
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                let content = try Data(contentsOf: staging.appendingPathComponent(file.name))
                try content.write(to: place, options: .atomic)
            }
        } catch {
            throw .unwritable(path: folder, reason: reason(for: folder))
        }
    }

    private static func make(_ bytes: [UInt8], at place: URL) throws {
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: place)
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
