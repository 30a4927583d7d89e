import Contexts
import Properties

/// Reads VNN-LIB 1.0: variables `X_i` and `Y_j`, one by one, and assertions on them.
struct VNNLIB1Parser {
    private var scanner: Scanner
    private var variables = IndexedVariables()
    private var assertions = AssertionParser()
    /// The parts of what is asserted.
    private var conditions: [Formula] = []
    private var hasAssertion = false

    init(_ scanner: Scanner) {
        self.scanner = scanner
    }

    mutating func parse() throws(PropertyError) -> ReadProperty {
        while true {
            let opening = try scanner.next()
            if opening.kind == .end { break }
            guard opening.kind == .open else { throw scanner.unexpected(opening, .assertion) }
            let name = try scanner.next()
            guard name.kind == .atom else {
                if name.kind == .end { throw .unclosedParenthesis(scanner.place(opening)) }
                throw scanner.unexpected(name, .command)
            }
            try command(name, opening: opening)
        }
        try variables.checkComplete(scanner)
        guard variables.inputs.count > 0 else { throw .noInputs(file: scanner.file) }
        guard hasAssertion else { throw .noAssertion(file: scanner.file) }
        let property = UnsafeProperty(
            inputCount: variables.inputs.count, outputCount: variables.outputs.count, formula: .all(conditions),
            source: scanner.file)
        return ReadProperty(property: property, version: .one, networks: [], elementType: .real)
    }

    private mutating func command(_ name: Token, opening: Token) throws(PropertyError) {
        if scanner.matches(name, "assert") {
            let formula = try assertions.formula(opening: opening, &scanner, variables)
            hasAssertion = true
            // An asserted conjunction is so many assertions.
            if case .all(let parts) = formula { conditions += parts } else { conditions.append(formula) }
        } else if scanner.matches(name, "declare-const") {
            try declare(opening: opening, isFunction: false)
        } else if scanner.matches(name, "declare-fun") {
            try declare(opening: opening, isFunction: true)
        } else if IndexedVariables.isIgnored(name, scanner) {
            try skip(opening: opening)
        } else {
            throw .unknownCommand(
                scanner.place(name), name: scanner.text(name), known: ["declare-const", "assert"])
        }
    }

    /// The rest of `(declare-const X_0 Real)` or `(declare-fun X_0 () Real)`.
    private mutating func declare(opening: Token, isFunction: Bool) throws(PropertyError) {
        let name = try scanner.next(.atom, .variableName, opening)
        if isFunction {
            _ = try scanner.next(.open, .opening, opening)
            _ = try scanner.next(.close, .closing, opening)
        }
        let type = try scanner.next(.atom, .real, opening)
        guard scanner.matches(type, "Real") else { throw scanner.unexpected(type, .real) }
        _ = try scanner.next(.close, .closing, opening)
        try variables.declare(name, scanner)
    }

    private mutating func skip(opening: Token) throws(PropertyError) {
        var depth = 1
        while depth > 0 {
            switch try scanner.next().kind {
            case .open: depth += 1
            case .close: depth -= 1
            case .end: throw .unclosedParenthesis(scanner.place(opening))
            case .atom, .string, .openBracket, .closeBracket, .comma: break
            }
        }
    }
}

/// The variables `X_i` and `Y_j` declared so far.
private struct IndexedVariables: Declarations {
    var inputs = IndexSet()
    var outputs = IndexSet()

    mutating func declare(_ token: Token, _ scanner: Scanner) throws(PropertyError) {
        let isNew =
            switch try parse(token, scanner) {
            case .input(let index): inputs.insert(index, offset: token.offset)
            case .output(let index): outputs.insert(index, offset: token.offset)
            }
        guard isNew else { throw .declaredTwice(scanner.place(token), name: scanner.text(token)) }
    }

    func variable(_ token: Token, _ scanner: inout Scanner) throws(PropertyError) -> Variable {
        let variable = try parse(token, scanner)
        let isDeclared =
            switch variable {
            case .input(let index): inputs.contains(index)
            case .output(let index): outputs.contains(index)
            }
        guard isDeclared else { throw .undeclaredVariable(scanner.place(token), name: scanner.text(token)) }
        return variable
    }

    /// Throws when an index is left out.
    func checkComplete(_ scanner: Scanner) throws(PropertyError) {
        for (prefix, indices) in [("X", inputs), ("Y", outputs)] {
            guard let offset = indices.stragglerOffset else { continue }
            throw .missingVariable(scanner.place(offset), name: "\(prefix)_\(indices.count)")
        }
    }

    /// `X_` or `Y_` and a number without leading zeros.
    private func parse(_ token: Token, _ scanner: Scanner) throws(PropertyError) -> Variable {
        let bytes = scanner.bytes[token.range]
        let digits = bytes.dropFirst(2)
        let hasPrefix = bytes.count > 2 && bytes[bytes.startIndex + 1] == UInt8(ascii: "_")
        let hasLeadingZero = digits.count > 1 && digits.first == UInt8(ascii: "0")
        guard hasPrefix, !hasLeadingZero, digits.count <= 18, digits.allSatisfy(\.isDigit) else {
            throw .badVariableName(scanner.place(token), name: scanner.text(token))
        }
        let index = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        switch bytes[bytes.startIndex] {
        case UInt8(ascii: "X"): return .input(index)
        case UInt8(ascii: "Y"): return .output(index)
        default: throw .badVariableName(scanner.place(token), name: scanner.text(token))
        }
    }

    func isCommand(_ token: Token, _ scanner: Scanner) -> Bool {
        scanner.matches(token, "assert") || scanner.matches(token, "declare-const")
            || scanner.matches(token, "declare-fun") || Self.isIgnored(token, scanner)
    }

    /// SMT-LIB commands that say nothing about the property.
    static func isIgnored(_ token: Token, _ scanner: Scanner) -> Bool {
        scanner.matches(token, "set-logic") || scanner.matches(token, "set-info")
            || scanner.matches(token, "set-option") || scanner.matches(token, "check-sat")
            || scanner.matches(token, "get-model") || scanner.matches(token, "exit")
    }
}

/// A set of indices that usually arrive in order, each with the place of its declaration while there is a gap below it.
private struct IndexSet {
    /// All indices below are in the set.
    private(set) var count = 0
    private var stragglers: [Int: Int] = [:]

    func contains(_ index: Int) -> Bool { index < count || stragglers[index] != nil }

    /// `false` when the index is in the set already.
    mutating func insert(_ index: Int, offset: Int) -> Bool {
        if contains(index) { return false }
        guard index == count else {
            stragglers[index] = offset
            return true
        }
        count += 1
        while stragglers.removeValue(forKey: count) != nil { count += 1 }
        return true
    }

    /// The place of the lowest index above a gap.
    var stragglerOffset: Int? {
        stragglers.min { $0.key < $1.key }?.value
    }
}
