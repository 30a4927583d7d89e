import Contexts

/// A piece of a VNN-LIB file, as a range of its bytes.
struct Token {
    enum Kind {
        case open, close, atom
        /// Text in double quotes, which only commands that are skipped contain.
        case string
        /// `[`, `]` and `,`: tokens of their own in VNN-LIB 2.0, parts of an atom in 1.0.
        case openBracket, closeBracket, comma
        case end
    }

    let kind: Kind
    /// Where the token starts in the file, its quote included.
    let offset: Int
    /// The text, without quotes.
    let range: Range<Int>
}

/// Cuts a file into tokens. No token is copied: texts are compared as bytes.
struct Scanner {
    let bytes: [UInt8]
    let file: String
    /// Whether brackets and commas end an atom.
    var splitsBrackets = false
    private var offset = 0

    init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
        // Some editors on Windows put a byte order mark before the text.
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
    }

    /// The next token; `end` again and again at the end of the file.
    mutating func next() throws(PropertyError) -> Token {
        skipBlanks()
        guard offset < bytes.count else { return Token(kind: .end, offset: offset, range: offset..<offset) }
        switch bytes[offset] {
        case UInt8(ascii: "("): return single(.open)
        case UInt8(ascii: ")"): return single(.close)
        case UInt8(ascii: "|"): return try quoted(.atom)
        case UInt8(ascii: "\""): return try quoted(.string)
        case UInt8(ascii: "[") where splitsBrackets: return single(.openBracket)
        case UInt8(ascii: "]") where splitsBrackets: return single(.closeBracket)
        case UInt8(ascii: ",") where splitsBrackets: return single(.comma)
        default: break
        }
        let start = offset
        while offset < bytes.count, !endsAtom(bytes[offset]) { offset += 1 }
        return Token(kind: .atom, offset: start, range: start..<offset)
    }

    /// The next token, which must be of `kind`: else the error that `expected` is missing inside the parentheses opened at
    /// `opening`.
    mutating func next(
        _ kind: Token.Kind, _ expected: PropertyError.Expected, _ opening: Token
    ) throws(PropertyError) -> Token {
        let token = try next()
        if token.kind == kind { return token }
        if token.kind == .end { throw .unclosedParenthesis(place(opening)) }
        throw unexpected(token, expected)
    }

    /// The next token, which stays the next one.
    func peek() throws(PropertyError) -> Token {
        var copy = self
        return try copy.next()
    }

    private mutating func skipBlanks() {
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: ";") {
                while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n"), bytes[offset] != UInt8(ascii: "\r") {
                    offset += 1
                }
            } else if byte.isBlank {
                offset += 1
            } else {
                return
            }
        }
    }

    private func endsAtom(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "\""): true
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","): splitsBrackets
        default: byte.isBlank
        }
    }

    private mutating func single(_ kind: Token.Kind) -> Token {
        defer { offset += 1 }
        return Token(kind: kind, offset: offset, range: offset..<(offset + 1))
    }

    private mutating func quoted(_ kind: Token.Kind) throws(PropertyError) -> Token {
        let start = offset
        let quote = bytes[start]
        offset += 1
        while offset < bytes.count, bytes[offset] != quote { offset += 1 }
        guard offset < bytes.count else {
            throw .unclosedQuote(place(start))
        }
        defer { offset += 1 }
        return Token(kind: kind, offset: start, range: (start + 1)..<offset)
    }
}

// MARK: Texts and places

extension Scanner {
    /// Whether the token reads exactly so.
    func matches(_ token: Token, _ text: String) -> Bool {
        token.range.count == text.utf8.count && bytes[token.range].elementsEqual(text.utf8)
    }

    /// The text of a token for a message: long and unprintable texts are made fit for one line.
    func text(_ token: Token) -> String {
        let range = token.kind == .string ? token.offset..<(token.range.upperBound + 1) : token.range
        let shown = String(decoding: bytes[range].prefix(60), as: UTF8.self).unicodeScalars.prefix(40)
        let isCut = shown.count == 40 && range.count > 40
        let body = shown.map { $0.value < 32 || $0.value == 127 ? "\u{fffd}" : String($0) }.joined()
        return isCut ? body + "..." : body
    }

    func found(_ token: Token) -> PropertyError.Found {
        token.kind == .end ? .endOfFile : .text(text(token))
    }

    /// The place of a byte. Cost: a pass over everything before it; only errors pay it.
    func place(_ offset: Int) -> Place {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xc0 != 0x80 {
                // Bytes 10xxxxxx continue a character.
                column += 1
            }
        }
        return Place(file: file, position: SourcePosition(line: line, column: column))
    }

    func place(_ token: Token) -> Place { place(token.offset) }

    /// The error that `token` stands where `expected` should.
    func unexpected(_ token: Token, _ expected: PropertyError.Expected) -> PropertyError {
        .syntax(place(token), found: found(token), expected: expected)
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool {
        self == UInt8(ascii: " ") || (UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains(self)
    }

    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
