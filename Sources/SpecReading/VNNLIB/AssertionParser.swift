import Contexts
import Exact
import Properties

/// What a dialect of VNN-LIB makes of a word inside an assertion.
protocol Declarations {
    /// The variable that a word names. May take index tokens from the scanner.
    func variable(_ token: Token, _ scanner: inout Scanner) throws(PropertyError) -> Variable
    /// The commands of the dialect: found inside an assertion, they mean that a parenthesis is missing before.
    func isCommand(_ token: Token, _ scanner: Scanner) -> Bool
}

/// Reads the formula of one assertion.
///
/// The parser reduces on every `)`: what is open stands on a stack of its own, so no nesting can exhaust the machine's.
/// Cost: linear in the text.
struct AssertionParser {
    /// Formulas are trees, and whoever walks one recurses.
    static let depthLimit = 1_000

    private struct Level {
        let operation: Operation
        let offset: Int
        /// The index in `operands` of its first one.
        let first: Int
    }

    private var levels: [Level] = []
    private var operands: [Part] = []

    private struct Part {
        let value: Operand
        let offset: Int
    }

    /// The one formula up to the `)` that closes the assertion opened at `opening`; that `)` is consumed.
    mutating func formula(
        opening: Token, _ scanner: inout Scanner, _ declarations: some Declarations
    ) throws(PropertyError) -> Formula {
        levels.removeAll(keepingCapacity: true)
        operands.removeAll(keepingCapacity: true)
        while true {
            let token = try scanner.next()
            switch token.kind {
            case .open: try open(token, opening: opening, &scanner, declarations)
            case .close:
                guard let level = levels.popLast() else {
                    let formula = try result(closing: token, scanner)
                    return formula
                }
                let value = try reduce(level, closing: token, scanner)
                operands.removeSubrange(level.first...)
                operands.append(Part(value: value, offset: level.offset))
            case .atom:
                let value = try atom(token, &scanner, declarations)
                operands.append(Part(value: value, offset: token.offset))
            case .end: throw .unclosedParenthesis(scanner.place(levels.last?.offset ?? opening.offset))
            case .string, .openBracket, .closeBracket, .comma:
                throw scanner.unexpected(token, levels.isEmpty ? .condition : .operand)
            }
            if levels.isEmpty && operands.count > 1 {
                throw .syntax(scanner.place(operands[1].offset), found: operands[1].value.found, expected: .closing)
            }
        }
    }

    private mutating func open(
        _ token: Token, opening: Token, _ scanner: inout Scanner, _ declarations: some Declarations
    ) throws(PropertyError) {
        let name = try scanner.next()
        guard name.kind == .atom else {
            if name.kind == .end { throw .unclosedParenthesis(scanner.place(token)) }
            throw scanner.unexpected(name, .operator)
        }
        guard let operation = Operation(scanner.bytes[name.range]) else {
            if declarations.isCommand(name, scanner) { throw .unclosedParenthesis(scanner.place(opening)) }
            throw .unknownOperator(scanner.place(name), name: scanner.text(name))
        }
        guard levels.count < Self.depthLimit else {
            throw .tooDeep(scanner.place(token), limit: Self.depthLimit)
        }
        levels.append(Level(operation: operation, offset: token.offset, first: operands.count))
    }

    private func atom(
        _ token: Token, _ scanner: inout Scanner, _ declarations: some Declarations
    ) throws(PropertyError) -> Operand {
        let bytes = scanner.bytes[token.range]
        guard scanner.bytes[token.offset] != UInt8(ascii: "|"), bytes.looksLikeNumber else {
            if scanner.matches(token, "true") { return .condition(.all([])) }
            if scanner.matches(token, "false") { return .condition(.any([])) }
            return .variable(try declarations.variable(token, &scanner))
        }
        guard let value = Rational(decimalBytes: bytes) else {
            throw .badNumber(scanner.place(token), text: scanner.text(token))
        }
        return .number(value)
    }

    private func result(closing: Token, _ scanner: Scanner) throws(PropertyError) -> Formula {
        guard let operand = operands.first else { throw scanner.unexpected(closing, .condition) }
        guard case .condition(let formula) = operand.value else {
            throw .syntax(scanner.place(operand.offset), found: .term, expected: .condition)
        }
        return formula
    }

    // MARK: Reduction

