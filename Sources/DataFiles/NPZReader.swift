package import Contexts
import Files

/// Reads NPZ archives: a ZIP file with one NPY file per array. A key is the name of an entry without `.npy`.
package struct NPZReader: Sendable {
    /// The keys in the order of the archive.
    package let keys: [String]
    private let archive: ZipArchive
    private let path: String

    /// Opens the archive in a file; no array is unpacked yet. Throws ``DataError``.
    package init(at path: String) throws(DataError) {
        try self.init(DataLoading.bytes(at: path), path: path)
    }

    /// Opens the archive whose content is `bytes`.
    init(_ bytes: [UInt8], path: String) throws(DataError) {
        // An archive without entries starts with its end.
        guard bytes.starts(with: "PK".utf8) else {
            throw .wrongFormat(ArraySource(file: path), .npz, start: Array(bytes.prefix(4)))
        }
        archive = try ZipArchive(bytes, path: path)
        keys = archive.names.compactMap { $0.hasSuffix(Self.suffix) ? String($0.dropLast(Self.suffix.count)) : nil }
        self.path = path
    }

    private static let suffix = ".npy"

    /// The array of a key. Throws ``DataError/missingKey(file:key:known:)`` besides what reading it throws.
    package func array(_ key: String) throws(DataError) -> NumberArray {
        guard let bytes = try archive.content(of: key + Self.suffix) else {
            throw .missingKey(file: path, key: key, known: keys)
        }
        return try NPYReader.array(in: bytes, source: ArraySource(file: path, key: key))
    }
}
