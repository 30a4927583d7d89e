import Contexts

extension SpecDecoder {
    /// A path that must end as its key's type says.
    mutating func path(_ slot: Slot) -> Located<String>? {
        scalar(slot).flatMap { path($0, endings: slot.key.type.endings, mayRefer: false) }
    }

    /// A path with `$name` in it; its ending is checked when it does not end in a reference.
    mutating func templatePath(_ slot: Slot) -> TemplateNode? {
        scalar(slot).flatMap { path($0, endings: slot.key.type.endings, mayRefer: true) }
    }

    mutating func path(_ text: ScalarText, endings: [String], mayRefer: Bool) -> Located<String>? {
        let path = text.text
        if path.isEmpty {
            diagnostics.report(.path(path, .empty), at: text.span)
            return nil
        }
        if path.unicodeScalars.contains("\n") {
            diagnostics.report(.path(text.shown, .severalLines), at: text.span)
            return nil
        }
        var isOpen = false
        if mayRefer {
            guard
                let pieces = parsed(
                    text,
                    { (text: String) throws(ScalarFault) -> [TemplateText.Piece] in try TemplateText.pieces(text) })
            else { return nil }
            if case .reference = pieces.value.last { isOpen = true }
        }
        guard isOpen || endings.isEmpty || endings.contains(where: { path.lowercased().hasSuffix($0) }) else {
            diagnostics.report(.path(text.shown, .ending(endings)), at: text.span)
            return nil
        }
        return Located(path, at: text.span)
    }
}

extension ValueType {
    /// The endings of the paths among the values of this type.
    var endings: [String] {
        switch self {
        case .path(let endings): endings
        case .list(let type): type.endings
        case .either(let types): types.lazy.map(\.endings).first { !$0.isEmpty } ?? []
        case .named(let name): name.type.endings
        default: []
        }
    }
}
