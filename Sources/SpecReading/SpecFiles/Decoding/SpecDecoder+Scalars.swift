import Contexts
import Exact

/// Single values. A value of the wrong form is reported, and the result is `nil` or ``Term/invalid``.
extension SpecDecoder {
    mutating func scalar(_ slot: Slot, or others: [SpecSyntaxError.NodeKind] = []) -> ScalarText? {
        guard case .scalar(let text) = slot.node.content else {
            wrongKind(slot, [.scalar] + others)
            return nil
        }
        if text.isMissing {
            diagnostics.report(.missingValue(key: slot.name, example: slot.example), at: slot.keySpan)
            return nil
        }
        return text
    }

    /// The result of a parse; a fault is reported at its part of the text.
    mutating func parsed<Value>(
        _ text: ScalarText, _ parse: (String) throws(ScalarFault) -> Value
    ) -> Located<Value>? {
        switch result(text.text, parse) {
        case .success(let value): return Located(value, at: text.span)
        case .failure(let fault):
            diagnostics.report(fault.fault, at: text.span(fault.range))
            return nil
        }
    }

    private func result<Value>(
        _ text: String, _ parse: (String) throws(ScalarFault) -> Value
    ) -> Result<Value, ScalarFault> {
        do {
            return .success(try parse(text))
        } catch {
            return .failure(error)
        }
    }

    /// A literal or a reference.
    private mutating func term<Value>(
        _ slot: Slot, _ parse: (String) throws(ScalarFault) -> Value
    ) -> Located<Term<Value>> {
        guard let text = scalar(slot) else { return Located(.invalid, at: slot.node.span) }
        return term(text, parse)
    }

    mutating func term<Value>(
        _ text: ScalarText, _ parse: (String) throws(ScalarFault) -> Value
    ) -> Located<Term<Value>> {
        if text.text.hasPrefix("$") {
            return reference(text)?.map { .reference($0) } ?? Located(.invalid, at: text.span)
        }
        return parsed(text, parse)?.map { .literal($0) } ?? Located(.invalid, at: text.span)
    }

    /// `$name` or `$name.field`; anything else is reported.
    mutating func reference(_ text: ScalarText) -> Located<Reference>? {
        let found = parsed(text) { (text: String) throws(ScalarFault) -> Reference? in
            try TemplateText.reference(text)
        }
        guard let found, let reference = found.value else { return nil }
        return Located(reference, at: found.span)
    }

    // MARK: Numbers

    mutating func number(_ slot: Slot) -> NumberNode { term(slot, NumberText.parse) }

    mutating func integer(_ slot: Slot) -> IntegerNode { term(slot, IntegerText.parse) }

    /// A whole number that is no reference.
    mutating func wholeNumber(_ slot: Slot) -> Located<Int>? {
        scalar(slot).flatMap { parsed($0, IntegerText.parse) }
    }

    mutating func duration(_ slot: Slot) -> Located<Rational>? {
        scalar(slot).flatMap { parsed($0, DurationText.parse) }
    }

    mutating func bytes(_ slot: Slot) -> Located<Int>? {
        scalar(slot).flatMap { parsed($0, BytesText.parse) }
    }

    // MARK: Words

    mutating func text(_ slot: Slot) -> Located<String>? {
        scalar(slot).map { Located($0.text, at: $0.span) }
    }

    /// Text with `$name` in it, on one line.
    mutating func template(_ slot: Slot) -> TemplateNode? {
        guard let text = scalar(slot) else { return nil }
        guard !text.text.isEmpty else {
            diagnostics.report(.missingValue(key: slot.name, example: slot.example), at: slot.keySpan)
            return nil
        }
        guard !text.text.unicodeScalars.contains("\n") else {
            diagnostics.report(.path(text.shown, .severalLines), at: text.span)
            return nil
        }
        return parsed(text) { (text: String) throws(ScalarFault) -> String in
            _ = try TemplateText.pieces(text)
            return text
        }
    }

    /// A word out of a few, such as the norm of a ball.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ slot: Slot, _ noun: String) -> Located<Word>? {
        guard let text = scalar(slot) else { return nil }
        if let word = Word(rawValue: text.text) { return Located(word, at: text.span) }
        report(text, isNot: Word.allCases.map(\.rawValue), noun, key: slot.name)
        return nil
    }

    mutating func boolean(_ slot: Slot) -> Located<Bool>? {
        guard let text = scalar(slot) else { return nil }
        switch text.text {
        case "true": return Located(true, at: text.span)
        case "false": return Located(false, at: text.span)
        default:
            let isNo = ["no", "off", "n", "0"].contains(text.text.lowercased())
            report(text, isNot: ["true", "false"], "answer", key: slot.name, suggestion: isNo ? "false" : nil)
            return nil
        }
    }

    /// Reports a word that is none of a few. `suggestion` is what to write; the nearest word when not given.
    mutating func report(
        _ text: ScalarText, isNot known: [String], _ noun: String, key: String, suggestion: String? = nil
    ) {
        let word = text.text.lowercased()
        let suggestion =
            suggestion ?? NearestName.to(word, among: known) ?? known.first { word.count > 2 && $0.contains(word) }
            ?? known[0]
        diagnostics.report(.word(text.shown, noun: noun, known: known, key: key, suggestion: suggestion), at: text.span)
    }

    /// A name that the user makes up.
    mutating func name(_ text: ScalarText, mayHaveHyphen: Bool = false) -> Located<String>? {
        let plain = mayHaveHyphen ? text.text.filter { $0 != "-" } : text.text
        if TemplateText.isName(plain), TemplateText.isName(String(text.text.prefix(1))) {
            guard !TemplateText.reserved.contains(text.text) else {
                diagnostics.report(.name(text.shown, .reserved), at: text.span)
                return nil
            }
            return Located(text.text, at: text.span)
        }
        let suggestion = TemplateText.suggestion(for: text.text)
        diagnostics.report(.name(text.shown, .characters(suggestion: suggestion)), at: text.span)
        return nil
    }

    mutating func name(_ slot: Slot) -> Located<String>? {
        scalar(slot).flatMap { name($0, mayHaveHyphen: slot.key.type.mayHaveHyphen) }
    }

    /// A class: the index or the name of an output, or a reference.
    mutating func `class`(_ slot: Slot) -> ClassNode {
        term(slot) { (text: String) throws(ScalarFault) -> String in
            if TemplateText.isName(text) { return text }
            return String(try IntegerText.parse(text))
        }
    }
}

extension ValueType {
    var mayHaveHyphen: Bool {
        switch self {
        case .hyphenName, .names(_, hyphens: true): true
        default: false
        }
    }
}
