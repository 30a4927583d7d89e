import Contexts

extension SpecDecoder {
    mutating func property(_ slot: Slot) -> Located<PropertyNode> {
        switch slot.node.content {
        case .scalar(let text):
            if text.text == "empty" { return Located(.empty, at: text.span) }
            if text.isMissing {
                wrongKind(slot, [.mapping])
            } else {
                let isNearEmpty = NearestName.to(text.text, among: ["empty"]) != nil
                report(
                    text, isNot: ["empty", "a mapping"], "property", key: slot.name,
                    suggestion: isNearEmpty ? nil : slot.key.example)
            }
            return Located(.invalid, at: text.span)
        case .list:
            wrongKind(slot, [.mapping])
            return Located(.invalid, at: slot.node.span)
        case .mapping(let entries):
            let fields = fields(entries, .property, span: slot.node.span)
            return Located(property(fields) ?? .invalid, at: slot.node.span)
        }
    }

    private mutating func property(_ fields: Fields) -> PropertyNode? {
        let margin = fields["margin"].map { number($0) }
        if let slot = fields["class"] { return .class(self.class(slot), margin: margin) }
        if let slot = fields["never"] { return .never(classes(slot)) }
        if let slot = fields["top"] { return top(slot) }
        if let slot = fields["holds"] { return .holds(constraints(slot, .property)) }
        if let slot = fields["violated_when"] { return .violatedWhen(constraints(slot, .property)) }
        if let slot = fields["all"] { return .all(list(slot).map { property($0) }) }
        if let slot = fields["any"] { return .any(list(slot).map { property($0) }) }
        let target = fields["target"].map { self.class($0) }
        let against = fields["against"].map { classes($0) }
        guard let target, let against else { return nil }
        return .target(target, against: against, margin: margin)
    }

    private mutating func top(_ slot: Slot) -> PropertyNode? {
        guard let fields = fields(slot, .top) else { return nil }
        let name = fields["class"].map { self.class($0) }
        let within = fields["within"].map { integer($0) }
        guard let name, let within else { return nil }
        return .top(name, within: within)
    }
}