    private func reduce(_ level: Level, closing: Token, _ scanner: Scanner) throws(PropertyError) -> Operand {
        if case .compare(let comparison) = level.operation, operands.count == level.first + 2,
            let row = row(comparison, operands[level.first].value, operands[level.first + 1].value)
        {
            return .condition(.row(row))
        }
        let parts = operands[level.first...]
        guard parts.count >= level.operation.arity.lowerBound else {
            throw scanner.unexpected(closing, .operand)
        }
        guard parts.count <= level.operation.arity.upperBound else {
            let surplus = parts[level.first + level.operation.arity.upperBound]
            throw .syntax(
                scanner.place(surplus.offset), found: surplus.value.found,
                expected: level.operation.arity.upperBound == 2 ? .closingOrTwo : .closing)
        }
        for part in parts {
            let found = part.value.found
            guard (found == .condition) != level.operation.isConnective else { continue }
            throw .syntax(
                scanner.place(part.offset), found: found, expected: found == .condition ? .term : .condition)
        }
        switch level.operation {
        case .all, .any, .not, .implies: return .condition(connect(level.operation, parts.map(\.value)))
        case .compare(let comparison): return .condition(compare(comparison, parts))
        case .plus: return sum(parts.compactMap(\.value.asSum))
        case .minus: return difference(parts.compactMap(\.value.asSum))
        case .times: return try product(parts, level, scanner)
        case .over: return try ratio(parts, level, scanner)
        }
    }

    private func connect(_ operation: Operation, _ parts: [Operand]) -> Formula {
        var formulas = parts.compactMap { if case .condition(let formula) = $0 { formula } else { nil } }
        switch operation {
        case .not: return formulas[0].negation
        case .implies:
            // a => b => c is a => (b => c): every premise but the last part may fail.
            for index in formulas.indices.dropLast() { formulas[index] = formulas[index].negation }
            return .any(formulas)
        case .any: return formulas.count == 1 ? formulas[0] : .any(formulas)
        default: return formulas.count == 1 ? formulas[0] : .all(formulas)
        }
    }

    /// The row that a comparison of two terms is; `nil` when it is more than one row, or not of terms.
    private func row(_ comparison: Operation.Comparison, _ a: Operand, _ b: Operand) -> LinearRow? {
        switch comparison {
        case .atMost: LinearRow(a, below: b, isStrict: false)
        case .atLeast: LinearRow(b, below: a, isStrict: false)
        case .below: LinearRow(a, below: b, isStrict: true)
        case .above: LinearRow(b, below: a, isStrict: true)
        case .equal, .unequal: nil
        }
    }

    /// `(<= a b c)` means a <= b and b <= c. Conditions among the operands have been refused before.
    private func compare(_ comparison: Operation.Comparison, _ parts: ArraySlice<Part>) -> Formula {
        let steps: [Operation.Comparison] =
            switch comparison {
            case .equal: [.atMost, .atLeast]
            case .unequal: [.below, .above]
            default: [comparison]
            }
        let rows = zip(parts, parts.dropFirst()).flatMap { a, b in
            steps.compactMap { row($0, a.value, b.value).map(Formula.row) }
        }
        return comparison == .unequal ? .any(rows) : .all(rows)
    }

    private func sum(_ parts: [LinearSum]) -> Operand {
        parts.dropFirst().reduce(into: parts[0]) { $0 += $1 }.asOperand
    }

    private func difference(_ parts: [LinearSum]) -> Operand {
        if parts.count == 1 { return parts[0].scaled(by: -.one).asOperand }
        return parts.dropFirst().reduce(into: parts[0]) { $0 += $1.scaled(by: -.one) }.asOperand
    }

    private func product(
        _ parts: ArraySlice<Part>, _ level: Level, _ scanner: Scanner
    ) throws(PropertyError) -> Operand {
        var factor = Rational.one
        var variable: LinearSum?
        for part in parts {
            if let number = part.value.asNumber {
                factor *= number
            } else if variable == nil {
                variable = part.value.asSum
            } else {
                throw .nonlinear(scanner.place(level.offset))
            }
        }
        return variable?.scaled(by: factor).asOperand ?? .number(factor)
    }

    private func ratio(
        _ parts: ArraySlice<Part>, _ level: Level, _ scanner: Scanner
    ) throws(PropertyError) -> Operand {
        var divisor = Rational.one
        for part in parts.dropFirst() {
            guard let number = part.value.asNumber else { throw .nonlinear(scanner.place(level.offset)) }
            guard !number.isZero else { throw .divisionByZero(scanner.place(part.offset)) }
            divisor *= number
        }
        let dividend = parts[level.first].value.asSum ?? LinearSum(terms: [], constant: .zero)
        return dividend.scaled(by: .one / divisor).asOperand
    }
}

extension ArraySlice<UInt8> {
    /// Whether an atom is meant as a number: a digit, perhaps after a sign and a point, or one of the names of floats that
    /// are no numbers.
    fileprivate var looksLikeNumber: Bool {
        var rest = self
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst() }
        if let first = rest.first { return first.isDigit || rest.isFloatName }
        return true
    }

    private var isFloatName: Bool {
        guard count == 3 || count == 8 else { return false }
        let lower = map { $0 | 0x20 }
        return lower.elementsEqual("nan".utf8) || lower.elementsEqual("inf".utf8)
            || lower.elementsEqual("infinity".utf8)
    }
}
