extension CounterexampleError {
    package var code: String? {
        if case .networkChanged = self { "N408" } else { nil }
    }

    package var place: Place? {
        switch self {
        case .notJSON(let file), .notACounterexample(let file), .unsupportedSchema(let file, _, _),
            .badField(let file, _), .badNumber(let file, _, _), .badRow(let file, _),
            .wrongCount(let file, _, _, _), .noSuchVariable(let file, _, _, _), .elementType(let file, _, _),
            .emptyRange(let file, _), .product(let file), .networkChanged(let file, _, _):
            Place(file: file)
        }
    }

    package var problem: String {
        switch self {
        case .notJSON: "this is not JSON"
        case .notACounterexample: "this is no counterexample that Orthant wrote"
        case .unsupportedSchema(_, let found, let supported):
            "schema \(found) is not supported (supported: \(supported))"
        case .badField(_, let field): "the field '\(field)' is missing or is not what it should be"
        case .badNumber(_, let field, let text): "'\(text)' in '\(field)' is not an exact number"
        case .badRow(_, let text): "'\(text)' is not a linear row"
        case .wrongCount(_, let field, let found, let expected):
            "'\(field)' has \(found) numbers and the network has \(expected)"
        case .noSuchVariable(_, let row, let inputs, let outputs):
            "'\(row)' names a variable beyond the \(inputs) inputs and \(outputs) outputs of the network"
        case .elementType(_, let found, let network):
            "the counterexample is about \(found) and the network computes in \(network)"
        case .emptyRange(_, let input): "the range of input X_\(input) is empty"
        case .product:
            "the counterexample is about several networks, equal inputs or hidden nodes, which only the property tells apart"
        case .networkChanged(_, _, let found): "the network is another one: its SHA-256 is \(found.prefix(12))..."
        }
    }

    package var expected: String? {
        if case .networkChanged(_, let expected, _) = self { "\(expected.prefix(12))..." } else { nil }
    }

    package var fix: String {
        switch self {
        case .notJSON, .notACounterexample: "give a file that 'orthant verify --counterexamples' wrote"
        case .unsupportedSchema: "use the version of Orthant that wrote the file, or a newer one"
        case .badField: "see docs/formats.md, or write the file again with 'orthant verify --counterexamples'"
        case .badNumber: "write a decimal number or a fraction, such as 0.25 or 1/3"
        case .badRow: "write it as in 'Y_0 - 2*Y_1 <= 1/3'"
        case .wrongCount, .noSuchVariable, .elementType:
            "give the network that the counterexample was found on with --network"
        case .emptyRange: "write the file again with 'orthant verify --counterexamples'"
        case .product: "run 'orthant verify' on the property again"
        case .networkChanged: "give the network that the counterexample was found on with --network"
        }
    }
}
