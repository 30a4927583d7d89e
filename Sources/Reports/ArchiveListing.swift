package import Contexts
import DataFiles

/// The arrays of an NPZ archive as a table.
package struct ArchiveListing: Sendable {
    private let rows: [[String]]

    /// Unpacks every array. Throws ``DataError``.
    package init(at path: String) throws(DataError) {
        let archive = try NPZReader(at: path)
        rows = try archive.keys.map { key throws(DataError) in
            let array = try archive.array(key)
            let shape = array.shape.isEmpty ? "scalar" : array.shape.map(String.init).joined(separator: "x")
            return [key, array.type.rawValue, shape]
        }
    }

    package var text: String { TextTable.text(titles: ["key", "type", "shape"], rows: rows) }
}
