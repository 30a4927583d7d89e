/// What can be wrong with a model file.
package enum ModelError: InputError, Hashable {
    case unknownFormat(file: String)
    case notONNX(file: String, reason: String)
    case noGraph(file: String)
    case unsupportedOpset(file: String, opset: Int, supported: ClosedRange<Int>)
    case unsupportedOperator(file: String, node: String, name: String, opset: Int, supported: [String])
    /// The operator is known, and none that can be verified.
    case refusedOperator(file: String, node: String, name: String, reason: String, remedy: String)
    /// More than one of the others, each about one node.
    indirect case several(file: String, problems: [ModelError])
    case unsupportedForm(file: String, node: String, name: String, opset: Int, what: String, supported: String)
    case unsupportedElementType(file: String, tensor: String, type: String)
    /// The data of a tensor cannot be had from the other file that it names.
    case externalData(file: String, tensor: String, location: String, reason: String)
    case tensorSize(file: String, tensor: String, expected: Int, found: Int)
    case nonFiniteWeight(file: String, tensor: String, index: Int, value: String)
    /// The node contradicts the definition of its operator, by itself or with its inputs.
    case invalidNode(file: String, node: String, name: String, detail: String)
    case missingTensor(file: String, node: String, tensor: String)
    case cycle(file: String, node: String)
    case inputCount(file: String)
    case outputCount(file: String)
    case mixedInputs(file: String, input: String, type: String, other: String, otherType: String)
    /// A property speaks about a tensor inside the model, by a name that the model does not have.
    case noSuchHidden(file: String, tensor: String, suggestion: String?)
    /// ... or that is the result of a Softmax that is left out.
    case normalisedHidden(file: String, tensor: String)
    /// ... of a format without names.
    case noTensorNames(file: String, tensor: String)
    case unknownShape(file: String, tensor: String)
    case batchSize(file: String, tensor: String, size: Int)
    case missingOutput(file: String, tensor: String)
    case constantOutput(file: String, tensor: String)
    case madeTwice(file: String, tensor: String)
    /// The versions of the default operator set that the model imports: none, or several.
    case opsetImports(file: String, opsets: [Int])
    case localFunctions(file: String, names: [String])
    case sparseInitializers(file: String)
    case segmentedTensor(file: String, tensor: String)
    case negativeDimension(file: String, tensor: String, dimension: Int)
    case tensorTooLarge(file: String, tensor: String, limit: Int)
    /// The raw data does not end at the end of an element of `width` bytes.
    case tornTensor(file: String, tensor: String, bytes: Int, width: Int)
    /// The network and its simplified graph, evaluated at the same point, disagree about an output.
    case simplificationDiffers(file: String, output: Int)
    case nnetSyntax(Place, problem: String)
    /// Not the model's fault: the run that wanted it was told to stop.
    case stopped(file: String, StopCause)
}
