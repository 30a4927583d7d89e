package import Contexts
package import Exact
package import Properties
package import SpecReading

/// One thing to decide: a check of a spec file in one case of its `for:`.
///
/// A check is cheap: it keeps what it was bound to, and makes its region and its property when they are asked for.
package struct Check: Sendable {
    /// The id with its names replaced; unique in a spec.
    package let id: String
    package let network: DeclaredNetwork
    package let scope: Scope
    package let definition: CheckDefinition
    /// The search for the greatest value of a name; `nil` for an ordinary check.
    package let search: Search?

    /// What one entry under `checks:` says about all of its cases.
    package var place: Place { definition.node.span.place }
    package var budget: Budget { definition.budget }
    package var seed: Int? { definition.seed }
    package var expectation: CheckNode.Expectation? { definition.node.expectation?.value }
    package var note: String? { definition.node.note?.value }
    /// The bound names with their values, in the order of the file: `img` = `test[12]`, `eps` = `2/255`.
    package var parameters: [(name: String, text: String)] {
        zip(scope.names, scope.values).map { ($0, $1.text) }
    }
}

/// An entry under `checks:`, with defaults filled in.
package final class CheckDefinition: Sendable {
    package let node: CheckNode
    let library: Library
    package let budget: Budget
    package let seed: Int?
    /// The property of a VNN-LIB file or text that is the same in all cases.
    let property: ReadProperty?

    init(
        node: CheckNode, library: Library, budget: Budget, seed: Int?, property: ReadProperty?
    ) {
        self.node = node
        self.library = library
        self.budget = budget
        self.seed = seed
        self.property = property
    }
}

/// What a check may use; `nil` leaves it to the command line.
package struct Budget: Hashable, Sendable {
    /// Seconds.
    package let time: Rational?
    /// Bytes.
    package let memory: Int?
    package let nodes: Int?
    package let threads: Int?

    package init(time: Rational?, memory: Int?, nodes: Int?, threads: Int?) {
        self.time = time
        self.memory = memory
        self.nodes = nodes
        self.threads = threads
    }
}

/// A search for the greatest value of a name at which the check holds, by bisection between exact numbers.
package struct Search: Hashable, Sendable {
    package let name: String
    package let from: Rational
    package let to: Rational
    /// The search ends when the greatest value known to hold and the least known not to are this close.
    package let resolution: Rational

    package init(name: String, from: Rational, to: Rational, resolution: Rational) {
        self.name = name
        self.from = from
        self.to = to
        self.resolution = resolution
    }
}

/// What a check is about.
package enum CheckSubject: Sendable {
    /// A region and a property of a spec file.
    case claim(Claim)
    /// A VNN-LIB property, which states the unsafe set.
    case property(ReadProperty)
}

extension Check {
    /// Whether the check is a VNN-LIB property.
    package var isVNNLIB: Bool { definition.node.vnnlib != nil }

    /// What is to be decided, in the network's own units. For a search, at the value `searched`; without one at the
    /// greatest value. Throws the first ``SpecMeaningError`` about this case: data that cannot be read, or a value of a
    /// table or a row that does not fit. Cost: linear in the points of the region, and reading their files once.
    package func subject(searched value: Rational? = nil) throws -> CheckSubject {
        if definition.node.vnnlib != nil { return .property(try property()) }
        return .claim(try claim(searched: value))
    }

    /// The claim of a check with a region and a property; the parameters of ``subject(searched:)``.
    package func claim(searched value: Rational? = nil) throws -> Claim {
        let sink = DiagnosticSink()
        let made = ClaimReader(definition: definition, network: network, scope: scope(value), sink: sink).read()
        guard let made else { throw sink.firstError }
        return made.claim
    }

    /// The point that the region was built around: the centre of its ball, or of the ball under its cone. `nil` when there
    /// is no such point. Throws as ``subject(searched:)``.
    package func referencePoint() throws -> [Rational]? {
        guard !isVNNLIB else { return nil }
        let sink = DiagnosticSink()
        let made = ClaimReader(definition: definition, network: network, scope: scope(nil), sink: sink).read()
        guard let made else { throw sink.firstError }
        return made.center
    }

    private func property() throws -> ReadProperty {
        if let property = definition.property { return property }
        let sink = DiagnosticSink()
        let values = ValueReader(scope: scope, library: definition.library, sink: sink)
        guard let node = definition.node.vnnlib, let read = VNNLIBCheck(values: values, network: network).read(node)
        else { throw sink.firstError }
        return read
    }

    private func scope(_ searched: Rational?) -> Scope {
        guard let search else { return scope }
        return scope.binding(search.name, to: .number(searched ?? search.to))
    }
}

extension DiagnosticSink {
    /// What a walk that made nothing has reported.
    var firstError: any Error {
        guard let first = diagnostics.sorted.first(where: { $0.severity == .error }) else {
            preconditionFailure("nothing was made and nothing was reported")
        }
        return first.content
    }
}
