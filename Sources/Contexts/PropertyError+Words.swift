extension PropertyError {
    package var place: Place? {
        switch self {
        case .syntax(let place, _, _), .unclosedParenthesis(let place), .unclosedQuote(let place),
            .tooDeep(let place, _),
            .unknownCommand(let place, _, _), .unknownOperator(let place, _), .badNumber(let place, _),
            .nonlinear(let place), .divisionByZero(let place), .badVariableName(let place, _),
            .undeclaredVariable(let place, _), .declaredTwice(let place, _), .missingVariable(let place, _),
            .unsupportedVersion(let place, _), .notYetSupported(let place, _), .unknownType(let place, _),
            .badDimension(let place, _), .undeclaredTensor(let place, _), .wrongIndexCount(let place, _, _, _),
            .indexOutOfRange(let place, _, _, _), .networkDeclaredTwice(let place, _), .entryOutOfOrder(let place, _),
            .lateNetwork(let place), .undeclaredNetwork(let place, _, _), .relatedTwice(let place, _),
            .relatedCount(let place, _, _, _, _, _), .relatedDimensions(let place, _, _, _, _),
            .halfNamed(let place, _, _), .tensorCount(let place, _, _, _, _), .tensorDimensions(let place, _, _, _, _),
            .noSuchTensor(let place, _, _, _), .tensorNamedTwice(let place, _, _), .modelType(let place, _, _, _),
            .floatArithmetic(let place, _, _), .networksOfSeveralTypes(let place, _, _, _, _),
            .notIsomorphic(let place, _, _, _):
            place
        case .noInputs(let file), .noAssertion(let file), .inputWithoutBound(let file, _, _),
            .boundOutOfRange(let file, _, _), .emptyInputRange(let file, _, _, _), .tooManyCases(let file, _),
            .inputCountMismatch(let file, _, _), .outputCountMismatch(let file, _, _),
            .normalisedOutput(let file, _, _, _), .severalNetworks(let file, _):
            Place(file: file)
        }
    }

    package var problem: String {
        switch self {
        case .syntax(_, let found, let expected): "found \(found.words) where \(expected.words) is expected"
        case .unclosedParenthesis: "this parenthesis is never closed"
        case .unclosedQuote: "this quote is never closed"
        case .tooDeep(_, let limit): "parentheses are nested more than \(limit) deep"
        case .unknownCommand(_, let name, _): "unknown command '\(name)'"
        case .unknownOperator(_, let name): "unknown operator '\(name)'"
        case .badNumber(_, let text): "'\(text)' is not a number"
        case .nonlinear: "this is not linear: a variable is multiplied or divided by a variable"
        case .divisionByZero: "division by zero"
        case .badVariableName(_, let name): "variable '\(name)' is neither an input nor an output"
        case .undeclaredVariable(_, let name), .undeclaredTensor(_, let name): "variable '\(name)' is not declared"
        case .declaredTwice(_, let name): "variable '\(name)' is declared twice"
        case .missingVariable(_, let name): "variable '\(name)' is missing although this higher index is declared"
        case .unsupportedVersion(_, let version): "VNN-LIB version \(version) is not supported"
        case .notYetSupported(_, let feature): "not supported yet: \(feature.words)"
        case .unknownType(_, let name): "unknown element type '\(name)'"
        case .badDimension(_, let text): "'\(text)' is not a dimension"
        case .wrongIndexCount(_, let name, let expected, let found):
            "variable '\(name)' takes \(expected) \(expected == 1 ? "index" : "indices"), not \(found)"
        case .indexOutOfRange(_, let name, let index, let size):
            "index \(index) of variable '\(name)' is outside 0 to \(size - 1)"
        case .noInputs: "the property declares no input variable"
        case .noAssertion: "the property asserts nothing"
        case .inputWithoutBound(_, let input, let side): "input \(input) has no \(side.rawValue) bound"
        case .boundOutOfRange(_, let input, let side):
            "the \(side.rawValue) bound of input \(input) is beyond the largest double-precision number"
        case .emptyInputRange(_, let input, let lower, let upper):
            emptyRange(input, lower, upper)
        case .tooManyCases(_, let limit): "the and/or nesting expands to more than \(limit) rows"
        case .inputCountMismatch(_, let property, let network):
            "the property has \(property) inputs and the network has \(network)"
        case .outputCountMismatch(_, let property, let network):
            "the property has \(property) outputs and the network has \(network)"
        case .normalisedOutput(_, let row, let node, let kind):
            NormalisedOutput.problem(row: row, node: node, kind: kind)
        case .networkDeclaredTwice, .entryOutOfOrder, .lateNetwork, .undeclaredNetwork, .relatedTwice, .relatedCount,
            .relatedDimensions, .halfNamed, .tensorCount, .tensorDimensions, .noSuchTensor, .tensorNamedTwice,
            .modelType, .floatArithmetic, .networksOfSeveralTypes, .notIsomorphic, .severalNetworks:
            networkProblem
        }
    }

    package var fix: String {
        switch self {
        case .syntax(_, .condition, .term): "compare numbers and variables only"
        case .syntax(_, .endOfFile, _): "complete the file"
        case .syntax(_, _, let expected): expected.fix
        case .unclosedParenthesis: "add the missing ')'"
        case .unclosedQuote: "add the missing quote"
        case .tooDeep: "write the same formula with less nesting"
        case .unknownCommand(_, _, let known): "use \(known.joined(separator: " or "))"
        case .unknownOperator: "use and, or, not, <=, >=, <, >, =, +, -, * or /"
        case .badNumber: "write a decimal number such as -1.5 or 1e-06, with at most 5000 digits"
        case .nonlinear: "multiply variables by constants only"
        case .divisionByZero: "divide by a constant other than 0"
        case .badVariableName: "name inputs X_0, X_1, ... and outputs Y_0, Y_1, ..."
        case .undeclaredVariable(_, let name): "add (declare-const \(name) Real) before its first use"
        case .declaredTwice: "remove one of the declarations"
        case .missingVariable(_, let name): "add (declare-const \(name) Real)"
        case .unsupportedVersion: "write (vnnlib-version <2.0>), or no version at all for VNN-LIB 1.0"
        case .notYetSupported(_, let feature): feature.fix
        case .unknownType: "use real, float32 or float64"
        case .badDimension: "give every dimension as a positive whole number, at most 2147483647 elements in all"
        case .undeclaredTensor: "declare it in declare-network before its first use"
        case .wrongIndexCount(_, let name, let expected, _):
            expected == 0
                ? "write \(name) without an index"
                : "write \(name)[\([String](repeating: "i", count: expected).joined(separator: ","))]"
        case .indexOutOfRange: "count from 0 and stay below the declared dimension"
        case .noInputs: "declare X_0, X_1, ... and give each a lower and an upper bound"
        case .noAssertion: "add at least one (assert ...)"
        case .inputWithoutBound(_, let input, let side):
            "add (assert (\(side == .lower ? ">=" : "<=") \(input) ...)) in every alternative"
        case .boundOutOfRange: "give a bound that the network can be computed at"
        case .emptyInputRange: "correct one of the two bounds"
        case .tooManyCases: "split the property into several files"
        case .inputCountMismatch, .outputCountMismatch: "check that the property was written for this network"
        case .normalisedOutput: NormalisedOutput.fix
        case .networkDeclaredTwice, .entryOutOfOrder, .lateNetwork, .undeclaredNetwork, .relatedTwice, .relatedCount,
            .relatedDimensions, .halfNamed, .tensorCount, .tensorDimensions, .noSuchTensor, .tensorNamedTwice,
            .modelType, .floatArithmetic, .networksOfSeveralTypes, .notIsomorphic, .severalNetworks:
            networkFix
        }
    }
}

