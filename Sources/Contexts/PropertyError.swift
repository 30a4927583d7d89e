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
    // Networks of VNN-LIB 2.0
    case networkDeclaredTwice(Place, name: String)
    /// A part of a network's declaration that comes after a part that must follow it.
    case entryOutOfOrder(Place, keyword: String)
    case lateNetwork(Place)
    case undeclaredNetwork(Place, name: String, known: [String])
    case relatedTwice(Place, network: String)
    /// Two networks that are equal or isomorphic have as many inputs and outputs.
    case relatedCount(Place, TensorRole, network: String, count: Int, other: String, otherCount: Int)
    /// ... and corresponding ones have the same dimensions.
    case relatedDimensions(Place, name: String, dimensions: [Int], other: String, otherDimensions: [Int])
    /// Some inputs and outputs of a network name their value in the model, and this one does not, or the reverse.
    case halfNamed(Place, name: String, isNamed: Bool)
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
    // Declarations of VNN-LIB 2.0 against the models
    case tensorCount(Place, TensorRole, network: String, declared: Int, model: [String])
    case tensorDimensions(Place, name: String, declared: [Int], tensor: String, model: [Int])
    case noSuchTensor(Place, TensorRole, name: String, model: [String])
    case tensorNamedTwice(Place, TensorRole, name: String)
    case modelType(Place, name: String, declared: String, model: String)
    /// Sound answers about this type are not to be had, and the caller follows the standard, which forbids others.
    case floatArithmetic(Place, name: String, type: String)
    case networksOfSeveralTypes(Place, network: String, type: String, other: String, otherType: String)
    case notIsomorphic(Place, network: String, other: String, Difference)
    /// The property needs more than one network where only one can be given.
    case severalNetworks(file: String, names: [String])

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
        case modelName
        case index, commaOrBracket
    }

    /// Parts of VNN-LIB 2.0 that are read as far as needed to name them, and then refused.
    package enum Feature: Hashable, Sendable {
        case initializedInputs, mixedTypes
        case elementType(String)
    }

    /// What a tensor is to its network.
    package enum TensorRole: String, Hashable, Sendable {
        case input, hidden, output
    }

    /// Where two models first differ in more than their weights.
    package enum Difference: Hashable, Sendable {
        case nodeCount(Int, Int)
        case `operator`(node: String, String, otherNode: String, String)
        case shape(node: String, String, otherNode: String, String)
        case wiring(node: String, otherNode: String)
    }

    /// An end of an input's range.
    package enum Side: String, Hashable, Sendable {
        case lower, upper
    }
}
