import Foundation

/// A JSON document.
enum JSONValue: Encodable {
    case text(String)
    case integer(Int)
    case boolean(Bool)
    case list([JSONValue])
    case object([String: JSONValue])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .boolean(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        case .object(let values): try container.encode(values)
        }
    }

    static func texts(_ texts: [String]) -> JSONValue { .list(texts.map { .text($0) }) }

    /// Indented, with sorted keys.
    var document: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("texts, whole numbers and answers always have a JSON form")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// With more members; requires an object.
    func with(_ members: [String: JSONValue]) -> JSONValue {
        guard case .object(let own) = self else { preconditionFailure("only objects have members") }
        return .object(own.merging(members) { _, new in new })
    }
}
