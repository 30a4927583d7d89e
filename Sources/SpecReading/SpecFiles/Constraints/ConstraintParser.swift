import Contexts
import Exact

/// What a constraint is about: decides which words its messages use.
enum ConstraintContext {
    /// Inputs and neurons.
    case region
    /// Inputs, outputs and neurons.
    case property
    /// Names bound by `for:`.
    case bindings
}

/// Reads constraints such as `0.1 <= 2 x[0] - x[1] <= 1/2`. The grammar is LL(1), and every sentence of it is linear.
///
///     constraint = sum relation sum [relation sum]
///     sum        = ["-"] term {("+" | "-") term}
///     term       = number ["*"] atom | atom ["*" number] | number
struct ConstraintParser {
    /// Turns a part of the text, in Unicode scalars, into a place.
    typealias Places = (Range<Int>) -> Span

    let context: ConstraintContext
    private let tokens: [ConstraintToken]
    private var index = 0

    init(_ text: String, context: ConstraintContext) throws(ScalarFault) {
        self.context = context
        tokens = try ConstraintTokens.of(text)
    }

    var token: ConstraintToken { tokens[index] }
    var nextToken: ConstraintToken { tokens[min(index + 1, tokens.count - 1)] }

    /// Where the token before this one ends.
    var previousEnd: Int { tokens[max(0, index - 1)].range.upperBound }

    mutating func advance() { index = min(index + 1, tokens.count - 1) }

    /// The whole text as a constraint.
    mutating func constraint(_ places: Places) throws(ScalarFault) -> Constraint {
        if token.kind == .end { throw fault(.empty, token) }
        var sums = [try sum(places)]
        var relations: [Located<Constraint.Relation>] = []
        while case .relation(let relation) = token.kind {
            if relations.count == 2 { throw fault(.tooManyRelations, token) }
            if let first = relations.first?.value, !first.goesOn(with: relation) {
                throw fault(.mixedDirections(first.rawValue, relation.rawValue), token)
            }
            relations.append(Located(relation, at: places(token.range)))
            advance()
            sums.append(try sum(places))
        }
        guard token.kind == .end else { throw surplus(isCompared: !relations.isEmpty) }
        if relations.isEmpty { throw fault(.noRelation, whole) }
        let constraint = Constraint(sums: sums, relations: relations)
        if constraint.isAboutNothing { throw fault(.noVariable, whole) }
        return constraint
    }

    private mutating func sum(_ places: Places) throws(ScalarFault) -> WrittenSum {
        let start = token.range.lowerBound
        var isNegative = token.isSymbol("-")
        if isNegative { advance() }
        var summands = [try term(isNegative, places)]
        while token.isSymbol("+") || token.isSymbol("-") {
            isNegative = token.isSymbol("-")
            advance()
            summands.append(try term(isNegative, places))
        }
        return WrittenSum(summands: summands, span: places(start..<previousEnd))
    }

    private mutating func term(_ isNegative: Bool, _ places: Places) throws(ScalarFault) -> WrittenSum.Summand {
        switch token.kind {
        case .number, .reference:
            let number = try number(places)
            let hasStar = token.isSymbol("*")
            if hasStar { advance() }
            guard token.kind == .name, hasStar || !isConnective(token) else {
                if hasStar { throw token.isSymbol("(") ? fault(.parenthesis, token) : unexpected(.variable) }
                return WrittenSum.Summand(isNegative: isNegative, coefficient: number, atom: nil)
            }
            let atom = try atom(places)
            try rejectProduct(after: atom.value)
            return WrittenSum.Summand(isNegative: isNegative, coefficient: number, atom: atom)
        case .name:
            let atom = try atom(places)
            guard token.isSymbol("*"), nextToken.kind == .number || nextToken.kind == .reference else {
                try rejectProduct(after: atom.value)
                return WrittenSum.Summand(isNegative: isNegative, coefficient: nil, atom: atom)
            }
            advance()
            let number = try number(places)
            return WrittenSum.Summand(isNegative: isNegative, coefficient: number, atom: atom)
        case .symbol("("): throw fault(.parenthesis, token)
        default: throw unexpected(.operand)
        }
    }

