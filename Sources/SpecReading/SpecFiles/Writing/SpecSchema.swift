/// The JSON Schema of spec files, made from the tables of keys: editors complete keys, show their meaning and underline
/// mistakes with it.
///
/// A YAML file says `radius: 0.1` and `radius: 1/255`; to a schema the first is a number and the second text, so numbers
/// are allowed as both. The schema refuses what the decoder refuses as far as a schema can.
package enum SpecSchema {
    /// The document, JSON Schema draft 2020-12.
    package static var text: String {
        var definitions: [String: JSONValue] = [:]
        for kind in MappingKind.allCases where kind != .file { definitions[kind.definition] = mapping(kind.mapping) }
        for (name, type) in singleValues { definitions[name] = definition(type) }
        for name in TypeName.allCases {
            definitions[name.rawValue] = schema(name.type).with(["description": .text(name.note)])
        }
        let root = mapping(SpecMapping.file).with([
            "$schema": .text("https://json-schema.org/draft/2020-12/schema"),
            "title": .text("Orthant spec file"),
            "$defs": .object(definitions),
        ])
        return root.document + "\n"
    }

    private static func mapping(_ mapping: SpecMapping) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for key in mapping.keys { properties[key.name] = schema(key.type).with(["description": .text(key.note)]) }
        var members: [String: JSONValue] = [
            "type": .text("object"), "description": .text(mapping.note), "properties": .object(properties),
            "additionalProperties": .boolean(false),
        ]
        let required = mapping.keys.filter(\.isRequired).map(\.name)
        if !required.isEmpty { members["required"] = .texts(required) }
        switch mapping.choice {
        case .none: break
        case .some(let names): members["anyOf"] = .list(names.map { .object(["required": .texts([$0])]) })
        case .one(let forms): members["anyOf"] = .list(forms.map { form($0, of: mapping) })
        }
        return .object(members)
    }

    /// The required keys of one form are there, and those of other forms only are not.
    private static func form(_ form: SpecMapping.Form, of mapping: SpecMapping) -> JSONValue {
        let others = mapping.keys.map(\.name).filter { mapping.forms(of: $0) != nil && !form.contains($0) }
        return .object([
            "required": .texts(form.required),
            "properties": .object(Dictionary(uniqueKeysWithValues: others.map { ($0, .boolean(false)) })),
        ])
    }

    // MARK: Single values

    /// What is defined once and referred to.
    private static let singleValues: [String: ValueType] = [
        "text": .text, "template": .template, "hash": .hex, "name": .name, "hyphenName": .hyphenName,
        "number": .number, "wholeNumber": .integer, "range": .range, "class": .class, "duration": .duration,
        "memory": .bytes, "boolean": .boolean, "constraint": .constraint, "reference": .reference, "phases": .phases,
        "rowFilter": .rowFilter,
    ]

    private static func schema(_ type: ValueType) -> JSONValue {
        switch type {
        case .text: reference("text")
        case .template: reference("template")
        case .hex: reference("hash")
        case .name: reference("name")
        case .hyphenName: reference("hyphenName")
        case .number: reference("number")
        case .integer: reference("wholeNumber")
        case .range: reference("range")
        case .class: reference("class")
        case .duration: reference("duration")
        case .bytes: reference("memory")
        case .boolean: reference("boolean")
        case .constraint: reference("constraint")
        case .reference: reference("reference")
        case .phases: reference("phases")
        case .rowFilter: reference("rowFilter")
        case .mapping(let kind): reference(kind.definition)
        case .named(let name): reference(name.rawValue)
        case .path(let endings):
            types(
                ["string"], pattern: SchemaPatterns.path(endings),
                endings.isEmpty ? "a path" : "a path that ends in " + endings.joined(separator: ", "))
        case .version: .object(["enum": .list([.integer(SpecDecoder.version), .text("\(SpecDecoder.version)")])])
        case .word(let words): .object(["enum": .list(words.flatMap(spellings))])
        case .list, .pair, .names, .layers, .either: collection(type)
        }
    }

    private static func reference(_ name: String) -> JSONValue { .object(["$ref": .text("#/$defs/\(name)")]) }

    private static func definition(_ type: ValueType) -> JSONValue {
        switch type {
        case .text: types(["string", "number", "boolean"])
        case .template: types(["string", "integer"], pattern: SchemaPatterns.template, "text; a name follows every $")
        case .hex: types(["string", "integer"], pattern: SchemaPatterns.hash, "8 to 64 hexadecimal digits")
        case .name:
            types(["string"], pattern: SchemaPatterns.name, "a name: letters, digits and '_'").with([
                "not": .object(["enum": .texts(TemplateText.reserved.sorted())])
            ])
        case .hyphenName: types(["string"], pattern: SchemaPatterns.hyphenName, "a name")
        case .number:
            types(["number", "string"], pattern: SchemaPatterns.number, "a number such as 0.03, 1e-3, 2/255 or $eps")
        case .integer: whole(pattern: SchemaPatterns.integer, "a whole number from 0")
        case .range: whole(pattern: SchemaPatterns.range, "a whole number, or a range such as 0..99")
        case .class: whole(pattern: SchemaPatterns.class, "a class: an index, the name of an output, or $img.label")
        case .duration: types(["string"], pattern: SchemaPatterns.duration, "a duration such as 60s, 10m, 1h30m")
        case .bytes: types(["string"], pattern: SchemaPatterns.bytes, "an amount of memory such as 512MiB or 8GiB")
        case .boolean: .object(["enum": .list([.boolean(true), .boolean(false), .text("true"), .text("false")])])
        case .constraint:
            types(["string"], pattern: SchemaPatterns.constraint, "a constraint such as x[0] - 2 x[1] <= 1/2")
        case .reference: types(["string"], pattern: SchemaPatterns.reference, "$name or $name.field")
        case .phases: types(["string"], pattern: SchemaPatterns.phases, "A, I or - for each neuron")
        case .rowFilter: types(["string"], pattern: SchemaPatterns.rowFilter, "correct, or label= and a class index")
        default: schema(type)
        }
    }

    private static func collection(_ type: ValueType) -> JSONValue {
        switch type {
        case .list(let item): .object(["type": .text("array"), "items": schema(item), "minItems": .integer(1)])
        case .pair(let item):
            .object([
                "type": .text("array"), "items": schema(item), "minItems": .integer(2), "maxItems": .integer(2),
            ])
        case .names(let value, let hyphens):
            .object([
                "type": .text("object"), "additionalProperties": schema(value),
                "propertyNames": hyphens ? reference("hyphenName") : reference("name"),
            ])
        case .layers(let value):
            .object([
                "type": .text("object"), "additionalProperties": schema(value), "minProperties": .integer(1),
                "propertyNames": .object(["pattern": .text(SchemaPatterns.layer)]),
            ])
        case .either(let types): .object(["anyOf": .list(types.map(schema))])
        default: preconditionFailure("a single value")
        }
    }

    /// A whole number as a number, or a text with this pattern.
    private static func whole(pattern: String, _ words: String) -> JSONValue {
        types(["integer", "string"], pattern: pattern, words).with([
            "minimum": .integer(0), "maximum": .integer(.max),
        ])
    }

    /// `patternErrorMessage` is what editors show instead of the pattern.
    private static func types(_ types: [String], pattern: String? = nil, _ words: String = "") -> JSONValue {
        var members: [String: JSONValue] = ["type": types.count == 1 ? .text(types[0]) : .texts(types)]
        if let pattern {
            members["pattern"] = .text(pattern)
            members["patternErrorMessage"] = .text("expected \(words)")
        }
        return .object(members)
    }

    /// A word as text, and as a number if it reads as one.
    private static func spellings(_ word: String) -> [JSONValue] {
        Int(word).map { [.text(word), .integer($0)] } ?? [.text(word)]
    }
}

extension MappingKind {
    /// Mappings and types may have the same name.
    fileprivate var definition: String { "\(rawValue)Keys" }
}
