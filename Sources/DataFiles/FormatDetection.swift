package import Contexts

extension DataFormat {
    /// The format of a file: by its first bytes where the format has a signature, by its name (`.csv`, `.bin`, each also
    /// with `.gz`) where it has none. A pattern with `*` or `?` names pictures. Throws ``DataError`` when the file cannot
    /// be read or is none of these.
    package init(ofFileAt path: String) throws(DataError) {
        if path.contains(where: { $0 == "*" || $0 == "?" }) {
            self = .png
            return
        }
        let start = try DataLoading.start(of: path, count: PNGHeader.signature.count)
        let name = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
        if start.starts(with: NPYReader.magic) {
            self = .npy
        } else if start.starts(with: PNGHeader.signature) {
            self = .png
        } else if start.starts(with: "PK".utf8) {
            self = .npz
        } else if name.hasSuffix(".csv") {
            self = .csv
        } else if name.hasSuffix(".bin") {
            self = .cifar
        } else if IDXReader.isIDX(start) {
            self = .idx
        } else {
            throw .unknownFormat(file: path, start: Array(start.prefix(4)))
        }
    }
}
