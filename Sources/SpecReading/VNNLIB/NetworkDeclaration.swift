import Contexts
import Properties

/// Reads the declared networks of a VNN-LIB 2.0 file, one after the other:
/// `(declare-network f (declare-input X real [1,5]) (declare-hidden H real [8] "relu1") (declare-output Y real [5]))`.
struct NetworkDeclarations {
    private(set) var networks: [VNNLIBNetwork] = []
    /// All tensors of all networks, with the index of their elements.
    private var tensors: [(declaration: TensorDeclaration, tensor: VNNLIBTensor)] = []
    private var inputCount = 0
    private var outputCount = 0

    /// The kinds of entries of a declaration, in the order in which they must come.
    private enum Entry: Int, CaseIterable {
        case equal, isomorphic, input, hidden, output

        var keyword: String {
            switch self {
            case .equal: "equal-to"
            case .isomorphic: "isomorphic-to"
            case .input: "declare-input"
            case .hidden: "declare-hidden"
            case .output: "declare-output"
            }
        }

        var role: PropertyError.TensorRole? {
            switch self {
            case .equal, .isomorphic: nil
            case .input: .input
            case .hidden: .hidden
            case .output: .output
            }
        }
    }

    /// Reads the rest of a declaration that starts with `opening`, after its keyword.
    mutating func read(_ scanner: inout Scanner, opening: Token) throws(PropertyError) {
        let (name, nameToken) = try scanner.nextName(opening)
        guard !networks.contains(where: { $0.name == name }) else {
            throw .networkDeclaredTwice(scanner.place(nameToken), name: name)
        }
        var relation: (VNNLIBNetwork.Relation, Token)?
        var found: [PropertyError.TensorRole: [VNNLIBTensor]] = [:]
        var latest = Entry.equal
        while true {
            let token = try scanner.next()
            if token.kind == .close {
                guard let inputs = found[.input] else { throw scanner.unexpected(token, .inputDeclaration) }
                guard let outputs = found[.output] else { throw scanner.unexpected(token, .outputDeclaration) }
                let network = VNNLIBNetwork(
                    name: name, relation: relation?.0, inputs: inputs, hidden: found[.hidden] ?? [], outputs: outputs,
                    place: scanner.place(nameToken))
                try Self.checkNaming(of: inputs + outputs)
                if let relation { try check(network, relation, scanner) }
                networks.append(network)
                return
            }
            if token.kind == .end { throw .unclosedParenthesis(scanner.place(opening)) }
            guard token.kind == .open else { throw scanner.unexpected(token, .networkEntry) }
            let keyword = try scanner.next(.atom, .networkEntry, token)
            guard let entry = Entry.allCases.first(where: { scanner.matches(keyword, $0.keyword) }) else {
                throw scanner.unexpected(keyword, .networkEntry)
            }
            guard let role = entry.role else {
                guard relation == nil else { throw .relatedTwice(scanner.place(keyword), network: name) }
                guard latest == .equal else { throw .entryOutOfOrder(scanner.place(keyword), keyword: entry.keyword) }
                relation = (try self.relation(entry, &scanner, opening: token), keyword)
                continue
            }
            guard entry.rawValue >= latest.rawValue else {
                throw .entryOutOfOrder(scanner.place(keyword), keyword: entry.keyword)
            }
            latest = entry
            found[role, default: []].append(try tensor(role, &scanner, opening: token))
        }
    }

    /// The rest of `(equal-to f)`.
    private func relation(
        _ entry: Entry, _ scanner: inout Scanner, opening: Token
    ) throws(PropertyError) -> VNNLIBNetwork.Relation {
        let (other, token) = try scanner.nextName(opening)
        _ = try scanner.next(.close, .closing, opening)
        guard let index = networks.firstIndex(where: { $0.name == other }) else {
            throw .undeclaredNetwork(scanner.place(token), name: other, known: networks.map(\.name))
        }
        return entry == .equal ? .equal(to: index) : .isomorphic(to: index)
    }

