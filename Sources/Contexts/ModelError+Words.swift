extension ModelError {
    package var place: Place? {
        switch self {
        case .unknownFormat(let file), .notONNX(let file, _), .noGraph(let file), .unsupportedOpset(let file, _, _),
            .unsupportedOperator(let file, _, _, _, _), .unsupportedForm(let file, _, _, _, _, _),
            .unsupportedElementType(let file, _, _), .externalData(let file, _, _, _), .tensorSize(let file, _, _, _),
            .nonFiniteWeight(let file, _, _, _), .invalidNode(let file, _, _, _), .missingTensor(let file, _, _),
            .cycle(let file, _), .inputCount(let file), .outputCount(let file), .mixedInputs(let file, _, _, _, _),
            .noSuchHidden(let file, _, _), .normalisedHidden(let file, _), .noTensorNames(let file, _),
            .unknownShape(let file, _),
            .batchSize(let file, _, _), .missingOutput(let file, _), .constantOutput(let file, _),
            .madeTwice(let file, _), .opsetImports(let file, _), .localFunctions(let file, _),
            .sparseInitializers(let file), .segmentedTensor(let file, _), .negativeDimension(let file, _, _),
            .tensorTooLarge(let file, _, _), .tornTensor(let file, _, _, _), .refusedOperator(let file, _, _, _, _),
            .several(let file, _), .stopped(let file, _), .simplificationDiffers(let file, _):
            Place(file: file)
        case .nnetSyntax(let place, _): place
        }
    }

    package var problem: String {
        switch self {
        case .unknownFormat: "not a model format known here"
        case .notONNX(_, let reason): "not an ONNX model: \(reason)"
        case .noGraph: "the ONNX file holds no graph"
        case .unsupportedOpset(_, let opset, let supported):
            "opset \(opset) is not supported (supported: \(supported.lowerBound) to \(supported.upperBound))"
        case .unsupportedOperator(_, let node, let name, let opset, _):
            "node '\(node)': operator \(name) (opset \(opset)) is not supported"
        case .unsupportedForm(_, let node, let name, let opset, let what, _):
            "node '\(node)': operator \(name) (opset \(opset)) is not supported with \(what)"
        case .unsupportedElementType(_, let tensor, let type): "tensor '\(tensor)' has element type \(type)"
        case .externalData(_, let tensor, let location, let reason):
            "tensor '\(tensor)' keeps its data in the file '\(location)', \(reason)"
        case .refusedOperator(_, let node, let name, let reason, _): "node '\(node)': \(name) \(reason)"
        case .several(_, let problems):
            "\(problems.count) nodes cannot be read: " + problems.map(\.problem).joined(separator: "; ")
        case .simplificationDiffers(_, let output):
            "output \(output) of the network and of its simplified graph differ"
        case .tensorSize(_, let tensor, let expected, let found):
            "tensor '\(tensor)' should hold \(expected) elements and holds \(found)"
        case .nonFiniteWeight(_, let tensor, let index, let value):
            "tensor '\(tensor)' holds \(value) at element \(index)"
        case .invalidNode(_, let node, let name, let detail): "node '\(node)': invalid \(name): \(detail)"
        case .missingTensor(_, let node, let tensor): "node '\(node)' reads tensor '\(tensor)', which nothing makes"
        case .cycle(_, let node): "node '\(node)' depends on its own output"
        case .inputCount: "the model has no input"
        case .outputCount: "the model has no output"
        case .mixedInputs(_, let input, let type, let other, let otherType):
            "input '\(input)' is \(type) and input '\(other)' is \(otherType)"
        case .noSuchHidden(_, let tensor, _): "no node makes a value '\(tensor)'"
        case .normalisedHidden(_, let tensor): "value '\(tensor)' is the result of a Softmax"
        case .noTensorNames(_, let tensor): "the property asks for a value '\(tensor)', and this format has no names"
        case .unknownShape(_, let tensor): "the shape of tensor '\(tensor)' is not known"
        case .batchSize(_, let tensor, let size): "tensor '\(tensor)' has batch size \(size)"
        case .missingOutput(_, let tensor): "nothing makes the output '\(tensor)'"
        case .constantOutput(_, let tensor): "the output '\(tensor)' does not depend on the input"
        case .madeTwice(_, let tensor): "tensor '\(tensor)' is made twice"
        case .opsetImports(_, let opsets):
            opsets.isEmpty
                ? "the model names no version of the ONNX operator set"
                : "the model names several versions of the ONNX operator set (\(list(opsets.map { String($0) })))"
        case .localFunctions(_, let names): "the model defines operators of its own (\(list(names)))"
        case .sparseInitializers: "the model holds sparse tensors"
        case .segmentedTensor(_, let tensor): "tensor '\(tensor)' is one segment of a larger tensor"
        case .negativeDimension(_, let tensor, let dimension): "tensor '\(tensor)' has dimension \(dimension)"
        case .tensorTooLarge(_, let tensor, let limit): "tensor '\(tensor)' has more than \(limit) elements"
        case .tornTensor(_, let tensor, let bytes, let width):
            "tensor '\(tensor)' holds \(bytes) bytes of data, which is no multiple of \(width)"
        case .nnetSyntax(_, let problem): problem
        case .stopped(_, let cause): "reading was stopped: \(cause.words)"
        }
    }

    private func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    package var fix: String {
        switch self {
        case .unknownFormat: "give an .onnx, .onnx.gz or .nnet file"
        case .notONNX: "check that the file is complete and exported as ONNX"
        case .noGraph: "export the model again"
        case .unsupportedOpset(_, _, let supported):
            "export the model with an opset from \(supported.lowerBound) to \(supported.upperBound)"
        case .unsupportedOperator(_, _, _, _, let supported): "supported are \(supported.joined(separator: ", "))"
        case .unsupportedForm(_, _, _, _, _, let supported): "supported is \(supported)"
        case .unsupportedElementType: "export the model with float32 or float64 tensors"
        case .externalData: "put that file beside the model, or save the model with its weights inside"
        case .refusedOperator(_, _, _, _, let remedy): remedy
        case .several(_, let problems):
            problems.map(\.fix).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
                .joined(separator: "; ")
        case .simplificationDiffers: "this is a mistake in Orthant: please report the model"
        case .tensorSize: "export the model again: the file is damaged"
        case .nonFiniteWeight: "retrain or repair the model: every weight must be a finite number"
        case .invalidNode: "look at the model with onnx.checker and export it again"
        case .missingTensor: "export the model again: the graph is incomplete"
        case .cycle: "export the model again: the graph must not contain a cycle"
        case .inputCount: "give a model with an input"
        case .outputCount: "give a model with an output"
        case .mixedInputs: "export the model with inputs of one type"
        case .noSuchHidden(_, _, let suggestion):
            suggestion.map { "did you mean '\($0)'?" } ?? "'orthant inspect' lists the layers of a model"
        case .normalisedHidden: "speak about the value before it"
        case .noTensorNames: "give the model as ONNX"
        case .unknownShape: "export the model with fixed shapes (the batch dimension may be symbolic)"
        case .batchSize: "export the model with batch size 1 or a symbolic batch"
        case .missingOutput: "export the model again: the graph is incomplete"
        case .constantOutput: "give a model that computes something from its input"
        case .madeTwice: "export the model again: every tensor must be made once"
        case .opsetImports: "export the model again with one opset version"
        case .localFunctions: "export the model with its functions inlined"
        case .sparseInitializers: "save the model with dense tensors"
        case .segmentedTensor: "save the model with whole tensors"
        case .negativeDimension, .tornTensor: "export the model again: the file is damaged"
        case .tensorTooLarge: "give a smaller model"
        case .nnetSyntax: "check the file against the .nnet format"
        case .stopped: "allow the run more"
        }
    }
}

extension StopCause {
    /// The cause in a message about what was stopped.
    var words: String {
        switch self {
        case .timeout: "the time is over"
        case .interrupted: "interrupted"
        case .memory: "the memory limit is used up"
        case .nodes: "the limit of subproblems is reached"
        }
    }
}
