package import Contexts
import Crypto
import Files
import Foundation

/// SHA-256 digests as 64 hexadecimal digits, small letters: what `sha256sum` prints.
package enum SHA256Digest {
    /// The digest of a text's UTF-8 bytes.
    package static func of(_ text: String) -> String {
        hexadecimal(SHA256.hash(data: Data(text.utf8)))
    }

    /// The digest of a file's bytes as they are stored, packed or not. Throws ``FileError/unreadable(path:reason:)``.
    /// Cost: one pass over the file.
    package static func ofFile(at path: String) throws(FileError) -> String {
        hexadecimal(SHA256.hash(data: try FileReading.storedBytes(at: path)))
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        var text = ""
        for byte in bytes {
            if byte < 16 { text += "0" }
            text += String(byte, radix: 16)
        }
        return text
    }
}
