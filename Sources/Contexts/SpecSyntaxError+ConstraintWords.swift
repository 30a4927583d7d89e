extension SpecSyntaxError.Nonlinearity {
    var words: ErrorWords {
        let fix = "only linear constraints are supported"
        switch self {
        case .product(let factors):
            return ErrorWords("product of two \(factors.rawValue)", expected: "a number on one side of '*'", fix: fix)
        case .division:
            return ErrorWords("division by a variable", expected: "a number, such as 1/2", fix: fix)
        case .power: return ErrorWords("power of a variable", expected: "a number times a variable", fix: fix)
        case .function(let name):
            return ErrorWords("unknown function '\(name)'", expected: "sum(...) or mean(...)", fix: fix)
        }
    }
}

extension SpecSyntaxError.ConstraintFault {
    var words: ErrorWords {
        switch self {
        case .unexpected(let text, let expectation):
            ErrorWords("unexpected '\(text)' in a constraint", expected: expectation.words, fix: expectation.fix)
        case .endsEarly(let expectation):
            ErrorWords("the constraint ends too early", expected: expectation.words, fix: expectation.fix)
        case .noRelation:
            ErrorWords(
                "nothing is compared here", expected: "<=, >=, <, > or ==",
                fix: "write a comparison such as y[3] >= 1/2")
        case .tooManyRelations:
            ErrorWords(
                "more than two comparisons in a row", expected: "a <= b <= c at most", fix: "write two constraints")
        case .mixedDirections(let first, let second):
            ErrorWords(
                "'\(first)' and '\(second)' do not make a chain", expected: "a <= b <= c or a >= b >= c",
                fix: "write two constraints")
        case .unknownRelation(let text, let suggestion):
            ErrorWords("unknown relation '\(text)'", expected: "<=, >=, <, > or ==", fix: "write \(suggestion)")
        case .unindexed(let name):
            ErrorWords("'\(name)' has no index", expected: "\(name)[0], \(name)[1] and so on", fix: "write \(name)[0]")
        case .secondIndex(let name):
            ErrorWords(
                "a second '[' after '\(name)'", expected: "all indices in one pair of brackets",
                fix: "write \(name)[i,j]")
        case .rangeOutsideSum:
            ErrorWords(
                "a range of entries is not one number", expected: "a single index",
                fix: "put it in sum(...) or mean(...), or write one constraint per entry")
        case .noRange(let function):
            ErrorWords(
                "\(function) of a single entry", expected: "a range such as x[0..27]",
                fix: "write a range, or leave \(function)(...) out")
        case .parenthesis:
            ErrorWords("parentheses are not allowed here", expected: "a sum of terms", fix: "multiply the terms out")
        case .division:
            ErrorWords(
                "division of a variable", expected: "a number before the variable", fix: "write 1/2 x instead of x / 2")
        case .connective(let word):
            ErrorWords(
                "'\(word)' between constraints", expected: "one constraint in each item",
                fix: "write two constraints, or use 'all:' and 'any:'")
        case .noVariable:
            ErrorWords(
                "no variable in this constraint", expected: "an input, an output or a neuron",
                fix: "name one, such as x[0], y[3] or relu[0][5]")
        case .severalLines:
            ErrorWords("the constraint runs over several lines", expected: "one line", fix: "join the lines")
        case .empty:
            ErrorWords("the constraint is empty", expected: "a comparison", fix: "write one such as y[3] >= 1/2")
        }
    }
}

extension SpecSyntaxError.Expectation {
    fileprivate var words: String {
        switch self {
        case .operand: "a number or a variable"
        case .variable: "a variable"
        case .number: "a number"
        case .relation: "<=, >=, <, > or =="
        case .operatorOrRelation: "'+', '-', '*' or a relation"
        case .operatorOrEnd: "'+', '-', '*', a relation or the end"
        case .openingBracket: "'['"
        case .closingBracket: "',' or ']'"
        case .openingParenthesis: "'('"
        case .closingParenthesis: "')'"
        case .index: "a whole number from 0"
        case .range: "a whole number or a range such as 0..27"
        }
    }

    fileprivate var fix: String {
        switch self {
        case .operand, .variable, .number: "write terms such as 2 x[3], with one sign between them"
        case .relation, .operatorOrRelation, .operatorOrEnd: "write constraints such as x[0] - 2 x[1] <= 1/2"
        case .openingBracket, .closingBracket, .index: "write x[3], x[0,2] or relu[0][5]"
        case .openingParenthesis, .closingParenthesis, .range: "write sum(x[0..27]) or mean(x[0..27])"
        }
    }
}
