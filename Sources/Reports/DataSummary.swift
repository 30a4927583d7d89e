package import Contexts
package import DataFiles

/// What `data show` says about a data set and one of its rows.
package struct DataSummary: Encodable, Sendable {
    struct Row: Encodable, Sendable {
        let row: Int
        let label: Int?
        let values: [Double]
    }

    let schema = 1
    let file: String
    /// The key of the images in an archive.
    let key: String?
    let type: String
    let count: Int
    let shape: [Int]
    let minimum: Double?
    let maximum: Double?
    let notFinite: Int
    /// The number of rows of each label.
    let labels: [String: Int]?
    let shown: Row?
    private let labelCounts: [(label: Int, count: Int)]

    private enum CodingKeys: CodingKey {
        case schema, file, key, type, count, shape, minimum, maximum, notFinite, labels, shown
    }

    /// Lists of features longer than this are cut.
    private static let listed = 64

    /// Reads every row once. Requires a row inside the data set, or `nil` for none.
    package init(_ data: DataSet, row: Int?) throws(DataError) {
        let extent = try data.extent()
        file = data.source.file
        key = data.source.key
        type = data.elementType
        count = data.count
        shape = data.pointShape
        minimum = extent.range?.lowerBound
        maximum = extent.range?.upperBound
        notFinite = extent.notFinite
        labelCounts = (data.labelCounts ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        labels =
            data.isLabelled
            ? Dictionary(uniqueKeysWithValues: labelCounts.map { (String($0.label), $0.count) }) : nil
        if let row {
            shown = Row(row: row, label: data.label(row), values: try data.storedDoubles(row))
        } else {
            shown = nil
        }
    }

    /// The data set in a few lines, the labels as a table, and the row as a picture or as numbers.
    package var text: String {
        let parts = [facts, table, rowText].compactMap(\.self)
        return parts.joined(separator: "\n\n")
    }

    private var facts: String {
        let name = key.map { "\(file), \($0)" } ?? file
        let size = shape.isEmpty ? "1" : shape.map(String.init).joined(separator: "x")
        let range =
            if let minimum, let maximum { "\(plain(minimum)) to \(plain(maximum))" } else { "none" }
        let rest = notFinite == 0 ? "" : ", and \(NumberText.count(notFinite, "element")) NaN or infinite"
        return """
            data      \(name)
            points    \(count), each \(size)
            type      \(type)
            values    \(range)\(rest)
            labels    \(labels == nil ? "none" : NumberText.count(labelCounts.count, "class", plural: "classes"))
            """
    }

    private var table: String? {
        guard !labelCounts.isEmpty else { return nil }
        return TextTable.text(
            titles: ["class", "points"], rows: labelCounts.map { [String($0.label), String($0.count)] },
            rightAligned: [0, 1])
    }

    private var rowText: String? {
        guard let shown else { return nil }
        let title = "row \(shown.row)" + (shown.label.map { ", class \($0)" } ?? "")
        guard let image = ImageShape(shape), let minimum, let maximum else { return "\(title)\n\(list(shown.values))" }
        let picture = Picture(shades: shown.values, of: image, range: minimum...maximum)
        return ([title] + picture.rows).joined(separator: "\n")
    }

    private func list(_ values: [Double]) -> String {
        let cells = values.prefix(Self.listed).map(plain)
        let lines = stride(from: 0, to: cells.count, by: 8).map { start in
            "  " + cells[start..<min(start + 8, cells.count)].joined(separator: "  ")
        }
        let rest = values.count - cells.count
        return (lines + (rest > 0 ? ["  ... and \(rest) more"] : [])).joined(separator: "\n")
    }

    /// Whole numbers without a point.
    private func plain(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? value.description
    }
}
