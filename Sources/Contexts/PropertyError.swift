/// What can be wrong with a VNN-LIB file, or between it and a network.
package enum PropertyError: InputError, Hashable {
    // Text
    case syntax(Place, found: Found, expected: Expected)
    case unclosedParenthesis(Place)
    case unclosedQuote(Place)
    case tooDeep(Place, limit: Int)
    case unknownCommand(Place, name: String, known: [String])
    case unknownOperator(Place, name: String)
    case badNumber(Place, text: String)
    case nonlinear(Place)
    case divisionByZero(Place)
    // Variables X_0, Y_0 of VNN-LIB 1.0
    case badVariableName(Place, name: String)
    case undeclaredVariable(Place, name: String)
    case declaredTwice(Place, name: String)
    case missingVariable(Place, name: String)
    // Tensors of VNN-LIB 2.0
    case unsupportedVersion(Place, version: String)
    case notYetSupported(Place, Feature)
    case unknownType(Place, name: String)
    case badDimension(Place, text: String)
    case undeclaredTensor(Place, name: String)
    case wrongIndexCount(Place, name: String, expected: Int, found: Int)
    case indexOutOfRange(Place, name: String, index: String, size: Int)
    // Meaning
    case noInputs(file: String)
    case noAssertion(file: String)
    case inputWithoutBound(file: String, input: String, side: Side)
    case boundOutOfRange(file: String, input: String, side: Side)
    case emptyInputRange(file: String, input: String, lower: String, upper: String)
    case tooManyCases(file: String, limit: Int)
    // Against the network
    case inputCountMismatch(file: String, property: Int, network: Int)
    case outputCountMismatch(file: String, property: Int, network: Int)
    /// The model ends in this node, which was left out, and the row asks for more than it keeps.
    case normalisedOutput(file: String, row: String, node: String, kind: String)

    /// What the text holds where something else should stand.
    package enum Found: Hashable, Sendable {
        case text(String)
        case endOfFile
        case condition
        case term
    }

    /// What the text should hold.
    package enum Expected: Hashable, Sendable {
        case command, assertion, `operator`, operand, condition, term
        case opening, closing, closingOrTwo
        case variableName, name, real, version
        case networkEntry, inputDeclaration, outputDeclaration, networkDeclaration
        case index, commaOrBracket
    }

    /// Parts of VNN-LIB 2.0 that are read as far as needed to name them, and then refused.
    package enum Feature: Hashable, Sendable {
        case severalNetworks, severalInputs, severalOutputs, hiddenNodes, equalNetworks, isomorphicNetworks
        case initializedInputs, mixedTypes
        case elementType(String)
    }

    /// An end of an input's range.
    package enum Side: String, Hashable, Sendable {
        case lower, upper
    }
}
