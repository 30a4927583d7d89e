/// What can be wrong with a VNN-LIB file, or between it and a network.
package enum PropertyError: InputError, Hashable {
    // Text
    case syntax(Place, found: String, expected: String)
    case unclosedParenthesis(Place)
    case unknownCommand(Place, name: String)
    case unknownOperator(Place, name: String)
    case badNumber(Place, text: String)
    case badVariableName(Place, name: String)
    case undeclaredVariable(Place, name: String)
    case declaredTwice(Place, name: String)
    case missingVariable(file: String, name: String)
    case nonlinear(Place)
    case divisionByZero(Place)
    // Meaning
    case noInputs(file: String)
    case noAssertion(file: String)
    case inputWithoutBound(file: String, input: String, side: String)
    case emptyInputRange(file: String, input: String, lower: String, upper: String)
    case tooManyCases(file: String, limit: Int)
    // Against the network
    case inputCountMismatch(file: String, property: Int, network: Int)
    case outputCountMismatch(file: String, property: Int, network: Int)
}