    private mutating func tensor(
        _ role: PropertyError.TensorRole, _ scanner: inout Scanner, opening: Token
    ) throws(PropertyError) -> VNNLIBTensor {
        let declaration = try TensorDeclaration(role, &scanner, opening: opening)
        let place = scanner.place(declaration.nameOffset)
        guard !tensors.contains(where: { $0.tensor.name.name == declaration.name.name }) else {
            throw .declaredTwice(place, name: declaration.name.name)
        }
        if let first = tensors.first, first.tensor.type != declaration.type {
            throw .notYetSupported(scanner.place(declaration.typeOffset), .mixedTypes)
        }
        let before = role == .input ? inputCount : outputCount
        // Variables are numbered by an Int that must hold their sum.
        guard declaration.count <= Int(Int32.max) - before else {
            throw .badDimension(place, text: declaration.name.name)
        }
        if role == .input { inputCount += declaration.count } else { outputCount += declaration.count }
        let tensor = VNNLIBTensor(
            name: declaration.name, type: declaration.type, modelName: declaration.modelName,
            first: role == .input ? .input(before) : .output(before), place: place)
        tensors.append((declaration, tensor))
        return tensor
    }

    /// Inputs and outputs go by their order or by their names, all of one network alike.
    private static func checkNaming(of tensors: [VNNLIBTensor]) throws(PropertyError) {
        let isNamed = tensors[0].modelName != nil
        guard let other = tensors.first(where: { ($0.modelName != nil) != isNamed }) else { return }
        throw .halfNamed(other.place, name: other.name.name, isNamed: !isNamed)
    }

    /// Throws when a network cannot have the relation it is declared with.
    private func check(
        _ network: VNNLIBNetwork, _ relation: (VNNLIBNetwork.Relation, Token), _ scanner: Scanner
    ) throws(PropertyError) {
        let other = networks[relation.0.other]
        let pairs: [(PropertyError.TensorRole, [VNNLIBTensor], [VNNLIBTensor])] = [
            (.input, network.inputs, other.inputs), (.output, network.outputs, other.outputs),
        ]
        for (role, mine, theirs) in pairs {
            guard mine.count == theirs.count else {
                throw .relatedCount(
                    scanner.place(relation.1), role, network: network.name, count: mine.count, other: other.name,
                    otherCount: theirs.count)
            }
            // Named values pair by their names, which the models are asked about.
            guard mine[0].modelName == nil, theirs[0].modelName == nil else { continue }
            for (mine, theirs) in zip(mine, theirs) { try Self.checkDimensions(mine, theirs) }
        }
        for mine in network.hidden {
            for theirs in other.hidden where theirs.modelName == mine.modelName {
                try Self.checkDimensions(mine, theirs)
            }
        }
    }

    private static func checkDimensions(_ mine: VNNLIBTensor, _ theirs: VNNLIBTensor) throws(PropertyError) {
        guard mine.dimensions == theirs.dimensions else {
            throw .relatedDimensions(
                mine.place, name: mine.name.name, dimensions: mine.dimensions, other: theirs.name.name,
                otherDimensions: theirs.dimensions)
        }
    }
}

extension NetworkDeclarations: Declarations {
    func variable(_ token: Token, _ scanner: inout Scanner) throws(PropertyError) -> Variable {
        let text = scanner.bytes[token.range]
        for (declaration, tensor) in tensors where text.elementsEqual(tensor.name.name.utf8) {
            let index = try declaration.index(after: token, &scanner)
            switch tensor.first {
            case .input(let first): return .input(first + index)
            case .output(let first): return .output(first + index)
            }
        }
        throw .undeclaredTensor(scanner.place(token), name: scanner.text(token))
    }

    func isCommand(_ token: Token, _ scanner: Scanner) -> Bool {
        scanner.matches(token, "assert") || scanner.matches(token, "declare-network")
    }
}

extension NetworkDeclarations {
    /// What the file states, given the formula of its assertions.
    func property(_ formula: Formula, source: String) -> UnsafeProperty {
        UnsafeProperty(
            inputCount: inputCount, outputCount: outputCount, formula: formula, source: source,
            names: VariableNames(
                inputs: networks.flatMap(\.inputs).map(\.name),
                outputs: networks.flatMap { $0.hidden + $0.outputs }.map(\.name)))
    }
}
