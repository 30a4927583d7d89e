import Contexts
import Exact
import Networks
import Properties
import SpecReading

/// A region that has been made, with what the checks around it want to know.
struct BuiltRegion {
    var region: Region
    var sides: Sides
    /// The point that the region was built around, when there is one.
    var center: [Rational]?
    /// False when a point of data is part of it: lengths are in the network's units then.
    var isWritten: Bool
    /// Seen to hold no point.
    var isEmpty = false
}

/// From `region:` to a region in the network's own units, in one case of a check.
///
/// The shapes of one mapping are intersected, then widened by `inflate`, then cut by `clip` and `within`. With `units:`,
/// numbers written against inputs are physical: constraints, intervals, `clip`, `domain`, written points, and radii around
/// written points. Points of data are in the network's units, and so is a radius around one of them.
struct RegionReader {
    let values: ValueReader
    let network: DeclaredNetwork
    /// False when only names and numbers are to be checked: points of data are left unread then, and regions with them
    /// come out as `nil`.
    var loadsData = true
    /// Set for the property `empty`, for which bounds that contradict each other are no mistake.
    var allowsEmpty = false
    /// Names of regions that are being read.
    var enclosing: [String] = []

    var sink: DiagnosticSink { values.sink }
    var inputCount: Int { network.inputCount }

    /// The region, bounded on every side unless it is a cone. `nil` when it cannot be made, which has been reported.
    func bounded(_ node: RegionNode) -> BuiltRegion? {
        guard let built = region(node) else { return nil }
        let open = built.sides.open
        guard open.isEmpty else {
            return sink.fail(
                .unbounded(
                    inputs: open.prefix(3).map(network.inputName), count: open.count,
                    hasDomain: network.domain != nil), at: node.span)
        }
        return built
    }

    func region(_ node: RegionNode) -> BuiltRegion? {
        switch node {
        case .invalid: return nil
        case .domain(let span):
            guard let domain = network.domain else { return sink.fail(.noDomain, at: span) }
            return box(domain, origin: span)
        case .reference(let reference): return named(reference)
        case .shapes(let shapes): return self.shapes(shapes)
        }
    }

    private func named(_ reference: Located<Reference>) -> BuiltRegion? {
        let name = reference.value.name
        let regions = values.library.namespace.regions
        guard let definition = regions[name], reference.value.field == nil else {
            return sink.fail(
                .undefinedName(name: name, known: regions.keys.sorted(), kind: .region),
                at: reference.span)
        }
        if enclosing.contains(name) {
            return sink.fail(.selfReference(name: name), at: reference.span)
        }
        var inner = self
        inner.enclosing.append(name)
        return inner.region(definition.value)
    }

    private func shapes(_ node: ShapesNode) -> BuiltRegion? {
        // Every part is read, so that all mistakes are found, before anything is put together.
        let shapes = node.shapes.map { shape($0.value, at: $0.span) }
        let radius = node.inflate.map(radius)
        let clip = node.clip.map(clip)
        let within = node.within.map(region)
        checkClips(node)
        if !node.isComplete || shapes.contains(where: { $0 == nil }) || radius == .some(nil) { return nil }
        guard var built = intersection(shapes.compactMap { $0 }) else { return nil }
        if let radius = radius ?? nil, let inflate = node.inflate {
            guard let wider = inflated(built, by: radius, at: inflate.span) else { return nil }
            built = wider
        }
        var cuts = [built]
        if let clip {
            guard let clip else { return nil }
            cuts.append(clip)
        }
        if let within {
            guard let within else { return nil }
            cuts.append(within)
        }
        return intersection(cuts)
    }

    // MARK: Putting together

    func box(_ box: Box, origin: Span?, isWritten: Bool = true) -> BuiltRegion {
        BuiltRegion(region: .box(box), sides: Sides(box, origin: origin), isWritten: isWritten)
    }

    private func clip(_ node: IntervalNode) -> BuiltRegion? { interval(node, name: "clip") }

