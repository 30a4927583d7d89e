import Contexts

extension SpecDecoder {
    /// An activation pattern: a file, layers written here, or the name of a pattern where that makes sense.
    mutating func pattern(_ slot: Slot, mayBeName: Bool) -> PatternNode {
        switch slot.node.content {
        case .scalar(let text): return namedPattern(text, slot, mayBeName: mayBeName)
        case .list:
            wrongKind(slot, [.mapping, .scalar])
            return .invalid
        case .mapping(let entries):
            if entries.isEmpty {
                diagnostics.report(
                    .wrongCount(slot.subject, found: 0, expected: "at least one layer", example: slot.example),
                    at: slot.node.span)
                return .invalid
            }
            let layers = entries.compactMap { layer($0, slot) }
            return layers.count == entries.count ? .layers(layers) : .invalid
        }
    }

    private mutating func namedPattern(_ text: ScalarText, _ slot: Slot, mayBeName: Bool) -> PatternNode {
        let isName = TemplateText.isName(text.text.filter { $0 != "-" }) && text.text.first?.isLetter == true
        if mayBeName, isName { return .named(Located(text.text, at: text.span)) }
        let endings = slot.key.type.endings
        let lowercased = text.text.lowercased()
        if mayBeName, !endings.contains(where: lowercased.hasSuffix), !text.text.contains("$"), !text.isMissing {
            diagnostics.report(.path(text.shown, .neitherNameNorPath(endings)), at: text.span)
            return .invalid
        }
        return templatePath(slot).map { .named($0) } ?? .invalid
    }

    private mutating func layer(_ entry: YAMLNode.Entry, _ slot: Slot) -> PatternNode.Layer? {
        let isNamed = isLayerName(entry.key)
        let phases = self.phases(slot.entry(entry))
        guard isNamed, let phases else { return nil }
        return PatternNode.Layer(name: Located(entry.key.text, at: entry.key.span), phases: phases)
    }

    /// `relu[0]`, or any text that does not try to be that.
    private mutating func isLayerName(_ key: ScalarText) -> Bool {
        let text = key.text
        guard text.hasPrefix("relu[") || text.hasPrefix("pre[") || text == "relu" || text == "pre" else {
            return !text.isEmpty
        }
        if text.hasPrefix("relu["), text.hasSuffix("]"),
            (try? IntegerText.parse(String(text.dropFirst("relu[".count).dropLast()))) != nil
        {
            return true
        }
        diagnostics.report(.name(text.shown, .layer), at: key.span)
        return false
    }

    private mutating func phases(_ slot: Slot) -> PatternNode.Phases? {
        switch slot.node.content {
        case .scalar(let text):
            guard !text.isMissing else { return missingPhases(slot) }
            let scalars = Array(text.text.unicodeScalars)
            if let wrong = scalars.firstIndex(where: { $0 != "A" && $0 != "I" && $0 != "-" }) {
                diagnostics.report(
                    .name(text.shown, .phase(Character(scalars[wrong]))), at: text.span(wrong..<(wrong + 1)))
                return nil
            }
            return .text(Located(text.text, at: text.span))
        case .list:
            wrongKind(slot, [.mapping, .scalar])
            return nil
        case .mapping(let entries):
            let fields = fields(entries, .phases, span: slot.node.span)
            let active = fields["active"].map { indices($0) } ?? []
            let inactive = fields["inactive"].map { indices($0) } ?? []
            guard fields.isComplete, let active, let inactive else { return nil }
            return .indices(active: active, inactive: inactive)
        }
    }

    private mutating func missingPhases(_ slot: Slot) -> PatternNode.Phases? {
        diagnostics.report(.missingValue(key: slot.name.shown, example: "{active: [5]}"), at: slot.keySpan)
        return nil
    }

    /// `nil` when an item is no index.
    private mutating func indices(_ slot: Slot) -> [Located<ClosedRange<Int>>]? {
        let items = list(slot)
        let ranges = items.compactMap { range($0) }
        return ranges.count == items.count && !items.isEmpty ? ranges : nil
    }
}
