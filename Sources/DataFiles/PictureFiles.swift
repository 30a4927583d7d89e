import Contexts
import Files

/// The PNG files that a pattern names, each a point, in the order of their names. All have one size, one number of channels
/// and one depth. Opening reads headers only; a picture is decoded when it is asked for.
struct PictureFiles: RowSource {
    let paths: [String]
    /// The label of each picture; `nil` without a table of labels.
    let labels: [Int]?
    private let header: PNGHeader

    /// Finds the pictures and, in a table with columns `name` and `label`, the label of each. Throws ``DataError``.
    init(matching pattern: String, labels table: String?) throws(DataError) {
        paths = FileGlob.paths(matching: pattern)
        guard let first = paths.first else { throw .noMatch(pattern: pattern) }
        header = try Self.header(of: first)
        for path in paths.dropFirst() { try Self.check(path, against: header, of: first) }
        if let table {
            labels = try Self.labels(of: paths, in: StringTable(at: table))
        } else {
            labels = nil
        }
    }

    var source: ArraySource { ArraySource(file: paths[0]) }
    var count: Int { paths.count }
    var rowShape: [Int] { header.shape }
    var typeName: String { header.depth == 16 ? "uint16" : "uint8" }

    func values(ofRow row: Int) throws(DataError) -> RowValues {
        let picture = try PNGReader.array(at: paths[row])
        guard picture.shape == header.shape else {
            throw .pictureSize(file: paths[row], found: picture.shape, first: paths[0], expected: header.shape)
        }
        return picture.values(0..<picture.count)
    }

    private static func header(of path: String) throws(DataError) -> PNGHeader {
        try PNGHeader(DataLoading.start(of: path, count: PNGHeader.length), file: path)
    }

    private static func check(_ path: String, against first: PNGHeader, of file: String) throws(DataError) {
        let header = try header(of: path)
        guard header.shape == first.shape else {
            throw .pictureSize(file: path, found: header.shape, first: file, expected: first.shape)
        }
        guard header.depth == first.depth else {
            throw .pictureDepth(file: path, found: header.depth, first: file, expected: first.depth)
        }
    }

    /// Names in the table are those of the files, without folders.
    private static func labels(of paths: [String], in table: StringTable) throws(DataError) -> [Int] {
        let name = try table.column(named: "name")
        let label = try table.column(named: "label")
        var labels: [String: Int] = [:]
        for (i, row) in table.rows.enumerated() {
            guard let value = Int(row[label]) else {
                throw .notALabel(table.place(row: i, column: label), text: row[label])
            }
            guard labels.updateValue(value, forKey: row[name]) == nil else {
                throw .labelledTwice(table.place(row: i, column: name), picture: row[name])
            }
        }
        return try paths.map { path throws(DataError) in
            let picture = String(path.split(separator: "/").last ?? "")
            guard let value = labels[picture] else { throw .unlabelledPicture(file: table.file, picture: picture) }
            return value
        }
    }
}
