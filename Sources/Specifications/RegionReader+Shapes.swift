import Contexts
import Exact
import Properties
import SpecReading

extension RegionReader {
    func shape(_ node: ShapeNode, at span: Span) -> BuiltRegion? {
        switch node {
        case .ball(let center, let radius, let norm): return ball(center, radius, norm)
        case .boxInterval(let interval): return self.interval(interval, name: "box")
        case .boxCorners(let lower, let upper): return corners(lower, upper)
        case .boxRows(let rows), .halfspaces(let rows): return halfspaces(rows)
        case .cone(let base, let scale, let brightness): return cone(base, scale, brightness, at: span)
        case .hull(let points): return hull(points)
        case .hullOfRows(let rows): return hullOfRows(rows, at: span)
        case .pattern(let pattern): return self.pattern(pattern, at: span)
        case .intersection(let parts):
            let built = parts.map(region)
            return built.contains { $0 == nil } ? nil : intersection(built.compactMap { $0 })
        case .union(let parts): return union(parts)
        }
    }

    // MARK: Balls

    private func ball(
        _ center: Located<PointNode>, _ radius: VectorNode, _ norm: Located<ShapeNode.Norm>?
    ) -> BuiltRegion? {
        let center = PointReader(values: values, network: network, loadsData: loadsData).point(center)
        let radii = self.radii(radius)
        if let norm, norm.value == .two {
            return sink.fail(.unsupportedNorm, at: norm.span)
        }
        guard let center, var radii else { return nil }
        if center.isWritten, let units = network.units {
            radii = zip(radii, units.factors).map { $0 * $1.magnitude }
        }
        let box = Box(
            lower: zip(center.values, radii).map { $0 - $1 }, upper: zip(center.values, radii).map { $0 + $1 })
        var built = self.box(box, origin: nil, isWritten: center.isWritten)
        built.center = center.values
        if norm?.value == .one { built.region = .oneNormBall(center: center.values, radii: radii) }
        return built
    }

    private func radii(_ node: VectorNode) -> [Rational]? {
        switch node {
        case .uniform(let number):
            return radius(number).map { [Rational](repeating: $0, count: inputCount) }
        case .entries(let entries):
            let read = entries.value.map(radius)
            guard read.count == inputCount else {
                return sink.fail(
                    .shape(what: "the radius", found: read.count, expected: inputCount),
                    at: entries.span)
            }
            return read.contains(nil) ? nil : read.compactMap { $0 }
        }
    }

    // MARK: Boxes and halfspaces

    private func corners(_ lower: Located<PointNode>, _ upper: Located<PointNode>) -> BuiltRegion? {
        let reader = PointReader(values: values, network: network, loadsData: loadsData)
        let (a, b) = (reader.point(lower), reader.point(upper))
        guard let a, let b else { return nil }
        var (low, high) = (a.values, b.values)
        for i in low.indices {
            // A unit with a negative factor has swapped the ends that were written.
            if a.isWritten, b.isWritten, network.units?.factors[i].isNegative ?? false { swap(&low[i], &high[i]) }
            guard low[i] <= high[i] else {
                return sink.fail(
                    .emptyInterval(name: network.inputName(i), text: "[\(low[i].text), \(high[i].text)]"),
                    at: upper.span)
            }
        }
        let origin = a.isWritten && b.isWritten ? lower.span : nil
        return box(Box(lower: low, upper: high), origin: origin, isWritten: a.isWritten && b.isWritten)
    }

    /// Rows over inputs. Those that bound every input by itself, ends included, are a box.
    private func halfspaces(_ nodes: [ConstraintNode]) -> BuiltRegion? {
        let reader = ConstraintReader(values: values, network: network, observed: nil)
        var sides = Sides(inputCount: inputCount)
        var rows: [LinearRow] = []
        var isComplete = true
        for node in nodes {
            guard let read = reader.rows(node) else {
                isComplete = false
                continue
            }
            for row in read { sides.meet(row, origin: node.span) }
            rows += read
        }
        guard isComplete else { return nil }
        let built = BuiltRegion(region: .halfspaces(rows), sides: sides, isWritten: true)
        let isBox =
            sides.open.isEmpty && sides.crossed == nil && rows.allSatisfy { $0.terms.count == 1 && !$0.isStrict }
        guard isBox else { return intersection([built]) }
        let box = Box(lower: sides.lower.compactMap { $0?.value }, upper: sides.upper.compactMap { $0?.value })
        return BuiltRegion(region: .box(box), sides: sides, isWritten: true)
    }

    // MARK: Hulls and unions

    private func hull(_ nodes: [Located<PointNode>]) -> BuiltRegion? {
        let reader = PointReader(values: values, network: network, loadsData: loadsData)
        let points = nodes.map(reader.point)
        return points.contains { $0 == nil } ? nil : hull(of: points.compactMap { $0 })
    }

    private func hullOfRows(_ node: ValuesNode, at span: Span) -> BuiltRegion? {
        guard let bound = BindingReader(values: values, network: network).values(of: node) else { return nil }
        let reader = PointReader(values: values, network: network, loadsData: loadsData)
        var points: [SpecPoint] = []
        for value in bound {
            guard case .row(let data, let row?) = value else {
                return sink.fail(.notPoints, at: span)
            }
            guard reader.fits(data, at: span) else { return nil }
            guard let point = reader.row(row, of: data, at: span) else { return nil }
            points.append(point)
        }
        return hull(of: points)
    }

    private func hull(of points: [SpecPoint]) -> BuiltRegion? {
        guard var lower = points.first?.values else { return nil }
        var upper = lower
        for point in points.dropFirst() {
            lower = zip(lower, point.values).map { min($0, $1) }
            upper = zip(upper, point.values).map { max($0, $1) }
        }
        return BuiltRegion(
            region: .hull(points.map(\.values)), sides: Sides(Box(lower: lower, upper: upper), origin: nil),
            isWritten: points.allSatisfy(\.isWritten))
    }

    private func union(_ nodes: [RegionNode]) -> BuiltRegion? {
        let built = nodes.map(region)
        let parts = built.compactMap { $0 }
        guard parts.count == built.count, var result = parts.first else { return nil }
        for part in parts.dropFirst() { result.sides.join(part.sides) }
        result.region = parts.count == 1 ? parts[0].region : .union(parts.map(\.region))
        result.center = parts.count == 1 ? parts[0].center : nil
        result.isWritten = parts.allSatisfy(\.isWritten)
        result.isEmpty = parts.allSatisfy(\.isEmpty)
        return result
    }

    // MARK: Patterns

    private func pattern(_ node: PatternNode, at span: Span) -> BuiltRegion? {
        guard let decisions = PatternReader(values: values, network: network).decisions(node, at: span) else {
            return nil
        }
        return BuiltRegion(
            region: .pattern(decisions), sides: Sides(inputCount: inputCount), isWritten: true)
    }
}
