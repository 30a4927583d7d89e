package import Contexts
import Exact
package import Networks
package import Properties

/// A claim in the form that engines answer.
package struct LoweredClaim: Sendable {
    /// The claim holds when every query does, and is violated when one is. Without queries no part of the region holds a
    /// point; a query without cases says that nothing on the region can be unsafe.
    package let queries: [Query]
    package let warnings: [ClaimWarning]
}

extension Query {
    /// The queries whether some input of the claim's region is unsafe.
    ///
    /// Boxes, halfspaces, patterns and their unions and intersections are one plain query; so are cones over them when
    /// nothing that is asked depends on the scale. Every other way to make inputs out of parameters is a query of its own.
    /// The answers to the queries are the answer to the claim, exactly: see docs/soundness.md.
    ///
    /// Errors: ``ClaimError``. Cost: parts of the region times alternatives of the unsafe formula, plus one graph per
    /// query; weights are shared.
    package static func lowered(network: Network, claim: Claim) throws(ClaimError) -> LoweredClaim {
        var lowering = try ClaimLowering(network: network, claim: claim)
        return try lowering.run()
    }
}

/// The lowering of one claim.
private struct ClaimLowering {
    private let network: Network
    private let claim: Claim
    private let graph: AffineReLUGraph
    private let isBiasFree: Bool
    private let unsafe: UnsafeSet
    private var expansion: Expansion
    private var parts: RegionPieces
    /// The cases of each query, queries in the order of the region's parts.
    private var collectors: [(embedding: Embedding?, cases: CaseCollector)] = []
    private var collectorOf: [Embedding?: Int] = [:]

    init(network: Network, claim: Claim) throws(ClaimError) {
        self.network = network
        self.claim = claim
        for last in network.outputNormalisations {
            guard let row = last.rowThatChanges(in: claim.unsafe) else { continue }
            throw .normalisedOutput(row: row.description, node: last.node, kind: last.kind.rawValue)
        }
        graph = AffineReLUGraph(network)
        isBiasFree = graph.isBiasFree
        parts = RegionPieces(
            inputCount: network.inputCount, neuronCount: graph.neuronCount, isBiasFree: isBiasFree)
        (unsafe, expansion) = try Self.expand(claim, on: graph)
    }

    mutating func run() throws(ClaimError) -> LoweredClaim {
        var pieces: [EmbeddedPiece] = []
        for piece in try parts.pieces(of: claim.region) {
            let usesScale = try usesScale(piece)
            let embedded = EmbeddedPiece(piece, inputCount: network.inputCount, usesScale: usesScale)
            if embedded.isEmpty {
                parts.note(empty: embedded)
            } else {
                pieces.append(embedded)
            }
        }
        for piece in pieces { try collect(piece) }
        let queries = try queries()
        let conflicts = Set(pieces.flatMap(\.conflicts)).sorted()
        return LoweredClaim(queries: queries, warnings: warnings(queries, pieces.count, conflicts))
    }

    /// The unsafe formula in disjunctive form.
    private static func expand(
        _ claim: Claim, on graph: AffineReLUGraph
    ) throws(ClaimError) -> (UnsafeSet, Expansion) {
        for observed in claim.observed where !(0..<graph.neuronCount).contains(observed.neuron) {
            throw .noSuchNeuron(index: observed.neuron, count: graph.neuronCount)
        }
        try claim.unsafe.checkVariables(
            inputCount: graph.inputCount, outputCount: graph.outputCount + claim.observed.count)
        var expansion = Expansion(file: "")
        do {
            return (try expansion.unsafeSet(of: claim.unsafe), expansion)
        } catch {
            throw .tooManyCases(limit: Expansion.limit)
        }
    }

    /// Whether what is asked about a cone depends on the scale: through a bias, or through a row that compares with
    /// anything but 0. Throws when it does and there is no least scale.
    private func usesScale(_ piece: Piece) throws(ClaimError) -> Bool {
        guard let scale = piece.scale else { return false }
        let row = (piece.pointRows + unsafe.rows).first { !$0.bound.isZero }
        if isBiasFree && row == nil { return false }
        if !scale.lower.isZero { return true }
        guard isBiasFree, let row else { throw .biased(network) }
        throw .constantBesideCone(row: row.description)
    }

