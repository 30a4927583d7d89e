package import Contexts
import Exact
import Files
package import Properties

/// A property as its file states it.
package struct ReadProperty: Hashable, Sendable {
    /// The version of the format.
    package enum Version: String, Hashable, Sendable {
        case one = "1.0"
        case two = "2.0"
    }

    /// What a number of the property means: `real` is the author's consent to ignore the rounding of floats.
    package enum ElementType: String, Hashable, Sendable {
        case real, float32, float64
    }

    /// Its ``UnsafeProperty/names`` hold the declared names and dimensions of the tensors.
    package let property: UnsafeProperty
    package let version: Version
    /// The declared name of the network; `nil` in version 1.0.
    package let networkName: String?
    package let elementType: ElementType

    package var inputName: String { property.names.input.name }
    package var outputName: String { property.names.output.name }
    /// The declared dimensions; `nil` in version 1.0.
    package var inputShape: [Int]? { property.names.input.dimensions }
    package var outputShape: [Int]? { property.names.output.dimensions }
}

/// Reads VNN-LIB files, version 1.0 and version 2.0 with one network, one input and one output.
///
/// A file of version 2.0 starts with `(vnnlib-version <2.0>)`; every other file is read as 1.0. Numbers are read as the
/// exact decimals they are. Errors: ``FileError``, and ``PropertyError`` with the position of the first mistake. Cost:
/// linear in the size of the file.
package enum VNNLIBReader {
    /// The property in the file at `path`, plain or gzip.
    package static func property(at path: String) throws -> UnsafeProperty {
        try read(at: path).property
    }

    /// ``property(at:)`` with what else the file declares.
    package static func read(at path: String, limits: Limits = Limits()) throws -> ReadProperty {
        try read(FileReading.text(at: path, limits: limits), file: path)
    }

    /// Reads the text of a file; `file` is its name in messages.
    package static func read(_ text: [UInt8], file: String) throws(PropertyError) -> ReadProperty {
        let scanner = Scanner(bytes: text, file: file)
        if try startsWithVersion(scanner) {
            var parser = VNNLIB2Parser(scanner)
            return try parser.parse()
        }
        var parser = VNNLIB1Parser(scanner)
        return try parser.parse()
    }

    private static func startsWithVersion(_ scanner: Scanner) throws(PropertyError) -> Bool {
        var scanner = scanner
        guard try scanner.next().kind == .open else { return false }
        let name = try scanner.next()
        return name.kind == .atom && scanner.matches(name, "vnnlib-version")
    }
}
