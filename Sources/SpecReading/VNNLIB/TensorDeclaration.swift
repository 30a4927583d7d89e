import Contexts
import Properties

/// A tensor of a declared network, and the indices into it: `X real [1,5]`, then `X[0,4]`.
struct TensorDeclaration {
    let name: TensorName
    let type: ReadProperty.ElementType
    /// The value of the model that it stands for; `nil` when none is named.
    let modelName: String?
    /// The number of elements; 1 for a scalar.
    let count: Int
    let nameOffset: Int
    let typeOffset: Int
    private let dimensions: [Int]

    /// Reads what follows the keyword, up to the closing parenthesis. The dimensions of a scalar are `[]`, or left out. A
    /// hidden node must name its value in the model.
    init(_ role: PropertyError.TensorRole, _ scanner: inout Scanner, opening: Token) throws(PropertyError) {
        let name = try scanner.nextName(opening)
        nameOffset = name.token.offset
        let type = try scanner.nextName(opening)
        typeOffset = type.token.offset
        self.type = try Self.type(type, scanner)
        var dimensions: [Int] = []
        var last = try scanner.next()
        if last.kind == .openBracket {
            dimensions = try Self.dimensions(&scanner, opening: opening)
            last = try scanner.next()
        }
        if role == .input && last.kind == .atom && scanner.matches(last, "initialized") {
            throw .notYetSupported(scanner.place(last), .initializedInputs)
        }
        if last.kind == .string {
            modelName = String(decoding: scanner.bytes[last.range], as: UTF8.self)
            last = try scanner.next()
        } else {
            if role == .hidden {
                if last.kind == .end { throw .unclosedParenthesis(scanner.place(opening)) }
                throw scanner.unexpected(last, .modelName)
            }
            modelName = nil
        }
        guard last.kind == .close else {
            if last.kind == .end { throw .unclosedParenthesis(scanner.place(opening)) }
            throw scanner.unexpected(last, .closing)
        }
        self.name = TensorName(name: name.text, dimensions: dimensions)
        self.dimensions = dimensions
        count = dimensions.reduce(1, *)
    }

    /// Type names appear in any case.
    private static func type(
        _ name: (text: String, token: Token), _ scanner: Scanner
    ) throws(PropertyError) -> ReadProperty.ElementType {
        let text = name.text.lowercased()
        if let type = ReadProperty.ElementType(rawValue: text) { return type }
        let others = [
            "float16", "bfloat16", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool",
        ]
        guard others.contains(text) else { throw .unknownType(scanner.place(name.token), name: name.text) }
        throw .notYetSupported(scanner.place(name.token), .elementType(name.text))
    }

    private static func dimensions(
        _ scanner: inout Scanner, opening: Token
    ) throws(PropertyError) -> [Int] {
        if try scanner.peek().kind == .closeBracket {
            _ = try scanner.next()
            return []
        }
        var dimensions: [Int] = []
        var count = 1
        while true {
            let token = try scanner.next(.atom, .index, opening)
            // A product beyond this is no tensor of this world, and would overflow further on.
            guard let size = scanner.wholeNumber(token), size > 0, size <= Int(Int32.max) / count else {
                throw .badDimension(scanner.place(token), text: scanner.text(token))
            }
            dimensions.append(size)
            count *= size
            let separator = try scanner.next()
            if separator.kind == .closeBracket { return dimensions }
            if separator.kind == .end { throw .unclosedParenthesis(scanner.place(opening)) }
            guard separator.kind == .comma else { throw scanner.unexpected(separator, .commaOrBracket) }
        }
    }

    /// The flat index, in C order, that the brackets after `token` name.
    func index(after token: Token, _ scanner: inout Scanner) throws(PropertyError) -> Int {
        var indices: [Token] = []
        if try scanner.peek().kind == .openBracket {
            _ = try scanner.next()
            var separator = try scanner.peek()
            if separator.kind == .closeBracket { _ = try scanner.next() }
            while separator.kind != .closeBracket {
                let index = try scanner.next()
                guard index.kind == .atom, scanner.wholeNumber(index) != nil else {
                    throw scanner.unexpected(index, .index)
                }
                indices.append(index)
                separator = try scanner.next()
                guard separator.kind == .comma || separator.kind == .closeBracket else {
                    throw scanner.unexpected(separator, .commaOrBracket)
                }
            }
        }
        guard indices.count == dimensions.count else {
            throw .wrongIndexCount(
                scanner.place(token), name: name.name, expected: dimensions.count, found: indices.count)
        }
        var flat = 0
        for (index, size) in zip(indices, dimensions) {
            guard let value = scanner.wholeNumber(index), value < size else {
                throw .indexOutOfRange(
                    scanner.place(index), name: name.name, index: scanner.text(index), size: size)
            }
            flat = flat * size + value
        }
        return flat
    }
}

extension Scanner {
    /// The next token as a name: it starts with a letter or an underscore.
    mutating func nextName(_ opening: Token) throws(PropertyError) -> (text: String, token: Token) {
        let token = try next(.atom, .name, opening)
        guard let first = bytes[token.range].first, first.isLetter || first == UInt8(ascii: "_") else {
            throw unexpected(token, .name)
        }
        return (String(decoding: bytes[token.range], as: UTF8.self), token)
    }

    /// The value of a token of digits; numbers too long for 18 digits count as the largest such number.
    func wholeNumber(_ token: Token) -> Int? {
        let text = bytes[token.range]
        guard !text.isEmpty, text.allSatisfy(\.isDigit) else { return nil }
        guard text.count <= 18 else { return 999_999_999_999_999_999 }
        return text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
