import Foundation
import Testing
import Yams

/// As much of JSON Schema as the schema of spec files uses. A keyword it does not know is an error, not a pass.
struct SchemaValidator {
    private let root: [String: Any]
    private let patterns = Patterns()

    init(_ text: String) throws {
        root = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// What is wrong with a value, as places and keywords; empty when nothing is.
    func problems(_ value: Any) throws -> [String] {
        try problems(value, root, at: "")
    }

    private func problems(_ value: Any, _ schema: Any, at place: String) throws -> [String] {
        if let allowed = schema as? Bool { return allowed ? [] : ["\(place): nothing is allowed here"] }
        let schema = try #require(schema as? [String: Any])
        return try schema.keys.sorted().flatMap { keyword in
            try problems(value, keyword, try #require(schema[keyword]), schema, at: place)
        }
    }

    private func problems(
        _ value: Any, _ keyword: String, _ rule: Any, _ schema: [String: Any], at place: String
    ) throws -> [String] {
        let failure = ["\(place): \(keyword)"]
        let object = value as? [String: Any]
        let list = value as? [Any]
        let text = value as? String
        switch keyword {
        case "$schema", "$defs", "title", "description", "patternErrorMessage", "minimum", "maximum": return []
        case "$ref":
            let name = try #require((rule as? String)?.components(separatedBy: "/").last)
            let definitions = try #require(root["$defs"] as? [String: Any])
            return try problems(value, try #require(definitions[name]), at: place)
        case "type":
            let types = rule as? [String] ?? [rule as? String].compactMap(\.self)
            let type = object != nil ? "object" : list != nil ? "array" : "string"
            return types.contains(type) ? [] : failure
        case "enum":
            return (rule as? [Any])?.contains { $0 as? String == text } == true ? [] : failure
        case "pattern":
            guard let text else { return [] }
            return try patterns.matches(text, try #require(rule as? String)) ? [] : failure
        case "not": return try problems(value, rule, at: place).isEmpty ? failure : []
        case "anyOf":
            let all = try #require(rule as? [Any]).map { try problems(value, $0, at: place) }
            return all.contains { $0.isEmpty } ? [] : failure + (all.min { $0.count < $1.count } ?? [])
        case "items": return try (list ?? []).enumerated().flatMap { try problems($1, rule, at: "\(place)/\($0)") }
        case "minItems": return list.map { $0.count < rule as? Int ?? 0 } == true ? failure : []
        case "maxItems": return list.map { $0.count > rule as? Int ?? 0 } == true ? failure : []
        case "minProperties": return object.map { $0.count < rule as? Int ?? 0 } == true ? failure : []
        case "required":
            guard let object else { return [] }
            return try #require(rule as? [String]).allSatisfy { object[$0] != nil } ? [] : failure
        case "propertyNames":
            return try (object ?? [:]).keys.flatMap { try problems($0, rule, at: "\(place)/\($0) (the key)") }
        case "properties":
            let rules = try #require(rule as? [String: Any])
            return try rules.keys.sorted().flatMap { key in
                guard let member = object?[key] else { return [String]() }
                return try problems(member, try #require(rules[key]), at: "\(place)/\(key)")
            }
        case "additionalProperties":
            let known = Set((schema["properties"] as? [String: Any] ?? [:]).keys)
            return try (object ?? [:]).filter { !known.contains($0.key) }.flatMap { key, member in
                try problems(member, rule, at: "\(place)/\(key)")
            }
        default: return ["\(place): unknown keyword \(keyword)"]
        }
    }
}

/// Compiled expressions.
private final class Patterns {
    private var compiled: [String: NSRegularExpression] = [:]

    func matches(_ text: String, _ pattern: String) throws -> Bool {
        let expression = try compiled[pattern] ?? NSRegularExpression(pattern: pattern)
        compiled[pattern] = expression
        return expression.firstMatch(in: text, range: NSRange(location: 0, length: (text as NSString).length)) != nil
    }
}

extension SchemaValidator {
    /// A YAML text as JSON values, every scalar a text; `nil` when it is no YAML.
    static func value(_ yaml: String) -> Any? {
        guard let parser = try? Yams.Parser(yaml: yaml, resolver: .basic, encoding: .utf8),
            let node = try? parser.singleRoot()
        else { return nil }
        return value(node)
    }

    private static func value(_ node: Yams.Node) -> Any {
        switch node {
        case .scalar(let scalar): scalar.string
        case .sequence(let sequence): sequence.map(value)
        case .mapping(let mapping):
            Dictionary(mapping.map { ($0.key.scalar?.string ?? "", value($0.value)) }) { first, _ in first }
        case .alias: ""
        }
    }
}
