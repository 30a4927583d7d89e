extension UsageError {
    package var place: Place? {
        switch self {
        case .unknownCommand, .badOption, .emptyNetworkPath, .protocolVersion, .noSuchCase, .noSuchAlternative: nil
        case .networkName(_, _, let property): Place(file: property)
        case .claimList(let place, _): place
        }
    }

    package var problem: String {
        switch self {
        case .unknownCommand(let name, _): "unknown command '\(name)'"
        case .badOption(let name, let value, _): "\(name) cannot be '\(value)'"
        case .emptyNetworkPath(let text): "--network '\(text)' names no file"
        case .networkName(let given, let declared, _):
            "--network names '\(given)' and the property declares network '\(declared)'"
        case .protocolVersion(let found, _): "protocol version '\(found)' is not supported"
        case .noSuchCase(let index, let count): "the query has no case \(index): it has \(count)"
        case .noSuchAlternative(let index, let count): "the case has no alternative \(index): it has \(count)"
        case .claimList(_, let problem): problem
        }
    }

    package var fix: String {
        switch self {
        case .unknownCommand(_, let suggestion):
            suggestion.map { "did you mean '\($0)'?" } ?? "see 'orthant --help'"
        case .badOption(_, _, let range): "give \(range)"
        case .emptyNetworkPath: "give --network MODEL.onnx or --network NAME=MODEL.onnx"
        case .networkName(_, let declared, _): "give --network \(declared)=MODEL.onnx"
        case .protocolVersion(_, let supported): "call 'orthant vnncomp \(supported) ...'"
        case .noSuchCase(_, let count): "give --case 0 to \(count - 1)"
        case .noSuchAlternative(_, let count): "give --alternative 0 to \(count - 1)"
        case .claimList: "write lines of network,property,expected[,engine] under a header line with these names"
        }
    }
}
