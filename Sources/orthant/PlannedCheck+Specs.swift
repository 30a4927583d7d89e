import Contexts
import Exact
import ModelReading
import Networks
import Properties
import Queries
import Reports
import SpecReading
import Specifications

extension PlannedCheck {
    /// A check of a spec file.
    init(_ check: Check) {
        let network = check.network
        let names = network.outputNames ?? []
        let description = CheckDescription(
            id: check.id, place: check.place,
            parameters: check.parameters.map { CheckDescription.Parameter(name: $0.name, text: $0.text) },
            network: network.path,
            expectation: check.expectation.map { $0 == .holds ? .holds : .violated },
            decision: DecisionRule(network.decision == .argmax ? .greatest : .least, names: names),
            claim: { Explanation.claim(of: check) })
        self.init(description: description, wishes: Self.wishes(of: check), isSearch: check.search != nil) { _ in
            try PreparedCheck(check)
        }
    }

    private static func wishes(of check: Check) -> [(option: String, value: String)] {
        var wishes: [(option: String, value: String)] = []
        if let time = check.budget.time { wishes.append(("timeout", time.double(.down).description)) }
        if let memory = check.budget.memory { wishes.append(("memory", ByteCount.text(memory))) }
        if let nodes = check.budget.nodes { wishes.append(("nodes", String(nodes))) }
        if let threads = check.budget.threads { wishes.append(("threads", String(threads))) }
        if let seed = check.seed { wishes.append(("seed", String(seed))) }
        return wishes
    }
}

extension AssembledProperty {
    /// The property on its network in the form that engines answer, and warnings.
    func lowered() throws(PropertyError) -> (query: Query, warnings: [PropertyWarning]) {
        try Query.lowered(network: network, property: property, composition: composition)
    }
}

extension PreparedCheck {
    /// Reads what the check still needs, and lowers it.
    init(_ check: Check) throws {
        switch try check.subject() {
        case .property(let read):
            let hidden = AssembledProperty.hiddenNames(of: 0, in: read)
            let model =
                hidden.isEmpty
                ? check.network.network : try ModelReading.network(at: check.network.path, hidden: hidden)
            let assembled = try AssembledProperty(
                read, models: [Network](repeating: model, count: max(1, read.networks.count)))
            let (query, warnings) = try assembled.lowered()
            self.init(query: query, warnings: warnings.map(\.line))
        case .claim(let claim):
            let lowered = try Self.lowered(claim, of: check)
            self.init(queries: lowered.queries, warnings: lowered.warnings.map { $0.line(for: check) })
            region = { try Self.region(of: claim, check) }
            claimsEmptiness = claim.unsafe == .all([])
            original = try check.referencePoint().map { $0.map { $0.double(.nearest) } }
        }
        guard let wanted = check.search else { return }
        search = PreparedSearch(
            name: wanted.name, from: wanted.from, to: wanted.to, resolution: wanted.resolution,
            queries: { try Self.lowered(check.claim(searched: $0), of: check).queries },
            region: { try Self.region(of: check.claim(searched: $0), check) })
    }

    /// The region of a claim as queries that any of its points refutes.
    private static func region(of claim: Claim, _ check: Check) throws -> [Query] {
        try lowered(Claim(region: claim.region, unsafe: .all([])), of: check).queries
    }

    private static func lowered(_ claim: Claim, of check: Check) throws -> LoweredClaim {
        do {
            return try Query.lowered(network: check.network.network, claim: claim)
        } catch {
            throw CheckError(check: check.id, place: check.place, error: error)
        }
    }
}

/// An error of a claim, at the check that makes it.
struct CheckError: InputError {
    let check: String
    let place: Place?
    let error: ClaimError

    var code: String? { error.code }
    var problem: String { "check '\(check)': \(error.problem)" }
    var expected: String? { error.expected }
    var fix: String { error.fix }
}

extension ClaimWarning {
    /// The one line that users see.
    fileprivate func line(for check: Check) -> String {
        "\(check.place.text): warning: check '\(check.id)': \(problem)"
    }
}
