import Contexts
import Properties

/// Reads VNN-LIB 2.0.
struct VNNLIB2Parser {
    private var scanner: Scanner
    private var assertions = AssertionParser()
    private var declarations = NetworkDeclarations()
    /// The parts of what is asserted.
    private var conditions: [Formula] = []
    private var hasAssertion = false

    init(_ scanner: Scanner) {
        self.scanner = scanner
        self.scanner.splitsBrackets = true
    }

    mutating func parse() throws(PropertyError) -> ReadProperty {
        try version()
        while true {
            let opening = try scanner.next()
            if opening.kind == .end && !declarations.networks.isEmpty { break }
            guard opening.kind == .open else {
                throw scanner.unexpected(opening, declarations.networks.isEmpty ? .networkDeclaration : .assertion)
            }
            let name = try scanner.next()
            guard name.kind == .atom else {
                if name.kind == .end { throw .unclosedParenthesis(scanner.place(opening)) }
                throw scanner.unexpected(name, declarations.networks.isEmpty ? .networkDeclaration : .command)
            }
            try command(name, opening: opening)
        }
        guard hasAssertion, let type = declarations.networks.first?.inputs.first?.type else {
            throw .noAssertion(file: scanner.file)
        }
        return ReadProperty(
            property: declarations.property(.all(conditions), source: scanner.file), version: .two,
            networks: declarations.networks, elementType: type)
    }

    private mutating func command(_ name: Token, opening: Token) throws(PropertyError) {
        if scanner.matches(name, "declare-network") {
            if hasAssertion { throw .lateNetwork(scanner.place(name)) }
            return try declarations.read(&scanner, opening: opening)
        }
        guard !declarations.networks.isEmpty else { throw scanner.unexpected(name, .networkDeclaration) }
        guard scanner.matches(name, "assert") else {
            throw .unknownCommand(
                scanner.place(name), name: scanner.text(name), known: ["declare-network", "assert"])
        }
        let formula = try assertions.formula(opening: opening, &scanner, declarations)
        hasAssertion = true
        if case .all(let parts) = formula { conditions += parts } else { conditions.append(formula) }
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
