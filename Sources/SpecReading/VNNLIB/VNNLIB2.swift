import Contexts
import Properties

/// Reads VNN-LIB 2.0 with one network of one input and one output; the rest of the format is refused by name.
struct VNNLIB2Parser {
    private var scanner: Scanner
    private var assertions = AssertionParser()
    /// The parts of what is asserted.
    private var conditions: [Formula] = []
    private var hasAssertion = false

    init(_ scanner: Scanner) {
        self.scanner = scanner
        self.scanner.splitsBrackets = true
    }

    mutating func parse() throws(PropertyError) -> ReadProperty {
        try version()
        let network = try NetworkDeclaration(&scanner)
        while true {
            let opening = try scanner.next()
            if opening.kind == .end { break }
            guard opening.kind == .open else { throw scanner.unexpected(opening, .assertion) }
            let name = try scanner.next()
            guard name.kind == .atom else {
                if name.kind == .end { throw .unclosedParenthesis(scanner.place(opening)) }
                throw scanner.unexpected(name, .command)
            }
            if scanner.matches(name, "declare-network") {
                throw .notYetSupported(scanner.place(name), .severalNetworks)
            }
            guard scanner.matches(name, "assert") else {
                throw .unknownCommand(
                    scanner.place(name), name: scanner.text(name), known: ["declare-network", "assert"])
            }
            let formula = try assertions.formula(opening: opening, &scanner, network)
            hasAssertion = true
            if case .all(let parts) = formula { conditions += parts } else { conditions.append(formula) }
        }
        guard hasAssertion else { throw .noAssertion(file: scanner.file) }
        let property = UnsafeProperty(
            inputCount: network.input.count, outputCount: network.output.count, formula: .all(conditions),
            source: scanner.file, names: VariableNames(input: network.input.name, output: network.output.name))
        return ReadProperty(
            property: property, version: .two, networkName: network.name, elementType: network.input.type)
    }

    /// `(vnnlib-version <2.0>)`; the caller has looked at the first two tokens.
    private mutating func version() throws(PropertyError) {
        let opening = try scanner.next()
        _ = try scanner.next()
        let version = try scanner.next(.atom, .version, opening)
        guard scanner.matches(version, "<2.0>") || scanner.matches(version, "2.0") else {
            throw .unsupportedVersion(scanner.place(version), version: scanner.text(version))
        }
        _ = try scanner.next(.close, .closing, opening)
    }
}