    /// Adds the cases of a piece to its query.
    private mutating func collect(_ piece: EmbeddedPiece) throws(ClaimError) {
        let index = collectorOf[piece.embedding] ?? collectors.count
        if index == collectors.count {
            collectorOf[piece.embedding] = index
            collectors.append((piece.embedding, CaseCollector()))
        }
        var common = piece
        for row in unsafe.shared { common.add(row) }
        for alternative in unsafe.alternatives {
            if unsafe.alternatives.count > 1 { try spend(common.parameters.inputCount) }
            var met = common
            for row in alternative.region { met.add(row) }
            if met.isEmpty { continue }
            guard let region = met.parameters.region else { throw .unboundedInputs(met.parameters.openSides) }
            collectors[index].cases.add(region, decisions: piece.decisions, unsafe: alternative.unsafe)
        }
    }

    private mutating func spend(_ rows: Int) throws(ClaimError) {
        do { try expansion.spend(rows) } catch { throw .tooManyCases(limit: Expansion.limit) }
    }

    private func queries() throws(ClaimError) -> [Query] {
        let widened = graph.observing(claim.observed)
        var queries: [Query] = []
        for (embedding, collector) in collectors {
            let rewriting = RowRewriting(embedding?.map, inverseScale: embedding?.inverseScale)
            let cases = collector.drafts.map { draft in
                let stated = draft.polyhedra
                let unsafe = stated.map { Polyhedron(rows: $0.rows.map(rewriting.rewritten)) }
                return Case(
                    box: draft.region.box, regionRows: draft.region.rows, decisions: draft.decisions, unsafe: unsafe,
                    stated: stated)
            }
            for item in cases { try checkFinite(item, embedding) }
            let graph = if let embedding { try widened.following(embedding) } else { widened }
            queries.append(
                Query(network: network, graph: graph, cases: cases, embedding: embedding, observed: claim.observed))
        }
        return queries
    }

    /// Throws when an end of the box is beyond all Doubles: no engine can compute there.
    private func checkFinite(_ item: Case, _ embedding: Embedding?) throws(ClaimError) {
        for (side, ends) in [(PropertyError.Side.lower, item.lower), (.upper, item.upper)] {
            guard let input = ends.firstIndex(where: \.isInfinite) else { continue }
            throw .boundOutOfRange(name: embedding?.parameterNames[input] ?? "X_\(input)", side: side)
        }
    }

    private func warnings(_ queries: [Query], _ pieceCount: Int, _ conflicts: [Int]) -> [ClaimWarning] {
        var warnings: [ClaimWarning] = []
        if pieceCount == 0 {
            warnings.append(.emptyRegion(range: parts.emptyRange))
        } else if parts.emptyCount > 0 {
            warnings.append(
                .emptyParts(
                    dropped: parts.emptyCount, total: parts.emptyCount + pieceCount, range: parts.emptyRange))
        }
        if pieceCount > 0 && queries.allSatisfy(\.cases.isEmpty) { warnings.append(.neverMet) }
        if !conflicts.isEmpty { warnings.append(.conflictingPhases(neurons: conflicts)) }
        for last in network.outputNormalisations {
            warnings.append(.outputNormalised(node: last.node, kind: last.kind.rawValue))
        }
        if parts.hasOriginInCone && isBiasFree { warnings.append(.originInCone) }
        return warnings
    }
}

extension ClaimError {
    /// The error about the constants that a network adds.
    fileprivate static func biased(_ network: Network) -> ClaimError {
        let largest = network.nodes.reduce(0.0) { largest, node in
            node.operator.addends.reduce(largest) { max($0, abs($1)) }
        }
        guard case .biased(let nodes) = network.homogeneity else { preconditionFailure("a network without biases") }
        return .biasedNetwork(nodes: nodes, largest: largest)
    }
}

extension Formula {
    /// Throws for the first variable that is none of the network's.
    fileprivate func checkVariables(inputCount: Int, outputCount: Int) throws(ClaimError) {
        switch self {
        case .row(let row): try row.checkVariables(inputCount: inputCount, outputCount: outputCount)
        case .all(let parts), .any(let parts):
            for part in parts { try part.checkVariables(inputCount: inputCount, outputCount: outputCount) }
        }
    }
}
