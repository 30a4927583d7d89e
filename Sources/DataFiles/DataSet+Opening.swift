package import Contexts

extension DataSet {
    /// Images and labels in files of their own, each NPY or IDX; the content decides.
    package static func arrays(
        name: String, images: String, labels: String? = nil, form: PointForm = PointForm()
    ) throws(DataError) -> DataSet {
        let array = try ArrayReader.array(at: images)
        let labelArray: NumberArray? =
            if let labels { try ArrayReader.array(at: labels) } else { nil }
        return try DataSet(name: name, images: array, labels: labelArray, form)
    }

    /// Images and labels under two keys of an NPZ archive.
    package static func npz(
        name: String, at path: String, images: String, labels: String? = nil, form: PointForm = PointForm()
    ) throws(DataError) -> DataSet {
        let archive = try NPZReader(at: path)
        let array = try archive.array(images)
        let labelArray: NumberArray? =
            if let labels { try archive.array(labels) } else { nil }
        return try DataSet(name: name, images: array, labels: labelArray, form)
    }

    /// The records of CIFAR-10 or CIFAR-100 files, one file after the other. Requires at least one path. Their layout is
    /// fixed; `form.layout` changes nothing.
    package static func cifar(
        name: String, at paths: [String], form: PointForm = PointForm()
    ) throws(DataError) -> DataSet {
        let records = try CIFARReader(at: paths)
        return try DataSet(
            name: name, rows: ArrayRows(records.images), labels: records.labels, form: form.withFixedLayout)
    }

    /// The PNG files that a pattern names, in the order of their names; `labels` is a CSV file with the columns `name` and
    /// `label`. Their layout is fixed; `form.layout` changes nothing.
    package static func png(
        name: String, matching pattern: String, labels: String? = nil, form: PointForm = PointForm()
    ) throws(DataError) -> DataSet {
        let pictures = try PictureFiles(matching: pattern, labels: labels)
        return try DataSet(name: name, rows: pictures, labels: pictures.labels, form: form.withFixedLayout)
    }

    /// The rows of a table of numbers.
    package static func csv(
        name: String, at path: String, _ columns: CSVForm = CSVForm(), form: PointForm = PointForm()
    ) throws(DataError) -> DataSet {
        let table = try NumericCSV(at: path, columns)
        return try DataSet(name: name, rows: table, labels: table.labels, form: form)
    }

    init(name: String, images: NumberArray, labels: NumberArray?, _ form: PointForm) throws(DataError) {
        let rows = try ArrayRows(images)
        guard let labels else {
            try self.init(name: name, rows: rows, labels: nil, form: form)
            return
        }
        // One label per row; a column of them is as good as a list.
        guard let count = labels.shape.first, labels.shape.dropFirst().allSatisfy({ $0 == 1 }) else {
            throw .labelShape(labels.source, shape: labels.shape)
        }
        guard count == rows.count else {
            throw .labelCount(images: images.source, points: rows.count, labels: labels.source, found: count)
        }
        try self.init(name: name, rows: rows, labels: labels.integers(), form: form)
    }
}

extension PointForm {
    /// The same for a format whose rows come channels first.
    fileprivate var withFixedLayout: PointForm { PointForm(scale: scale, shape: shape) }
}

/// NPY or IDX, by the content.
package enum ArrayReader {
    /// The array in a file (gzip unpacked). Throws ``DataError``.
    package static func array(at path: String) throws(DataError) -> NumberArray {
        let bytes = try DataLoading.bytes(at: path)
        let source = ArraySource(file: path)
        if bytes.starts(with: NPYReader.magic) { return try NPYReader.array(in: bytes, source: source) }
        if IDXReader.isIDX(bytes) { return try IDXReader.array(in: bytes, source: source) }
        throw .wrongFormat(source, .array, start: Array(bytes.prefix(4)))
    }
}
