/// A Python literal, as far as headers of NPY files use them.
indirect enum PythonLiteral: Hashable {
    case string(String)
    case boolean(Bool)
    case integer(Int)
    /// A tuple or a list.
    case sequence([PythonLiteral])
    case dictionary([String: PythonLiteral])
    case none

    /// Reads text that is one literal and nothing else but blanks. `nil` for anything that is not one of the kinds above,
    /// for integers of more than 64 bits, for a key that comes twice, and for nesting beyond ``depthLimit``.
    init?(_ text: ArraySlice<UInt8>) {
        var reader = PythonLiteralReader(text: text, index: text.startIndex)
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipBlanks()
        guard reader.index == text.endIndex else { return nil }
        self = value
    }

    /// The dtype of nested records is the deepest literal there is.
    static let depthLimit = 16
}

private struct PythonLiteralReader {
    let text: ArraySlice<UInt8>
    var index: Int

    private var next: UInt8? { index < text.endIndex ? text[index] : nil }

    mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || (0x09...0x0d).contains(byte) { index += 1 }
    }

    /// Skips blanks and then `character` if it is there.
    private mutating func skip(_ character: Character) -> Bool {
        skipBlanks()
        guard let byte = next, byte == character.asciiValue else { return false }
        index += 1
        return true
    }

    mutating func value(depth: Int) -> PythonLiteral? {
        guard depth <= PythonLiteral.depthLimit else { return nil }
        if skip("(") { return sequence(until: ")", depth: depth) }
        if skip("[") { return sequence(until: "]", depth: depth) }
        if skip("{") { return dictionary(depth: depth) }
        if skip("'") { return string(until: "'") }
        if skip("\"") { return string(until: "\"") }
        return word()
    }

    private mutating func sequence(until end: Character, depth: Int) -> PythonLiteral? {
        var elements: [PythonLiteral] = []
        while !skip(end) {
            guard let element = value(depth: depth + 1) else { return nil }
            elements.append(element)
            if skip(",") { continue }
            return skip(end) ? .sequence(elements) : nil
        }
        return .sequence(elements)
    }

    private mutating func dictionary(depth: Int) -> PythonLiteral? {
        var entries: [String: PythonLiteral] = [:]
        while !skip("}") {
            guard case .string(let key) = value(depth: depth + 1), skip(":"), let entry = value(depth: depth + 1),
                entries.updateValue(entry, forKey: key) == nil
            else { return nil }
            if skip(",") { continue }
            return skip("}") ? .dictionary(entries) : nil
        }
        return .dictionary(entries)
    }

    /// Escapes occur in names of record fields only, which are refused anyway: a backslash ends the reading.
    private mutating func string(until quote: Character) -> PythonLiteral? {
        let start = index
        while let byte = next, byte != quote.asciiValue {
            if byte == UInt8(ascii: "\\") { return nil }
            index += 1
        }
        guard next != nil else { return nil }
        defer { index += 1 }
        return .string(String(decoding: text[start..<index], as: UTF8.self))
    }

    /// A number or a name. Python 2 wrote an L behind long integers.
    private mutating func word() -> PythonLiteral? {
        skipBlanks()
        let start = index
        while let byte = next, isWordByte(byte) { index += 1 }
        let word = String(decoding: text[start..<index], as: UTF8.self)
        switch word {
        case "True": return .boolean(true)
        case "False": return .boolean(false)
        case "None": return PythonLiteral.none
        default: return Int(word.hasSuffix("L") ? String(word.dropLast()) : word).map { .integer($0) }
        }
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            || byte == UInt8(ascii: "-")
    }
}
