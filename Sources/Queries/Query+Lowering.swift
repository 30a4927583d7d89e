package import Contexts
import Exact
package import Networks
package import Properties

extension Query {
    /// The query whether `network` violates `property`, and warnings about alternatives left out.
    ///
    /// Errors: ``PropertyError`` of the kinds about meaning and about the network. Cost: that of ``cases(of:)`` and of
    /// making the graph.
    package static func lowered(
        network: Network, property: UnsafeProperty
    ) throws(PropertyError) -> (query: Query, warnings: [PropertyWarning]) {
        guard property.inputCount == network.inputCount else {
            throw .inputCountMismatch(
                file: property.source, property: property.inputCount, network: network.inputCount)
        }
        guard property.outputCount == network.outputCount else {
            throw .outputCountMismatch(
                file: property.source, property: property.outputCount, network: network.outputCount)
        }
        let (cases, warnings) = try cases(of: property)
        return (Query(network: network, graph: AffineReLUGraph(network), cases: cases), warnings)
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
        var expansion = Expansion(file: property.source)
        // The rows that all alternatives share are thousands and stay out of the expansion.
        guard let (shared, factors) = try expansion.split([property.formula]) else {
            return ([], [.neverMet(file: property.source)])
        }
        let outputRows = Alternative(rows: shared.unsafe[0])
        let alternatives = try expansion.product([outputRows], factors)
        if alternatives.isEmpty { return ([], [.neverMet(file: property.source)]) }

        var common = RegionBuilder(inputCount: property.inputCount)
        for row in shared.region { common.add(row) }
        var caseOf: [BoundedRegion: Int] = [:]
        var regions: [(region: BoundedRegion, unsafe: [[LinearRow]])] = []
        var empty: RegionBuilder.EmptyRange?
        var emptyCount = 0
        for alternative in alternatives {
            if alternatives.count > 1 { try expansion.spend(property.inputCount) }
            var builder = common
            for row in alternative.region { builder.add(row) }
            if let range = builder.emptyRange {
                empty = empty ?? range
                emptyCount += 1
                continue
            }
            let region = try builder.region(of: property)
            if alternatives.count > 1, let index = caseOf[region] {
                regions[index].unsafe += alternative.unsafe
            } else {
                if alternatives.count > 1 { caseOf[region] = regions.count }
                regions.append((region, alternative.unsafe))
            }
        }
        var warnings: [PropertyWarning] = []
        if let empty {
            let name = property.names.input.element(empty.input)
            let (lower, upper) = (empty.lower.text, empty.upper.text)
            guard !regions.isEmpty else {
                throw .emptyInputRange(file: property.source, input: name, lower: lower, upper: upper)
            }
            warnings.append(
                .emptyAlternatives(
                    file: property.source, dropped: emptyCount, total: alternatives.count, input: name, lower: lower,
                    upper: upper))
        }
        let cases = regions.map { region, unsafe in
            Case(box: region.box, regionRows: region.rows, unsafe: distinct(unsafe.map(Polyhedron.init(rows:))))
        }
        for item in cases { try checkFinite(item, of: property) }
        return (cases, warnings)
    }

    /// Throws when an end of the box is beyond all Doubles: no engine can compute there.
    private static func checkFinite(_ item: Case, of property: UnsafeProperty) throws(PropertyError) {
        for (side, ends) in [(PropertyError.Side.lower, item.lower), (.upper, item.upper)] {
            guard let input = ends.firstIndex(where: \.isInfinite) else { continue }
            throw .boundOutOfRange(
                file: property.source, input: property.names.input.element(input), side: side)
        }
    }

    private static func distinct(_ polyhedra: [Polyhedron]) -> [Polyhedron] {
        if polyhedra.count < 2 { return polyhedra }
        var seen = Set<Polyhedron>()
        return polyhedra.filter { seen.insert($0).inserted }
    }
}
