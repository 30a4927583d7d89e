package import Contexts
import Exact
package import Networks
package import Properties

extension Query {
    /// The query whether `network` violates `property`, and warnings about alternatives left out.
    ///
    /// `composition` says what the network is when it is no model by itself. Errors: ``PropertyError`` of the kinds about
    /// meaning and about the network. Cost: that of ``cases(of:)`` and of making the graph.
    package static func lowered(
        network: Network, property: UnsafeProperty, composition: String? = nil
    ) throws(PropertyError) -> (query: Query, warnings: [PropertyWarning]) {
        guard property.inputCount == network.inputCount else {
            throw .inputCountMismatch(
                file: property.source, property: property.inputCount, network: network.inputCount)
        }
        guard property.outputCount == network.outputCount else {
            throw .outputCountMismatch(
                file: property.source, property: property.outputCount, network: network.outputCount)
        }
        var (cases, warnings) = try cases(of: property, phases: PhaseRows(network))
        for last in network.outputNormalisations {
            if let row = last.rowThatChanges(in: property.formula) {
                throw .normalisedOutput(
                    file: property.source, row: row.text(property.names), node: last.node, kind: last.kind.rawValue)
            }
            warnings.append(.outputNormalised(file: property.source, node: last.node, kind: last.kind.rawValue))
        }
        let query = Query(
            network: network, graph: AffineReLUGraph(network), cases: cases, names: property.names,
            composition: composition)
        return (query, warnings)
    }

    /// The cases of a property. Rows on one input tighten the case's box; other rows on inputs are its region rows; rows
    /// with outputs make the unsafe polyhedra. A strict row on one input stays a region row where the box's end, which
    /// belongs to the box, does not meet it.
    ///
    /// No cases, with a warning, when constant rows leave nothing to meet: the property holds. Errors: ``PropertyError``
    /// about an input without bounds, about empty ranges in all alternatives, about too many cases. Cost: linear in the
    /// rows plus cases times inputs.
    package static func cases(
        of property: UnsafeProperty
    ) throws(PropertyError) -> (cases: [Case], warnings: [PropertyWarning]) {
        try cases(of: property, phases: nil)
    }

    /// The same, with rows that say no more than the phase of a neuron as decisions of their case.
    private static func cases(
        of property: UnsafeProperty, phases: PhaseRows?
    ) throws(PropertyError) -> (cases: [Case], warnings: [PropertyWarning]) {
        var expansion = Expansion(file: property.source)
        let unsafe = try expansion.unsafeSet(of: property.formula)
        if unsafe.alternatives.isEmpty { return ([], [.neverMet(file: property.source)]) }

        var common = RegionBuilder(inputCount: property.inputCount)
        for row in unsafe.shared { common.add(row) }
        var collector = CaseCollector()
        var empty: RegionBuilder.EmptyRange?
        var emptyCount = 0
        for alternative in unsafe.alternatives {
            if unsafe.alternatives.count > 1 { try expansion.spend(property.inputCount) }
            var builder = common
            for row in alternative.region { builder.add(row) }
            builder.deriveEnds()
            if let range = builder.emptyRange {
                empty = empty ?? range
                emptyCount += 1
                continue
            }
            guard let region = builder.region else { throw missingBound(of: builder, property) }
            guard let phases, !phases.isEmpty else {
                collector.add(region, unsafe: alternative.unsafe)
                continue
            }
            for rows in alternative.unsafe {
                guard let (decisions, rest) = phases.split(rows) else { continue }
                collector.add(region, decisions: decisions, unsafe: [rest])
            }
        }
        var warnings: [PropertyWarning] = []
        if let empty {
            let name = property.names.name(of: .input(empty.input))
            let (lower, upper) = (empty.lower.text, empty.upper.text)
            guard !collector.drafts.isEmpty else {
                throw .emptyInputRange(file: property.source, input: name, lower: lower, upper: upper)
            }
            warnings.append(
                .emptyAlternatives(
                    file: property.source, dropped: emptyCount, total: unsafe.alternatives.count, input: name,
                    lower: lower,
                    upper: upper))
        }
        let cases = collector.drafts.map {
            Case(
                box: $0.region.box, regionRows: $0.region.rows, decisions: $0.decisions, unsafe: $0.polyhedra)
        }
        if cases.isEmpty { warnings.append(.neverMet(file: property.source)) }
        for item in cases { try checkFinite(item, of: property) }
        return (cases, warnings)
    }

    /// Throws when an end of the box is beyond all Doubles: no engine can compute there.
    private static func checkFinite(_ item: Case, of property: UnsafeProperty) throws(PropertyError) {
        for (side, ends) in [(PropertyError.Side.lower, item.lower), (.upper, item.upper)] {
            guard let input = ends.firstIndex(where: \.isInfinite) else { continue }
            throw .boundOutOfRange(
                file: property.source, input: property.names.name(of: .input(input)), side: side)
        }
    }

    /// The error about the first input without a bound.
    private static func missingBound(of builder: RegionBuilder, _ property: UnsafeProperty) -> PropertyError {
        guard let open = builder.openSides.first else { preconditionFailure("every input has its bounds") }
        return .inputWithoutBound(
            file: property.source, input: property.names.name(of: .input(open.input)), side: open.side)
    }
}
