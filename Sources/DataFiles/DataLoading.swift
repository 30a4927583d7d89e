import Contexts
import Files
import Foundation

/// Whole files as bytes, with the errors of the data catalogue.
enum DataLoading {
    /// The content of a file, gzip unpacked. Throws ``DataError/unreadable(file:reason:)`` or
    /// ``DataError/damaged(_:_:)``.
    static func bytes(at path: String) throws(DataError) -> [UInt8] {
        do throws(FileError) {
            return [UInt8](try FileReading.data(at: path))
        } catch {
            throw DataError(error)
        }
    }

    /// The first `count` bytes of a file, or as many as there are. Pages that are not read are not loaded.
    static func start(of path: String, count: Int) throws(DataError) -> [UInt8] {
        do throws(FileError) {
            return [UInt8](try FileReading.data(at: path).prefix(count))
        } catch {
            throw DataError(error)
        }
    }

    /// The content of a text file, checked to be UTF-8. Throws ``DataError/notText(file:)`` besides.
    static func text(at path: String) throws(DataError) -> [UInt8] {
        do throws(FileError) {
            return try FileReading.text(at: path)
        } catch {
            throw DataError(error)
        }
    }
}

extension DataError {
    fileprivate init(_ error: FileError) {
        switch error {
        case .unreadable(let path, let reason), .unwritable(let path, let reason):
            self = .unreadable(file: path, reason: reason)
        case .corruptGzip(let path): self = .damaged(ArraySource(file: path), .gzip)
        case .tooLarge(let path, let limit): self = .damaged(ArraySource(file: path), .tooLarge(limit: limit))
        case .notText(let path): self = .notText(file: path)
        case .stopped: preconditionFailure("data files are read without limits")
        }
    }
}
