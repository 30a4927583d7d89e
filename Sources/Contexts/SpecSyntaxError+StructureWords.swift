extension SpecSyntaxError {
    /// S101 to S104.
    var structureWords: ErrorWords {
        switch fault {
        case .unknownKey(let key, let mapping, let known, let nearest):
            ErrorWords(
                "unknown key '\(key)' in \(mapping)", expected: ": \(known.joined(separator: ", "))",
                fix: nearest.map { "did you mean '\($0)'?" } ?? "remove it, or use one of these keys")
        case .foreignKey(let key, let mapping, let partner):
            ErrorWords(
                "'\(key)' does not go with '\(partner)' in \(mapping)", expected: "one of the two",
                fix: "remove one of them")
        case .missingKeys(let keys, let mapping, let example):
            ErrorWords("missing \(quoted(keys, last: "and")) in \(mapping)", fix: "add  \(example)")
        case .missingChoice(let ways, let mapping, let example):
            ErrorWords(
                "keys are missing in \(mapping)", expected: words(ways),
                fix: "add  \(example)")
        case .missingValue(let key, let example):
            ErrorWords("'\(key)' has no value", fix: "write  \(key): \(example)")
        case .brokenText(let mark, let text):
            ErrorWords(
                "'\(mark)' ends unquoted text between brackets", expected: "text without [ ] { } ,",
                fix: mark == ","
                    ? "write [\(text)] for a list, or put the whole text in quotes"
                    : "write \"\(text)\" in quotes, or give each item a line of its own that starts with '- '")
        case .wrongKind(let subject, let found, let expected, let example):
            ErrorWords(
                "\(subject.words) is \(found.words)", expected: listed(expected.map(\.words), last: "or"),
                fix: subject.example(example, expected))
        case .wrongCount(let subject, let found, let expected, let example):
            ErrorWords(
                "\(subject.words) has \(found == 0 ? "nothing" : found == 1 ? "one item" : "\(found) items") in it",
                expected: expected, fix: subject.example(example, []))
        default: preconditionFailure("an error of another family")
        }
    }

    /// `a, b or c`, `a and b, or c`.
    private func words(_ ways: [[String]]) -> String {
        let texts = ways.map { $0.joined(separator: " and ") }
        return ways.allSatisfy { $0.count == 1 } ? listed(texts, last: "or") : texts.joined(separator: ", or ")
    }

    /// `key 'a'`, `keys 'a' and 'b'`.
    private func quoted(_ keys: [String], last: String) -> String {
        (keys.count == 1 ? "key " : "keys ") + listed(keys.map { "'\($0)'" }, last: last)
    }
}

extension SpecSyntaxError.Subject {
    fileprivate var words: String {
        switch self {
        case .file: "the file"
        case .value(let key): "'\(key)'"
        case .item(let key): "an item of '\(key)'"
        }
    }

    /// The flow form in full, and how the block form looks.
    fileprivate func example(_ example: String, _ expected: [SpecSyntaxError.NodeKind]) -> String {
        switch self {
        case .file: return "start with  \(example)"
        case .item: return "write  - \(example)"
        case .value(let key):
            let flow = "write  \(key): \(example)"
            switch expected.first {
            case .list: return "\(flow), or one item per line after '- '"
            case .mapping: return "\(flow), or one 'key: value' per line"
            case .scalar, nil: return flow
            }
        }
    }
}

extension SpecSyntaxError.NodeKind {
    fileprivate var words: String {
        switch self {
        case .scalar: "a single value"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}
