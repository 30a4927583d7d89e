package import Contexts

/// Data sets by two names, as a command line gives them.
extension DataSet {
    /// The data set in a file of any format known here, the content decides. `points` is a file; `file.npz:key` is one
    /// array of an archive, whose key may be left out when it is `images` or the archive has one array. `labels` is a file
    /// or, for an archive, a key or `file.npz:key` (NPY, IDX, NPZ), a table of names (PNG) or a column (CSV); CIFAR
    /// records hold their own. Without `labels` the points have none.
    ///
    /// Throws ``DataError`` for whatever cannot be read.
    package static func named(
        _ points: String, labels: String? = nil, form: PointForm = PointForm()
    ) throws(DataError) -> DataSet {
        let place = ArrayName(points)
        switch try DataFormat(ofFileAt: place.file) {
        case .cifar: return try .cifar(name: points, at: [points], form: form)
        case .png: return try .png(name: points, matching: points, labels: labels, form: form)
        case .csv: return try .csv(name: points, at: points, CSVForm(label: labels.map { CSVColumn($0) }), form: form)
        case .npy, .npz, .idx, .array: break
        }
        let array = try place.array(standardKey: "images")
        var labelArray: NumberArray?
        if let labels {
            let name = ArrayName(labels, inArchiveOf: place)
            labelArray = try name.array(standardKey: "labels")
        }
        return try DataSet(name: points, images: array, labels: labelArray, form)
    }
}

/// A file, or an array of an archive: `file.npz:key`.
private struct ArrayName {
    let file: String
    let key: String?

    init(_ text: String) {
        let marker = ".npz:"
        guard let range = text.ranges(of: marker).last else {
            (file, key) = (text, nil)
            return
        }
        file = String(text[..<text.index(before: range.upperBound)])
        key = String(text[range.upperBound...])
    }

    /// A bare word beside an archive is a key of that archive.
    init(_ text: String, inArchiveOf other: ArrayName) {
        let isKey = other.file.hasSuffix(".npz") && !text.contains { $0 == "/" || $0 == "." || $0 == ":" }
        self = isKey ? ArrayName(file: other.file, key: text) : ArrayName(text)
    }

    private init(file: String, key: String) {
        (self.file, self.key) = (file, key)
    }

    func array(standardKey: String) throws(DataError) -> NumberArray {
        guard try DataFormat(ofFileAt: file) == .npz else { return try ArrayReader.array(at: file) }
        let archive = try NPZReader(at: file)
        let only = archive.keys.count == 1 ? archive.keys.first : nil
        let standard = archive.keys.contains(standardKey) ? standardKey : only
        return try archive.array(key ?? standard ?? standardKey)
    }
}
