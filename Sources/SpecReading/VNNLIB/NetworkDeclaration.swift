import Contexts
import Properties

/// The declared network of a VNN-LIB 2.0 file:
/// `(declare-network f (declare-input X real [1,5]) (declare-output Y real [5]))`.
struct NetworkDeclaration {
    let name: String
    let input: TensorDeclaration
    let output: TensorDeclaration

    /// Reads the whole declaration.
    init(_ scanner: inout Scanner) throws(PropertyError) {
        let opening = try scanner.next()
        guard opening.kind == .open else { throw scanner.unexpected(opening, .networkDeclaration) }
        let command = try scanner.next(.atom, .networkDeclaration, opening)
        guard scanner.matches(command, "declare-network") else {
            throw scanner.unexpected(command, .networkDeclaration)
        }
        name = try scanner.nextName(opening).text
        var inputs: [TensorDeclaration] = []
        var outputs: [TensorDeclaration] = []
        while true {
            let entry = try scanner.next()
            if entry.kind == .close {
                guard let input = inputs.first else { throw scanner.unexpected(entry, .inputDeclaration) }
                guard let output = outputs.first else { throw scanner.unexpected(entry, .outputDeclaration) }
                (self.input, self.output) = (input, output)
                break
            }
            if entry.kind == .end { throw .unclosedParenthesis(scanner.place(opening)) }
            guard entry.kind == .open else { throw scanner.unexpected(entry, .networkEntry) }
            let keyword = try scanner.next(.atom, .networkEntry, entry)
            let isInput = scanner.matches(keyword, "declare-input")
            guard isInput || scanner.matches(keyword, "declare-output") else {
                throw Self.refusal(of: keyword, scanner)
            }
            let tensor = try TensorDeclaration(&scanner, opening: entry)
            if (inputs + outputs).contains(where: { $0.name.name == tensor.name.name }) {
                throw .declaredTwice(scanner.place(tensor.nameOffset), name: tensor.name.name)
            }
            if isInput { inputs.append(tensor) } else { outputs.append(tensor) }
            if inputs.count > 1 { throw .notYetSupported(scanner.place(keyword), .severalInputs) }
            if outputs.count > 1 { throw .notYetSupported(scanner.place(keyword), .severalOutputs) }
        }
        guard input.type == output.type else {
            throw .notYetSupported(scanner.place(output.typeOffset), .mixedTypes)
        }
    }

    private static func refusal(of keyword: Token, _ scanner: Scanner) -> PropertyError {
        let place = scanner.place(keyword)
        if scanner.matches(keyword, "declare-hidden") { return .notYetSupported(place, .hiddenNodes) }
        if scanner.matches(keyword, "equal-to") { return .notYetSupported(place, .equalNetworks) }
        if scanner.matches(keyword, "isomorphic-to") { return .notYetSupported(place, .isomorphicNetworks) }
        return scanner.unexpected(keyword, .networkEntry)
    }
}

extension NetworkDeclaration: Declarations {
    func variable(_ token: Token, _ scanner: inout Scanner) throws(PropertyError) -> Variable {
        let text = scanner.bytes[token.range]
        if text.elementsEqual(input.name.name.utf8) { return .input(try input.index(after: token, &scanner)) }
        if text.elementsEqual(output.name.name.utf8) { return .output(try output.index(after: token, &scanner)) }
        throw .undeclaredTensor(scanner.place(token), name: scanner.text(token))
    }

    func isCommand(_ token: Token, _ scanner: Scanner) -> Bool {
        scanner.matches(token, "assert") || scanner.matches(token, "declare-network")
    }
}
