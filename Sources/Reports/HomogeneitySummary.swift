package import Networks

/// What `cone audit` says about a network: which nodes scale with the input, and what keeps the whole from doing so.
package struct HomogeneitySummary: Encodable, Sendable {
    struct Node: Encodable, Sendable {
        let name: String
        let `operator`: String
        /// `keeps`, `breaks` or `degree 0`.
        let effect: String
        let reason: String
        let tensors: [String]?
        let largest: Double?
        let index: Int?
    }

    let schema = 1
    let name: String
    let isScalarInvariant: Bool
    /// How the output changes when the input is multiplied by a > 0: by a to this power; absent when by no power.
    let degree: Int?
    let verdict: String
    let changes: [String]
    let nodes: [Node]

    package init(_ network: Network) {
        let audit = HomogeneityAudit(network)
        name = network.name
        isScalarInvariant = audit.isScalarInvariant
        degree = audit.output?.rawValue
        verdict = Self.verdict(audit)
        changes = audit.breaks.map { "\($0.node): \($0.effect.fix ?? "")" }
        nodes = audit.findings.map { Node($0, network.elementType) }
    }

    private static func verdict(_ audit: HomogeneityAudit) -> String {
        switch audit.output {
        case .one: "scalar invariant: f(a x) = a f(x) for every a > 0"
        case .zero: "scalar invariant: the output does not depend on the scale of the input"
        case nil:
            "not scalar invariant: \(NumberText.count(audit.breaks.count, "node")) of \(audit.findings.count) "
                + (audit.breaks.count == 1 ? "breaks it" : "break it")
        }
    }

    /// The nodes as a table, the verdict, and what would have to change.
    package var text: String {
        let table = TextTable.text(
            titles: ["node", "operator", "scaling", "reason"],
            rows: nodes.map { [$0.name, $0.operator, $0.effect, $0.reason] })
        let list =
            changes.isEmpty
            ? "" : "\n\nto make it scalar invariant:\n" + changes.map { "  \($0)" }.joined(separator: "\n")
        return "\(table)\n\n\(verdict)\(list)"
    }

}

extension HomogeneitySummary.Node {
    fileprivate init(_ finding: HomogeneityAudit.Finding, _ type: ElementType) {
        name = finding.node
        `operator` = finding.sourceOperator
        effect = finding.effect.word
        reason = finding.effect.reason(type)
        switch finding.effect {
        case .breaks(.constant(let names, let value, let place)):
            (tensors, largest, index) = (names, value.magnitude, place)
        case .breaks(.bend(let names, let value)): (tensors, largest, index) = (names, value.magnitude, nil)
        case .breaks(.branches), .keeps, .degreeZero: (tensors, largest, index) = (nil, nil, nil)
        }
    }
}

// MARK: Words

extension HomogeneityAudit.Effect {
    fileprivate var word: String {
        switch self {
        case .keeps: "keeps"
        case .degreeZero: "degree 0"
        case .breaks: "breaks"
        }
    }

    fileprivate func reason(_ type: ElementType) -> String {
        switch self {
        case .keeps(.linear(let hasZeroBias)):
            hasZeroBias ? "linear; its bias is 0 everywhere" : "linear, nothing is added"
        case .keeps(.bendAtZero): "lines through 0 that meet at 0"
        case .keeps(.extremum): "the greatest or least of what is scaled"
        case .keeps(.elementsOnly): "the same elements"
        case .degreeZero: "constant: nothing in it depends on the scale"
        case .breaks(.constant(let tensors, let largest, let index)):
            "adds a constant\(Self.from(tensors)), largest \(NumberText.exact(largest, type)) at index \(index)"
        case .breaks(.bend(let tensors, let largest)):
            "bends away from 0\(Self.from(tensors)), as far as \(NumberText.exact(largest, type))"
        case .breaks(.branches): "joins a branch that scales and one that does not"
        }
    }

    /// What would have to change; `nil` for what breaks nothing.
    fileprivate var fix: String? {
        switch self {
        case .keeps, .degreeZero: nil
        case .breaks(.constant(let tensors, _, _)):
            tensors.isEmpty
                ? "train without the constant that it adds"
                : "train without \(Self.names(tensors)), or with zeros there"
        case .breaks(.bend): "use an activation with its only bend at 0, such as Relu or LeakyRelu"
        case .breaks(.branches): "let both branches depend on the input without constants"
        }
    }

    private static func from(_ tensors: [String]) -> String { tensors.isEmpty ? "" : " from \(names(tensors))" }

    private static func names(_ tensors: [String]) -> String { tensors.map { "'\($0)'" }.joined(separator: ", ") }
}