    /// Every input in one written interval.
    func interval(_ node: IntervalNode, name: String) -> BuiltRegion? {
        guard let (lower, upper) = values.interval(node, name: name) else { return nil }
        let box = Box.network(
            lower: [Rational](repeating: lower, count: inputCount),
            upper: [Rational](repeating: upper, count: inputCount), units: network.units)
        return self.box(box, origin: node.span)
    }

    /// The intersection. Boxes become one box as long as it holds a point.
    func intersection(_ parts: [BuiltRegion]) -> BuiltRegion? {
        guard var result = parts.first else { return nil }
        var regions: [Region] = []
        for (i, part) in parts.enumerated() {
            if i > 0 {
                result.sides.meet(part.sides)
                result.center = result.center ?? part.center
                result.isWritten = result.isWritten && part.isWritten
                result.isEmpty = result.isEmpty || part.isEmpty
            }
            regions = Self.meet(regions, part.region)
        }
        result.region = regions.count == 1 ? regions[0] : .intersection(regions)
        guard let input = result.sides.crossed else { return result }
        result.isEmpty = true
        return reportCrossed(input, result.sides) ? nil : result
    }

    private static func meet(_ regions: [Region], _ region: Region) -> [Region] {
        if case .intersection(let parts) = region { return parts.reduce(regions, meet) }
        guard case .box(let box) = region,
            let index = regions.firstIndex(where: { if case .box = $0 { true } else { false } }),
            case .box(let other) = regions[index]
        else { return regions + [region] }
        let lower = zip(box.lower, other.lower).map { max($0, $1) }
        let upper = zip(box.upper, other.upper).map { min($0, $1) }
        guard zip(lower, upper).allSatisfy({ $0 <= $1 }) else { return regions + [region] }
        var met = regions
        met[index] = .box(Box(lower: lower, upper: upper))
        return met
    }

    /// Reports two written bounds that leave nothing between them; bounds that depend on data are no mistake of the file.
    private func reportCrossed(_ input: Int, _ sides: Sides) -> Bool {
        guard !allowsEmpty, let low = sides.lower[input], let high = sides.upper[input], let lowAt = low.origin,
            let highAt = high.origin
        else { return false }
        var (lower, upper) = ((low.value, lowAt), (high.value, highAt))
        if let units = network.units {
            lower.0 = units.written(lower.0, input: input)
            upper.0 = units.written(upper.0, input: input)
            if units.factors[input].isNegative { swap(&lower, &upper) }
        }
        let later = (lowAt.line, lowAt.column) < (highAt.line, highAt.column) ? highAt : lowAt
        sink.report(
            .emptyRegion(
                input: network.inputName(input), lower: lower.0.text,
                lowerAt: lower.1.text(from: later), upper: upper.0.text, upperAt: upper.1.text(from: later)), at: later)
        return true
    }

    /// A length that must not be negative.
    func radius(_ node: NumberNode) -> Rational? {
        guard let value = values.number(node) else { return nil }
        guard !value.isNegative else {
            let span = values.blame(node)
            return sink.fail(.negative(what: "radius", value: value.text), at: span)
        }
        return value
    }

    /// All points within `radius` of the region in every entry.
    private func inflated(_ built: BuiltRegion, by radius: Rational, at span: Span) -> BuiltRegion? {
        if radius.isZero { return built }
        var result = built
        if built.isWritten, let units = network.units {
            if case .box(let box) = built.region {
                let radii = units.factors.map { $0.magnitude * radius }
                let wider = Box(
                    lower: zip(box.lower, radii).map { $0 - $1 }, upper: zip(box.upper, radii).map { $0 + $1 })
                return BuiltRegion(
                    region: .box(wider), sides: Sides(wider, origin: nil), center: built.center, isWritten: true)
            }
            guard let size = units.commonSize else { return sink.fail(.inflateInUnits, at: span) }
            result.region = .inflated(base: built.region, radius: radius * size)
            result.sides = built.sides.widened(by: radius * size)
            return result
        }
        result.region = .inflated(base: built.region, radius: radius)
        result.sides = built.sides.widened(by: radius)
        return result
    }
}
