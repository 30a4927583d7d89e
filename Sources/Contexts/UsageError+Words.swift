extension UsageError {
    package var place: Place? {
        switch self {
        case .networkName(_, _, let property), .missingNetwork(let property), .missingModel(_, _, let property),
            .unneededModel(_, _, _, let property):
            Place(file: property)
        case .claimList(let place, _): place
        case .wrongSize(let network, _, _, _, _): Place(file: network)
        case .pointSize(let data, _, _), .labelWithoutOutput(let data, _, _): Place(file: data)
        default: nil
        }
    }

    package var problem: String {
        switch self {
        case .unknownCommand(let name, _, _): "unknown command '\(name)'"
        case .missingCommand(let parent, _): "'\(parent)' needs a command"
        case .badOption(let name, let value, _): "\(name) cannot be '\(value)'"
        case .optionWithout(let name, let value, let needed): "\(name) '\(value)' is given without \(needed)"
        case .missingOption(let name, _): "\(name) is missing"
        case .pointSize(_, let size, let inputs):
            "a point has \(counted(size, "number")) and the network has \(counted(inputs, "input"))"
        case .labelWithoutOutput(_, let label, let outputs):
            "a point has label \(label) and the network has \(outputs) outputs"
        case .rowOutsideDomain(let row, let domain, let radius, let input, let value):
            (radius.map { "no input within --radius '\($0)' of row \(row) is" } ?? "row \(row) is not")
                + " in --domain '\(domain)': input X_\(input) of the row is \(value)"
        case .oneOutput(let network): "network '\(network)' has one output, so there are no classes to decide between"
        case .noWinner(let classes):
            "classes \(classes.map(String.init).joined(separator: ", ")) tie at the point, so it has no class"
        case .emptyNetworkPath(let text): "--network '\(text)' names no file"
        case .networkName(let given, let declared, _):
            "--network names '\(given)' and the property declares network '\(declared)'"
        case .missingModel(let network, _, _): "no model is given for network '\(network)'"
        case .modelTwice(let network): "two models are given for network '\(network)'"
        case .unneededModel(let network, let equalTo, _, _):
            equalTo.map { "a model is given for network '\(network)', which is equal to '\($0)'" }
                ?? "a model is given for network '\(network)', which the property does not declare"
        case .networkList(let text): "'\(text)' is no list of networks"
        case .missingNetwork: "the property does not say which network it is about"
        case .unneededNetwork(let path): "--network '\(path)' is for property files; a spec file names its networks"
        case .noSearch(let files): "no check of \(files.joined(separator: ", ")) has 'search:'"
        case .severalNetworks(let count): "--network is given \(count) times"
        case .severalFormats(let names): "the output cannot be \(names.joined(separator: " and ")) at once"
        case .noSuchCheck(let option, let text, _): "no check fits \(option) '\(text)'"
        case .protocolVersion(let found, _): "protocol version '\(found)' is not supported"
        case .noSuchCase(let index, let count): "the query has no case \(index): it has \(count)"
        case .noSuchAlternative(let index, let count): "the case has no alternative \(index): it has \(count)"
        case .claimList(_, let problem): problem
        case .noCapability: "no capability is asked about"
        case .wrongSize(_, let inputs, let outputs, _, _):
            "the network has \(inputs) inputs and \(outputs) outputs"
        }
    }

    package var fix: String {
        switch self {
        case .unknownCommand(_, let parent, let suggestion):
            suggestion.map { "did you mean '\($0)'?" } ?? "see '\(parent) --help'"
        case .missingCommand(let parent, let known):
            "write \(known.map { "'\(parent) \($0)'" }.joined(separator: " or "))"
        case .badOption(_, _, let range): "give \(range)"
        case .rowOutsideDomain(_, _, let radius, _, _):
            "give a --domain that the row is in\(radius == nil ? "" : ", or a larger --radius")"
        case .optionWithout(_, _, let needed): "give \(needed) too"
        case .missingOption(let name, let value): "give \(name) \(value)"
        case .pointSize: "give the data that the network was made for"
        case .labelWithoutOutput(_, _, let outputs): "give labels from 0 to \(outputs - 1)"
        case .oneOutput: "give a network with several outputs"
        case .noWinner: "give --class"
        case .emptyNetworkPath: "give --network MODEL.onnx or --network NAME=MODEL.onnx"
        case .networkName(_, let declared, _): "give --network \(declared)=MODEL.onnx"
        case .missingModel(_, let declared, _):
            "give " + declared.map { "--network \($0)=MODEL.onnx" }.joined(separator: " ")
        case .modelTwice: "give --network once for each network"
        case .unneededModel(_, _, let declared, _):
            "give " + declared.map { "--network \($0)=MODEL.onnx" }.joined(separator: " ") + " and no other"
        case .networkList: "write [('f','first.onnx'),('g','second.onnx')]"
        case .missingNetwork: "give --network MODEL.onnx"
        case .noSearch: "add  search: {maximize: eps, from: 0, to: 1/4, resolution: 1/1024}  to a check"
        case .unneededNetwork: "leave --network out, or change 'network:' in the spec file"
        case .severalNetworks:
            "give one model, or each model as NAME=MODEL for a property that declares several networks"
        case .severalFormats: "give one of them"
        case .noSuchCheck(_, _, let suggestion):
            suggestion.map { "did you mean '\($0)'?" } ?? "give the id of a check, as the table shows it"
        case .protocolVersion(_, let supported): "call 'orthant vnncomp \(supported) ...'"
        case .noSuchCase(_, let count): "give --case 0 to \(count - 1)"
        case .noSuchAlternative(_, let count): "give --alternative 0 to \(count - 1)"
        case .claimList: "write lines of network,property,expected[,engine] under a header line with these names"
        case .noCapability(let known): "give one of \(known.joined(separator: ", "))"
        case .wrongSize(_, _, _, let inputs, let outputs): "give a network with \(inputs) inputs and \(outputs) outputs"
        }
    }
}
