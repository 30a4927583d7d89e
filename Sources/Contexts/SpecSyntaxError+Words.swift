/// The three texts of a message.
struct ErrorWords {
    let problem: String
    let expected: String?
    let fix: String

    init(_ problem: String, expected: String? = nil, fix: String) {
        self.problem = problem
        self.expected = expected
        self.fix = fix
    }
}

extension SpecSyntaxError {
    package var code: String? {
        switch fault {
        case .notYAML: "S001"
        case .tabIndentation: "S002"
        case .version: "S003"
        case .layout: "S004"
        case .unknownKey, .foreignKey: "S101"
        case .missingKeys, .missingChoice, .missingValue: "S102"
        case .brokenText: "S103"
        case .wrongKind, .wrongCount: "S104"
        case .notAllowed: "S105"
        case .number: "S110"
        case .integer: "S111"
        case .duration: "S112"
        case .bytes: "S113"
        case .path: "S114"
        case .word: "S115"
        case .name: "S116"
        case .nonlinear: "S210"
        case .constraint: "S211"
        }
    }

    package var problem: String { words.problem }
    package var expected: String? { words.expected }
    package var fix: String { words.fix }

    private var words: ErrorWords {
        switch fault {
        case .notYAML(let fault): fault.words
        case .tabIndentation:
            ErrorWords("a tab is used for indentation", expected: "spaces", fix: "replace the tab by spaces")
        case .version(let fault): fault.words
        case .layout:
            ErrorWords(
                "the layout of this line cannot be put into normal form without changing what it says",
                expected: "2 spaces of indentation and one key on a line", fix: "rewrite the line by hand")
        case .unknownKey, .foreignKey, .missingKeys, .missingChoice, .missingValue, .brokenText, .wrongKind,
            .wrongCount:
            structureWords
        case .notAllowed(let feature): feature.words
        case .number(let text, let fault, let suggestion): fault.words(text, suggestion)
        case .integer(let text, let fault, let suggestion): fault.words(text, suggestion)
        case .duration(let text, let fault, let suggestion): fault.words(text, suggestion)
        case .bytes(let text, let suggestion):
            ErrorWords(
                "'\(text)' is not an amount of memory", expected: "a whole number with KiB, MiB, GiB or TiB",
                fix: "write \(suggestion ?? "512MiB or 8GiB")")
        case .path(let text, let fault): fault.words(text)
        case .word(let text, let noun, let known, let key, let suggestion):
            ErrorWords(
                "unknown \(noun) '\(text)'", expected: listed(known, last: "or"), fix: "write  \(key): \(suggestion)")
        case .name(let text, let fault): fault.words(text)
        case .nonlinear(let nonlinearity): nonlinearity.words
        case .constraint(let fault): fault.words
        }
    }
}

/// `a, b or c`.
func listed(_ items: [String], last: String) -> String {
    guard items.count > 1 else { return items.joined() }
    return items.dropLast().joined(separator: ", ") + " \(last) " + items.suffix(1).joined()
}

extension SpecSyntaxError.VersionFault {
    fileprivate var words: ErrorWords {
        switch self {
        case .empty:
            ErrorWords(
                "the file is empty", expected: "spec: 1 and a list of checks", fix: "start from  orthant spec new ball")
        case .missing:
            ErrorWords(
                "the key 'spec' is missing", expected: "spec: 1 as the first line", fix: "add  spec: 1  above this line"
            )
        case .notFirst:
            ErrorWords(
                "'spec' is not the first key", expected: "spec: 1 as the first line",
                fix: "move this line to the top of the file")
        case .newer(let text, let supported):
            ErrorWords(
                "version \(text) of the spec language is newer than this orthant", expected: supported,
                fix: "upgrade orthant, or write  spec: \(supported)")
        case .unreadable(let text, let supported):
            ErrorWords(
                "'\(text)' is not a version of the spec language", expected: supported, fix: "write  spec: \(supported)"
            )
        }
    }
}

extension SpecSyntaxError.YAMLFeature {
    fileprivate var words: ErrorWords {
        switch self {
        case .mergeKey:
            ErrorWords(
                "merge keys ('<<') are not allowed", expected: "every key written out",
                fix: "repeat the keys here, or give a whole value an anchor (&name) and use it as *name")
        case .tag(let text):
            ErrorWords(
                "tags such as '\(text)' are not allowed", expected: "the value alone",
                fix: "remove '\(text)', or put the text in quotes")
        case .secondDocument:
            ErrorWords(
                "a second document starts here", expected: "one document in a file", fix: "move it to a file of its own"
            )
        case .directive:
            ErrorWords(
                "directives ('%') are not allowed", expected: "spec: 1 as the first line", fix: "remove this line")
        case .complexKey:
            ErrorWords("a key must be a single word", expected: "key: value", fix: "write a name before the colon")
        case .aliasAsKey:
            ErrorWords("an alias cannot be a key", expected: "key: value", fix: "write the key out")
        case .tooManyAliases(let limit):
            ErrorWords(
                "more than \(limit) aliases in one file", expected: "fewer", fix: "use 'params:' or 'for:' instead")
        case .aliasExpansion(let limit):
            ErrorWords(
                "aliases of aliases make more than \(limit) values", expected: "fewer",
                fix: "use 'params:' or 'for:' instead")
        }
    }
}
