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

    /// Over the inputs of all networks, and over their hidden nodes and outputs, as ``VNNLIBTensor/first`` numbers them.
    package let property: UnsafeProperty
    package let version: Version
    /// The declared networks, in order; none in version 1.0.
    package let networks: [VNNLIBNetwork]
    /// That of all variables.
    package let elementType: ElementType

    /// Whether the property is about anything but the inputs and outputs of one network in the order of its model.
    package var isProduct: Bool {
        networks.count > 1
            || networks.contains { !$0.hidden.isEmpty || $0.inputs[0].modelName != nil }
    }
}

extension ReadProperty {
    /// The network whose model a network has: another one for a network that is equal to it.
    package func model(of index: Int) -> Int {
        var index = index
        while case .equal(let other)? = networks[index].relation { index = other }
        return index
    }
}

/// Reads VNN-LIB files, version 1.0 and version 2.0.
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
