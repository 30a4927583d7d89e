package import Contexts

/// Reads the binary versions of CIFAR-10 and CIFAR-100: records of the class byte or bytes and 3072 bytes, red, green and
/// blue planes of 32 rows each.
///
/// The files have no header. A CIFAR-10 record has one class byte (0 to 9); a CIFAR-100 record has a coarse (0 to 19) and a
/// fine one (0 to 99), and the label is the fine one. The size of the file tells which; a size that both records divide
/// (3074 records of one are as long as 3073 of the other) is read as CIFAR-10 when its class bytes allow it.
///
/// Reference: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
package struct CIFARReader: Sendable {
    /// Count x 3 x 32 x 32, bytes.
    package let images: NumberArray
    package let labels: [Int]

    private enum Kind: CaseIterable {
        case ten, hundred

        /// The limits of the class bytes; the last of them is the label.
        var classes: [Int] {
            switch self {
            case .ten: [10]
            case .hundred: [20, 100]
            }
        }

        var record: Int { classes.count + CIFARReader.pixels }
    }

    private static let shape = [3, 32, 32]
    private static let pixels = 3 * 32 * 32

    /// The records of several files, one after the other. Requires at least one path. Throws ``DataError``.
    package init(at paths: [String]) throws(DataError) {
        var files: [(path: String, bytes: [UInt8])] = []
        for path in paths { files.append((path, try DataLoading.bytes(at: path))) }
        try self.init(files)
    }

    /// The records of the contents of several files.
    init(_ files: [(path: String, bytes: [UInt8])]) throws(DataError) {
        guard let first = files.first else { preconditionFailure("a CIFAR data set without files") }
        let kind = try Self.kind(of: first.bytes, first.path)
        for file in files.dropFirst() where try Self.kind(of: file.bytes, file.path) != kind {
            throw .mixedCIFAR(file: file.path, first: first.path)
        }
        let bytes = files.count == 1 ? first.bytes : files.flatMap(\.bytes)
        let count = bytes.count / kind.record
        let labelBytes = kind.classes.count
        labels = (0..<count).map { Int(bytes[$0 * kind.record + labelBytes - 1]) }
        images = NumberArray(
            source: ArraySource(file: first.path), shape: [count] + Self.shape, type: .uint8, isBigEndian: false,
            bytes: bytes, start: labelBytes, strides: [kind.record, 32 * 32, 32, 1])
    }

    /// The kind whose records fill the file and whose class bytes are all possible.
    private static func kind(of bytes: [UInt8], _ path: String) throws(DataError) -> Kind {
        var defect = DataError.records(file: path, bytes: bytes.count)
        for kind in Kind.allCases where !bytes.isEmpty && bytes.count.isMultiple(of: kind.record) {
            guard let (record, found, limit) = impossibleClass(in: bytes, kind) else { return kind }
            defect = .impossibleClass(file: path, record: record, found: found, limit: limit)
        }
        throw defect
    }

    private static func impossibleClass(in bytes: [UInt8], _ kind: Kind) -> (record: Int, found: Int, limit: Int)? {
        for record in 0..<(bytes.count / kind.record) {
            for (i, limit) in kind.classes.enumerated() {
                let found = Int(bytes[record * kind.record + i])
                if found >= limit { return (record, found, limit) }
            }
        }
        return nil
    }
}
