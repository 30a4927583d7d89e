import Contexts

/// A value on its way to being decoded, with what messages need to say about it.
struct Slot {
    /// The key of the table that describes the value.
    let key: SpecKey
    /// The key it stands under: that of the table, or a name that the user gave.
    let name: String
    let keySpan: Span
    let node: YAMLNode
    /// Whether it is one item of the list or the table under the key.
    var isItem = false

    var subject: SpecSyntaxError.Subject { isItem && name == key.name ? .item(of: name) : .value(of: name) }
    var example: String { isItem ? key.item : key.example }

    /// One item of a list.
    func item(_ node: YAMLNode) -> Slot { Slot(key: key, name: name, keySpan: node.span, node: node, isItem: true) }

    /// One named value of a table.
    func entry(_ entry: YAMLNode.Entry) -> Slot {
        Slot(key: key, name: entry.key.text, keySpan: entry.key.span, node: entry.value, isItem: true)
    }
}

/// The values of a mapping by key. All keys are known ones, and those of one form.
struct Fields {
    let span: Span
    let mapping: SpecMapping
    fileprivate(set) var slots: [String: Slot] = [:]
    /// Whether a key was unknown, missing or without a value.
    fileprivate(set) var isComplete = true

    subscript(_ name: String) -> Slot? {
        precondition(mapping.key(name) != nil, "no table of keys has '\(name)' for \(mapping.title)")
        return slots[name]
    }
}

extension SpecDecoder {
    /// The fields of a mapping; `nil` when the value is none, which is reported.
    ///
    /// A misspelt key stands for the one it is nearest to, so that its value is checked too; and as long as keys are
    /// unknown, nothing is said about as many missing ones.
    mutating func fields(_ slot: Slot, _ kind: MappingKind) -> Fields? {
        guard case .mapping(let entries) = slot.node.content else {
            wrongKind(slot, [.mapping])
            return nil
        }
        return fields(entries, kind.mapping, span: slot.node.span)
    }

    mutating func fields(_ entries: [YAMLNode.Entry], _ mapping: SpecMapping, span: Span) -> Fields {
        var fields = Fields(span: span, mapping: mapping)
        var present: Set<String> = []
        var unknown = 0
        let written = Set(entries.map(\.key.text))
        for entry in entries {
            guard let key = key(entry.key, mapping, written.union(present), &unknown) else {
                fields.isComplete = false
                continue
            }
            present.insert(key.name)
            if case .scalar(let text) = entry.value.content, text.isMissing {
                diagnostics.report(.missingValue(key: key.name, example: key.example), at: entry.key.span)
                fields.isComplete = false
                continue
            }
            fields.slots[key.name] = Slot(key: key, name: key.name, keySpan: entry.key.span, node: entry.value)
        }
        checkChoice(&fields, present, unknown)
        return fields
    }

    /// The table's row for a key as written; `nil` when there is none. Reports an unknown key.
    private mutating func key(
        _ text: ScalarText, _ mapping: SpecMapping, _ used: Set<String>, _ unknown: inout Int
    ) -> SpecKey? {
        if let key = mapping.key(text.text) { return key }
        let known = mapping.keys.map(\.name)
        let unused = known.filter { !used.contains($0) }
        let nearest = NearestName.to(text.text, among: unused) ?? NearestName.to(text.text, among: known)
        diagnostics.report(
            .unknownKey(text.shown, mapping: mapping.title, known: known, nearest: nearest), at: text.span)
        guard let nearest, unused.contains(nearest), NearestName.to(text.text, among: known) == nearest else {
            unknown += 1
            return nil
        }
        return mapping.key(nearest)
    }

    /// Reports missing keys and keys of different forms.
    private mutating func checkChoice(_ fields: inout Fields, _ present: Set<String>, _ unknown: Int) {
        let mapping = fields.mapping
        var missing = mapping.keys.filter { $0.isRequired && !present.contains($0.name) }.map(\.name)
        var choiceIsMissing = false
        switch mapping.choice {
        case .none: break
        case .some(let names): choiceIsMissing = present.isDisjoint(with: names)
        case .one(let forms):
            guard let form = chosen(forms, present) else {
                choiceIsMissing = true
                break
            }
            missing += form.required.filter { !present.contains($0) }
            for slot in fields.slots.values.sorted(by: { $0.keySpan.precedes($1.keySpan) }) {
                guard mapping.forms(of: slot.name) != nil, !form.contains(slot.name) else { continue }
                let partner = form.required.first { present.contains($0) } ?? form.required[0]
                diagnostics.report(
                    .foreignKey(slot.name, mapping: mapping.title, partner: partner), at: slot.keySpan)
                fields.slots[slot.name] = nil
                fields.isComplete = false
            }
        }
        if !missing.isEmpty || choiceIsMissing { fields.isComplete = false }
        if choiceIsMissing, unknown == 0 { reportMissingChoice(mapping, at: fields.span) }
        guard missing.count > unknown else { return }
        let order = mapping.keys.map(\.name).filter(missing.contains)
        let example = mapping.keys.filter { order.contains($0.name) }.map { "\($0.name): \($0.example)" }
        diagnostics.report(
            .missingKeys(order, mapping: mapping.title, example: example.joined(separator: "  and  ")), at: fields.span)
    }

    /// The form that the keys fit best; `nil` when no key of any form is there.
    private func chosen(_ forms: [SpecMapping.Form], _ present: Set<String>) -> SpecMapping.Form? {
        let scored = forms.map { form in
            (form: form, count: form.required.count(where: present.contains))
        }
        let complete = scored.filter { $0.count == $0.form.required.count }
        let best = (complete.isEmpty ? scored : complete).max { $0.count < $1.count }
        guard let best, best.count > 0 else { return nil }
        return (complete.isEmpty ? scored : complete).first { $0.count == best.count }?.form
    }

    private mutating func reportMissingChoice(_ mapping: SpecMapping, at span: Span) {
        let ways: [[String]] =
            switch mapping.choice {
            case .none: []
            case .some(let names): names.map { [$0] }
            case .one(let forms): forms.map(\.required)
            }
        // A reference in an example would be one to nothing.
        let keys = ways.map { $0.compactMap(mapping.key) }
        let plain = keys.first { $0.allSatisfy { !$0.example.contains("$") } } ?? keys.first ?? []
        let example = plain.map { "\($0.name): \($0.example)" }
        diagnostics.report(
            .missingChoice(ways: ways, mapping: mapping.title, example: example.joined(separator: "  and  ")), at: span)
    }

    mutating func wrongKind(_ slot: Slot, _ expected: [SpecSyntaxError.NodeKind]) {
        diagnostics.report(
            .wrongKind(slot.subject, found: slot.node.kind, expected: expected, example: slot.example),
            at: slot.node.span)
    }
}

extension YAMLNode {
    var kind: SpecSyntaxError.NodeKind {
        switch content {
        case .scalar: .scalar
        case .list: .list
        case .mapping: .mapping
        }
    }
}

extension Span {
    func precedes(_ other: Span) -> Bool { (line, column) < (other.line, other.column) }
}
