import Foundation

/// JSON the same way everywhere: sorted keys in snake case, so that equal documents are equal texts.
package enum JSONText {
    /// Indented, over several lines.
    package static func of(_ document: some Encodable) throws -> String {
        try text(document, [.prettyPrinted])
    }

    /// On one line.
    package static func line(of document: some Encodable) throws -> String {
        try text(document, [])
    }

    /// Indented, with the names of the fields as they are: for formats that others have defined.
    package static func keepingNames(of document: some Encodable) throws -> String {
        try text(document, [.prettyPrinted], .useDefaultKeys)
    }

    private static func text(
        _ document: some Encodable, _ formatting: JSONEncoder.OutputFormatting,
        _ keys: JSONEncoder.KeyEncodingStrategy = .convertToSnakeCase
    ) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
        encoder.keyEncodingStrategy = keys
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }
}
