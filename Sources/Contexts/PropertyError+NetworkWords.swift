/// The words of what can be wrong with the networks that a VNN-LIB 2.0 file declares. Requires one of those cases.
extension PropertyError {
    var networkProblem: String {
        switch self {
        case .networkDeclaredTwice(_, let name): "network '\(name)' is declared twice"
        case .entryOutOfOrder(_, let keyword): "'\(keyword)' comes too late in the declaration of its network"
        case .lateNetwork: "a network is declared after an assertion"
        case .undeclaredNetwork(_, let name, _): "network '\(name)' is not declared before"
        case .relatedTwice(_, let network): "network '\(network)' is related to another network twice"
        case .relatedCount(_, let role, let network, let count, let other, let otherCount):
            "network '\(network)' has \(role.counted(count)) and network '\(other)', to which it is related, "
                + "has \(otherCount)"
        case .relatedDimensions(_, let name, let dimensions, let other, let otherDimensions):
            "variable '\(name)' has dimensions \(text(dimensions)) and '\(other)' of the related network has "
                + text(otherDimensions)
        case .halfNamed(_, let name, let isNamed):
            "variable '\(name)' \(isNamed ? "names" : "does not name") its value in the model, unlike others of its network"
        case .tensorCount(_, let role, let network, let declared, let model):
            "network '\(network)' is declared with \(role.counted(declared)) and its model has \(list(model))"
        case .tensorDimensions(_, let name, let declared, let tensor, let model):
            "variable '\(name)' has dimensions \(text(declared)) and '\(tensor)' of the model has \(text(model))"
        case .noSuchTensor(_, let role, let name, _): "the model has no \(role.words) '\(name)'"
        case .tensorNamedTwice(_, let role, let name): "\(role.words) '\(name)' of the model is named twice"
        case .modelType(_, let name, let declared, let model):
            "variable '\(name)' is declared \(declared) and the model computes in \(model)"
        case .floatArithmetic(_, let name, let type):
            "variable '\(name)' asks for answers about \(type) arithmetic, and proofs are about real numbers"
        case .networksOfSeveralTypes(_, let network, let type, let other, let otherType):
            "the model of network '\(network)' computes in \(type) and that of '\(other)' in \(otherType)"
        case .notIsomorphic(_, let network, let other, let difference):
            "the models of the networks '\(network)' and '\(other)' are not isomorphic: \(difference.words)"
        case .severalNetworks(_, let names): "the property is about several networks (\(list(names)))"
        default: preconditionFailure("not an error about networks")
        }
    }

    var networkFix: String {
        switch self {
        case .networkDeclaredTwice: "give each network a name of its own"
        case .entryOutOfOrder: "write equal-to or isomorphic-to first, then inputs, hidden nodes and outputs"
        case .lateNetwork: "declare all networks before the first (assert ...)"
        case .undeclaredNetwork(_, _, let known):
            known.isEmpty ? "declare the other network first" : "name one of \(list(known))"
        case .relatedTwice: "keep one of equal-to and isomorphic-to"
        case .relatedCount: "declare as many, or remove the relation"
        case .relatedDimensions: "give both the same dimensions, or remove the relation"
        case .halfNamed(_, _, let isNamed):
            isNamed
                ? "leave the name out, or name every input and output of the network"
                : "name every input and output of the network, or none"
        case .tensorCount(_, let role, _, _, _): "declare each \(role.words) of the model, in its order"
        case .tensorDimensions(_, let name, _, _, let model): "declare '\(name)' with dimensions \(text(model))"
        case .noSuchTensor(_, let role, let name, let model):
            if let near = NearestName.to(name, among: model) {
                "did you mean '\(near)'?"
            } else {
                role == .hidden
                    ? "'orthant inspect' lists the layers of a model" : "name one of \(list(model))"
            }
        case .tensorNamedTwice(_, let role, _): "name each \(role.words) of the model once"
        case .modelType(_, let name, _, let model): "declare '\(name)' as real or \(model)"
        case .floatArithmetic(_, let name, _): "declare '\(name)' as real to accept answers about real numbers"
        case .networksOfSeveralTypes: "export both models in one type"
        case .notIsomorphic: "remove isomorphic-to, or give models that differ in their weights only"
        case .severalNetworks: "give each by --network NAME=MODEL to 'orthant verify'"
        default: preconditionFailure("not an error about networks")
        }
    }

    private func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    /// `[1,5]`
    private func text(_ dimensions: [Int]) -> String {
        "[\(dimensions.map { String($0) }.joined(separator: ","))]"
    }
}

extension PropertyError.TensorRole {
    fileprivate var words: String { self == .hidden ? "hidden node" : rawValue }

    /// `1 input`, `2 outputs`.
    fileprivate func counted(_ count: Int) -> String { "\(count) \(words)\(count == 1 ? "" : "s")" }
}

extension PropertyError.Difference {
    fileprivate var words: String {
        switch self {
        case .nodeCount(let first, let second): "\(first) nodes and \(second)"
        case .operator(let node, let kind, let otherNode, let otherKind):
            "node '\(node)' is \(kind) and node '\(otherNode)' is \(otherKind)"
        case .shape(let node, let shape, let otherNode, let otherShape):
            "node '\(node)' makes \(shape) and node '\(otherNode)' \(otherShape)"
        case .wiring(let node, let otherNode): "the nodes '\(node)' and '\(otherNode)' read different values"
        }
    }
}
