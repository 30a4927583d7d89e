/// One kind of mapping: the keys it may hold. The same table makes the messages about unknown and missing keys, the JSON
/// Schema and the reference.
package struct SpecMapping: Sendable {
    /// With its article, as messages name it: "a check".
    package let title: String
    /// What it says, one sentence.
    package let note: String
    /// In the order of messages and of the reference.
    package let keys: [SpecKey]
    package let choice: Choice

    /// Which keys must be there besides the required ones.
    package enum Choice: Sendable {
        case none
        /// The keys of exactly one form.
        case one([Form])
        /// At least one of these keys.
        case some([String])
    }

    /// Keys that belong together. A key that no form names goes with all of them.
    package struct Form: Sendable {
        package let required: [String]
        package let optional: [String]

        init(_ required: [String], optional: [String] = []) {
            self.required = required
            self.optional = optional
        }

        package func contains(_ key: String) -> Bool { required.contains(key) || optional.contains(key) }
    }

    init(_ title: String, _ note: String, choice: Choice = .none, keys: [SpecKey]) {
        self.title = title
        self.note = note
        self.keys = keys
        self.choice = choice
    }

    package func key(_ name: String) -> SpecKey? { keys.first { $0.name == name } }

    /// The forms that a key belongs to; `nil` for a key that goes with all.
    package func forms(of key: String) -> [Form]? {
        guard case .one(let forms) = choice else { return nil }
        let own = forms.filter { $0.contains(key) }
        return own.isEmpty ? nil : own
    }
}

/// One key of a mapping.
package struct SpecKey: Sendable {
    package let name: String
    package let type: ValueType
    package let isRequired: Bool
    /// A value to type, in flow form.
    package let example: String
    /// One item of it, when the value is a list or a table of named values.
    package let item: String
    /// What it says, one sentence.
    package let note: String

    init(
        _ name: String, _ type: ValueType, isRequired: Bool = false, example: String, item: String = "", _ note: String
    ) {
        self.name = name
        self.type = type
        self.isRequired = isRequired
        self.example = example
        self.item = item
        self.note = note
    }
}

/// What may stand as a value.
package indirect enum ValueType: Sendable {
    // Single values
    case text, template, path([String]), hex, version
    /// A name that the user makes up; that of a data set or a pattern may have hyphens.
    case name, hyphenName
    case number, integer, duration, bytes, boolean
    case word([String])
    case `class`, constraint, reference, range, phases, rowFilter
    // Collections
    case list(ValueType)
    case pair(ValueType)
    /// A mapping from names to values.
    case names(ValueType, hyphens: Bool)
    /// A mapping from layers, `relu[0]` or the name of a tensor, to values.
    case layers(ValueType)
    case mapping(MappingKind)
    case either([ValueType])
    case named(TypeName)
}

/// Types with a name of their own: the schema defines each once, and they may contain themselves.
package enum TypeName: String, CaseIterable, Sendable {
    case network, values, rows, region, point, nap, property, vector, interval

    package var type: ValueType {
        switch self {
        case .network: .either([.path([".onnx", ".onnx.gz", ".nnet", ".nnet.gz"]), .mapping(.network)])
        case .values: .either([.text, .list(.text), .mapping(.values)])
        case .rows: .either([.word(["all"]), .range, .list(.range), .mapping(.rows)])
        case .region: .either([.reference, .word(["domain"]), .mapping(.region)])
        case .point: .either([.reference, .named(.vector), .mapping(.point)])
        case .nap:
            .either([.path([".nap", ".json"]), .layers(.either([.phases, .mapping(.phases)]))])
        case .property: .either([.word(["empty"]), .mapping(.property)])
        case .vector: .either([.number, .list(.number)])
        case .interval: .pair(.number)
        }
    }

    package var note: String {
        switch self {
        case .network: "The path of a model, or a mapping with the path and what to know about it."
        case .values: "What a name runs over: one value, a list, rows of a data set, a table, a range or files."
        case .rows: "Rows of a data set, counted from 0."
        case .region:
            "A set of inputs: `$name` of a region, the network's `domain`, or shapes whose intersection it is."
        case .point: "One input: a reference, its entries (a number stands for every entry), or a file."
        case .nap:
            "An activation pattern: a file, or for each layer one character per neuron or lists of indices. Layers are "
                + "`relu[0]`, `relu[1]`, ... in the order of the graph, or names of tensors."
        case .property: "What must hold on the whole region, or the word `empty`: no point satisfies the region."
        case .vector: "One number per entry, or one number that stands for every entry."
        case .interval: "The lower and the upper end."
        }
    }
}

/// All kinds of mappings.
package enum MappingKind: String, CaseIterable, Sendable {
    case file, included, network, units, data, check, vnnlib, values, range, rows, search, budget, defaults
    case region, ball, box, cone, scale, hull, phases, point, property, top

    package var mapping: SpecMapping {
        switch self {
        case .file: .file
        case .included: .included
        case .network: .network
        case .units: .units
        case .data: .data
        case .check: .check
        case .vnnlib: .vnnlib
        case .values: .values
        case .range: .range
        case .rows: .rows
        case .search: .search
        case .budget: .budget
        case .defaults: .defaults
        case .region: .region
        case .ball: .ball
        case .box: .box
        case .cone: .cone
        case .scale: .scale
        case .hull: .hull
        case .phases: .phases
        case .point: .point
        case .property: .property
        case .top: .top
        }
    }
}
