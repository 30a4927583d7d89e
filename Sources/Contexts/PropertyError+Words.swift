extension PropertyError {
    package var place: Place? {
        switch self {
        case .syntax(let place, _, _), .unclosedParenthesis(let place), .unknownCommand(let place, _),
            .unknownOperator(let place, _), .badNumber(let place, _), .badVariableName(let place, _),
            .undeclaredVariable(let place, _), .declaredTwice(let place, _), .nonlinear(let place),
            .divisionByZero(let place):
            place
        case .missingVariable(let file, _), .noInputs(let file), .noAssertion(let file),
            .inputWithoutBound(let file, _, _), .emptyInputRange(let file, _, _, _), .tooManyCases(let file, _),
            .inputCountMismatch(let file, _, _), .outputCountMismatch(let file, _, _):
            Place(file: file)
        }
    }

    package var problem: String {
        switch self {
        case .syntax(_, let found, let expected): "found \(found) where \(expected) is expected"
        case .unclosedParenthesis: "this parenthesis is never closed"
        case .unknownCommand(_, let name): "unknown command '\(name)'"
        case .unknownOperator(_, let name): "unknown operator '\(name)'"
        case .badNumber(_, let text): "'\(text)' is not a number"
        case .badVariableName(_, let name): "variable '\(name)' is neither an input nor an output"
        case .undeclaredVariable(_, let name): "variable '\(name)' is not declared"
        case .declaredTwice(_, let name): "variable '\(name)' is declared twice"
        case .missingVariable(_, let name): "variable '\(name)' is missing although a higher index is declared"
        case .nonlinear: "the product of two variables is not linear"
        case .divisionByZero: "division by zero"
        case .noInputs: "the property declares no input variable"
        case .noAssertion: "the property asserts nothing"
        case .inputWithoutBound(_, let input, let side): "input \(input) has no \(side) bound"
        case .emptyInputRange(_, let input, let lower, let upper):
            "input \(input) has an empty range: lower bound \(lower) is above upper bound \(upper)"
        case .tooManyCases(_, let limit): "the and/or nesting expands to more than \(limit) alternatives"
        case .inputCountMismatch(_, let property, let network):
            "the property has \(property) inputs and the network has \(network)"
        case .outputCountMismatch(_, let property, let network):
            "the property has \(property) outputs and the network has \(network)"
        }
    }

    package var fix: String {
        switch self {
        case .syntax(_, _, let expected): "write \(expected) here"
        case .unclosedParenthesis: "add the missing ')'"
        case .unknownCommand: "use declare-const or assert"
        case .unknownOperator: "use and, or, <=, >=, <, >, =, +, -, * or /"
        case .badNumber: "write a decimal number such as -1.5 or 1e-06"
        case .badVariableName: "name inputs X_0, X_1, ... and outputs Y_0, Y_1, ..."
        case .undeclaredVariable(_, let name): "add (declare-const \(name) Real) before its first use"
        case .declaredTwice: "remove one of the declarations"
        case .missingVariable(_, let name): "add (declare-const \(name) Real)"
        case .nonlinear: "multiply variables by constants only"
        case .divisionByZero: "divide by a constant other than 0"
        case .noInputs: "declare X_0, X_1, ... and give each a lower and an upper bound"
        case .noAssertion: "add at least one (assert ...)"
        case .inputWithoutBound(_, let input, let side):
            "add (assert (\(side == "lower" ? ">=" : "<=") \(input) ...)) in every alternative"
        case .emptyInputRange: "correct one of the two bounds"
        case .tooManyCases: "split the property into several files"
        case .inputCountMismatch: "check that the property was written for this network"
        case .outputCountMismatch: "check that the property was written for this network"
        }
    }
}