    mutating func number(_ places: Places) throws(ScalarFault) -> NumberNode {
        let start = token.range.lowerBound
        let text = token.text
        let span = places(token.range)
        do {
            let term: Term<Rational>
            if token.kind == .reference, let reference = try TemplateText.reference(text) {
                term = .reference(reference)
            } else {
                term = .literal(try NumberText.parse(text))
            }
            advance()
            return Located(term, at: span)
        } catch {
            throw numberFault(error, text, start)
        }
    }

    /// A misspelt number, at its place in the constraint; `2x` and `2/x` have words of their own.
    private func numberFault(_ found: ScalarFault, _ text: String, _ start: Int) -> ScalarFault {
        let range = (found.range.lowerBound + start)..<(found.range.upperBound + start)
        let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "/" }
        let rest = String(text.dropFirst(digits.count))
        if digits.hasSuffix("/"), TemplateText.isName(rest) {
            return ScalarFault(fault: .nonlinear(.division), range: (start + digits.count - 1)..<(start + digits.count))
        }
        if case .number(let shown, let fault, nil) = found.fault, TemplateText.isName(rest),
            (try? NumberText.parse(String(digits))) != nil
        {
            return ScalarFault(fault: .number(shown, fault, suggestion: "\(digits) \(rest)"), range: range)
        }
        return ScalarFault(fault: found.fault, range: range)
    }

    // MARK: Errors

    private var whole: ConstraintToken {
        let end = tokens[tokens.count - 1].range.upperBound
        return ConstraintToken(kind: .end, text: "", range: 0..<end)
    }

    func fault(_ fault: SpecSyntaxError.ConstraintFault, _ token: ConstraintToken) -> ScalarFault {
        ScalarFault(fault: .constraint(fault), range: token.range)
    }

    func unexpected(_ expectation: SpecSyntaxError.Expectation) -> ScalarFault {
        if token.kind == .end { return fault(.endsEarly(expectation), token) }
        return fault(.unexpected(token.text.shown, expectation), token)
    }

    private func isConnective(_ token: ConstraintToken) -> Bool {
        ["and", "or", "AND", "OR"].contains(token.text)
    }

    /// The error about what follows a complete sum.
    private func surplus(isCompared: Bool) -> ScalarFault {
        if isConnective(token) || token.isSymbol("&") || token.isSymbol("|") {
            return fault(.connective(token.text), token)
        }
        if token.isSymbol("(") { return fault(.parenthesis, token) }
        return unexpected(isCompared ? .operatorOrEnd : .operatorOrRelation)
    }

    /// Throws when a variable is multiplied or divided by anything but a number, or raised to a power.
    private func rejectProduct(after atom: Atom) throws(ScalarFault) {
        func nonlinear(_ fault: SpecSyntaxError.Nonlinearity) -> ScalarFault {
            ScalarFault(fault: .nonlinear(fault), range: token.range)
        }
        if token.isSymbol("^") || token.isSymbol("*") && nextToken.isSymbol("*") { throw nonlinear(.power) }
        if token.isSymbol("*") {
            guard nextToken.kind == .name else { return }
            throw nonlinear(.product(factors(atom, nextToken.text)))
        }
        guard token.isSymbol("/") else { return }
        if nextToken.kind == .name { throw nonlinear(.division) }
        throw fault(.division, token)
    }

    private func factors(_ atom: Atom, _ other: String) -> SpecSyntaxError.Nonlinearity.Factors {
        func isOutput(_ name: String) -> Bool { name == "y" || name.hasPrefix("Y_") }
        guard case .variable(let name, _) = atom, other != "relu", other != "pre" else { return .variables }
        if isOutput(name) && isOutput(other) { return .outputs }
        return context == .region && !isOutput(name) && !isOutput(other) ? .inputs : .variables
    }
}

extension Constraint.Relation {
    /// Whether `a self b other c` is a chain in one direction.
    fileprivate func goesOn(with other: Constraint.Relation) -> Bool {
        switch self {
        case .less, .lessOrEqual: other == .less || other == .lessOrEqual
        case .greater, .greaterOrEqual: other == .greater || other == .greaterOrEqual
        case .equal: false
        }
    }
}

extension Constraint {
    /// Whether only numbers are compared, none of them a reference.
    fileprivate var isAboutNothing: Bool {
        sums.allSatisfy { sum in
            sum.summands.allSatisfy { summand in
                if case .literal = summand.coefficient?.value { return summand.atom == nil }
                return false
            }
        }
    }
}
