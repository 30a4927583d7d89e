import Contexts

/// Makes a ``SpecFile`` of a YAML tree. Reports what is wrong and goes on, so that one run finds all mistakes of a file.
struct SpecDecoder {
    /// The newest version of the language that is understood.
    static let version = 1

    var diagnostics = Diagnostics()

    /// The file; `nil` when it is written in a newer version of the language.
    mutating func file(_ root: YAMLNode, path name: String, role: SpecReader.Role) -> SpecFile? {
        let mapping: SpecMapping = role == .main ? .file : .included
        guard case .mapping(let entries) = root.content else {
            diagnostics.report(
                .wrongKind(.file, found: root.kind, expected: [.mapping], example: "spec: 1"), at: root.span)
            return nil
        }
        guard hasReadableVersion(entries, at: root.span) else { return nil }
        // A missing version has its own message.
        let fields = fields(entries, mapping.withoutRequiredVersion, span: root.span)
        var file = SpecFile(path: name)
        if role == .main {
            file.name = fields["name"].flatMap { text($0) }
            file.description = fields["description"].flatMap { text($0) }
            file.checks = fields["checks"].map { slot in list(slot).map { check($0) } } ?? []
        }
        file.includes = fields["include"].map { slot in list(slot).compactMap { path($0) } } ?? []
        file.network = fields["network"].map { network($0) }
        file.data = fields["data"].map { table($0) { $0.data($1) } } ?? []
        file.patterns = fields["naps"].map { table($0) { $0.pattern($1, mayBeName: false) } } ?? []
        file.regions = fields["regions"].map { table($0) { $0.region($1) } } ?? []
        file.parameters = fields["params"].map { table($0) { $0.values($1) } } ?? []
        if let defaults = fields["defaults"] { file.defaults = self.defaults(defaults) }
        return file
    }

    /// Reports a missing, misplaced or unreadable version; false when reading on makes no sense.
    private mutating func hasReadableVersion(_ entries: [YAMLNode.Entry], at span: Span) -> Bool {
        guard let entry = entries.first(where: { $0.key.text == "spec" }) else {
            let isMisspelt = entries.contains { NearestName.to($0.key.text, among: ["spec"]) != nil }
            if !isMisspelt { diagnostics.report(.version(.missing), at: span) }
            return true
        }
        if entries.first?.key.text != "spec" { diagnostics.report(.version(.notFirst), at: entry.key.span) }
        guard case .scalar(let text) = entry.value.content else {
            diagnostics.report(
                .wrongKind(.value(of: "spec"), found: entry.value.kind, expected: [.scalar], example: "1"),
                at: entry.value.span)
            return true
        }
        // A missing value has its own message.
        if text.isMissing { return true }
        guard let version = try? IntegerText.parse(text.text), version > 0 else {
            diagnostics.report(.version(.unreadable(text.shown, supported: "\(Self.version)")), at: text.span)
            return true
        }
        guard version > Self.version else { return true }
        diagnostics.report(.version(.newer(text.shown, supported: "\(Self.version)")), at: text.span)
        return false
    }

    /// A mapping from names to values.
    mutating func table<Value>(
        _ slot: Slot, _ decode: (inout SpecDecoder, Slot) -> Value
    ) -> [Definition<Value>] {
        guard case .mapping(let entries) = slot.node.content else {
            wrongKind(slot, [.mapping])
            return []
        }
        var definitions: [Definition<Value>] = []
        for entry in entries {
            let entrySlot = slot.entry(entry)
            let name = name(entry.key, mayHaveHyphen: slot.key.type.mayHaveHyphen)
            if case .scalar(let text) = entry.value.content, text.isMissing {
                diagnostics.report(.missingValue(key: entry.key.shown, example: slot.key.item), at: entry.key.span)
                continue
            }
            let value = decode(&self, entrySlot)
            if let name { definitions.append(Definition(name: name, value: value)) }
        }
        return definitions
    }

    private mutating func defaults(_ slot: Slot) -> DefaultsNode {
        var defaults = DefaultsNode()
        guard let fields = fields(slot, .defaults) else { return defaults }
        if let budget = fields["budget"] { defaults.budget = self.budget(budget) }
        defaults.seed = fields["seed"].flatMap { wholeNumber($0) }
        defaults.threads = fields["threads"].flatMap { wholeNumber($0) }
        defaults.decision = fields["decision"].flatMap { word($0, "decision") }
        return defaults
    }
}

extension SpecMapping {
    fileprivate var withoutRequiredVersion: SpecMapping {
        SpecMapping(
            title, note, choice: choice,
            keys: keys.map { $0.name == "spec" ? SpecKey($0.name, $0.type, example: $0.example, $0.note) : $0 })
    }
}
