extension SpecSyntaxError.YAMLFault {
    var words: ErrorWords {
        switch self {
        case .notUTF8:
            ErrorWords("the file is not text in UTF-8", expected: "UTF-8", fix: "save the file with the encoding UTF-8")
        case .controlCharacter(let code):
            ErrorWords(
                "the character U+\(hexadecimal(code)) cannot stand in a spec file", expected: "printable text",
                fix: "delete it")
        case .unclosedBracket(let opener, let opened):
            ErrorWords(
                "the '\(opener)' opened at \(opened.words) is never closed", expected: "',' or '\(opener.closer)'",
                fix: "add the missing '\(opener.closer)'")
        case .unexpectedInBrackets(let found, let opener, let opened):
            ErrorWords(
                "unexpected \(found) inside the '\(opener)' opened at \(opened.words)",
                expected: "',' or '\(opener.closer)'", fix: "add the missing '\(opener.closer)' or ','")
        case .unclosedQuote(let opened):
            ErrorWords("the quote opened at \(opened.words) is never closed", fix: "add the missing quote")
        case .unexpectedColon:
            ErrorWords(
                "a ':' cannot stand here", expected: "one 'key: value' on a line",
                fix: "put text that contains ':' in quotes, or start a new line")
        case .keyWithoutColon:
            ErrorWords(
                "this line has no ': '", expected: "'key: value' or '- item'",
                fix: "write ': ' after the key, or indent the line if it continues the one above")
        case .unexpectedDash:
            ErrorWords(
                "a list cannot start here", expected: "'- item' on a line of its own",
                fix: "start a new line before '- '")
        case .unstartable(let character):
            ErrorWords("unquoted text cannot start with '\(character)'", fix: "put the text in quotes")
        case .anchorWithoutName(let mark):
            ErrorWords(
                "'\(mark)' at the start of a value is YAML's mark of \(mark == "*" ? "an alias" : "an anchor")",
                expected: "a name after '\(mark)'", fix: "put text that starts with '\(mark)' in quotes")
        case .unknownAlias:
            ErrorWords(
                "no anchor with this name is defined above", expected: "a name written as &name before",
                fix: "put text that starts with '*' in quotes, or define the anchor first")
        case .blockHeader(let mark):
            ErrorWords(
                "'\(mark)' at the start of a value begins a block of text",
                expected: "the end of the line after '\(mark)'",
                fix: "put the value in quotes")
        case .outsideMapping(let start):
            ErrorWords(
                "this line does not continue the mapping that starts at \(start.words)",
                expected: "a key in column "
                    + "\(start.column)", fix: "give the line the indentation of line \(start.line)")
        case .indentation(let neighbour):
            ErrorWords(
                "the indentation of this line fits nothing above it",
                expected: "column \(neighbour.column), as in line "
                    + "\(neighbour.line)", fix: "start the line in column \(neighbour.column)")
        case .outsideList(let start):
            ErrorWords(
                "this line does not continue the list that starts at \(start.words)",
                expected: "'- ' in column \(start.column)", fix: "start the line with '- ' in column \(start.column)")
        case .missingContent:
            ErrorWords("a value is missing here", expected: "a value", fix: "write it, or remove the ','")
        case .badEscape:
            ErrorWords(
                "unknown escape after '\\' in a text in double quotes", expected: "\\\\, \\\" or \\n",
                fix: "use single quotes: there '\\' means itself")
        case .duplicateKey(let key, let first):
            ErrorWords(
                "the key '\(key)' is written twice (first at \(first.words))", expected: "every key once",
                fix: "remove one of the two")
        case .tooDeep(let limit):
            ErrorWords(
                "values are nested more than \(limit) deep", expected: "less nesting",
                fix: "name inner regions in 'regions:' and use them as $name")
        case .other(let words):
            ErrorWords("this is not YAML: \(words)", fix: "check brackets, quotes and indentation around this place")
        }
    }

    private func hexadecimal(_ code: UInt32) -> String {
        let digits = String(code, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension SourcePosition {
    /// `19:13`.
    fileprivate var words: String { "\(line):\(column)" }
}

extension Character {
    fileprivate var closer: Character { self == "{" ? "}" : "]" }
}