/// That no number lies between two ends; equal ends are not both in the range.
func emptyRange(_ input: String, _ lower: String, _ upper: String) -> String {
    let note = lower == upper ? " (one of them not included)" : ""
    return "input \(input) has an empty range: lower bound \(lower), upper bound \(upper)\(note)"
}

extension PropertyError.Found {
    fileprivate var words: String {
        switch self {
        case .text(let text): "'\(text)'"
        case .endOfFile: "the end of the file"
        case .condition: "a condition"
        case .term: "a number or a variable"
        }
    }
}

extension PropertyError.Expected {
    fileprivate var words: String {
        switch self {
        case .command: "a command"
        case .assertion: "'(' or the end of the file"
        case .operator: "an operator"
        case .operand: "an operand"
        case .condition: "a condition"
        case .term: "a number or a variable"
        case .opening: "'('"
        case .closing, .closingOrTwo: "')'"
        case .variableName: "a variable name"
        case .name: "a name"
        case .real: "the type Real"
        case .version: "the version <2.0>"
        case .networkEntry: "(declare-input ...), (declare-hidden ...) or (declare-output ...)"
        case .inputDeclaration: "(declare-input ...)"
        case .outputDeclaration: "(declare-output ...)"
        case .networkDeclaration: "(declare-network ...)"
        case .index: "a whole number from 0"
        case .commaOrBracket: "',' or ']'"
        case .modelName: "the name of a value of the model in double quotes"
        }
    }

    fileprivate var fix: String {
        switch self {
        case .command: "write a command such as (assert (<= X_0 1))"
        case .assertion: "remove it, or start a command with '('"
        case .condition: "write a comparison such as (<= X_0 1)"
        case .closingOrTwo: "remove the third operand, or write the pairs one by one"
        default: "write \(words) here"
        }
    }
}

extension PropertyError.Feature {
    fileprivate var words: String {
        switch self {
        case .initializedInputs: "initialized inputs"
        case .mixedTypes: "variables of different element types"
        case .elementType(let name): "element type \(name)"
        }
    }

    fileprivate var fix: String {
        switch self {
        case .initializedInputs: "remove the word initialized"
        case .mixedTypes: "give all variables the same type"
        case .elementType: "use real, float32 or float64"
        }
    }
}
