import Contexts

/// A pattern in a file of its own.
package struct NAPFile: Sendable {
    /// The start of the digest of the network that it was made for.
    package let network: Located<String>?
    package let layers: [PatternNode.Layer]

    package init(network: Located<String>?, layers: [PatternNode.Layer]) {
        self.network = network
        self.layers = layers
    }

    package static func read(at path: String) throws -> NAPFile {
        throw FileError.unreadable(path: path, reason: "not yet")
    }
}
