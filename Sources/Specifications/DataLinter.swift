import Contexts
import DataFiles
import Exact
import Properties
import SpecReading

/// Warns about lengths and points that do not go together: units that look unnormalised, radii as large as the data.
struct DataLinter {
    let check: Check
    let region: RegionNode
    let shapes: [ShapesNode]
    let sink: DiagnosticSink

    private var values: ValueReader {
        ValueReader(scope: check.scope, library: check.definition.library, sink: DiagnosticSink())
    }

    func run() {
        lintPoints()
        for node in shapes {
            for shape in node.shapes {
                switch shape.value {
                case .ball(_, .uniform(let radius), _): lintRadius(radius)
                case .cone(let base, _, _): lintCone(base, at: shape.span)
                default: break
                }
            }
        }
        lintLabels()
    }

    private func warn(_ warning: SpecWarning.Oddity, at span: Span) { sink.warn(warning, at: span) }

    // MARK: Points

    /// The interval that every input should lie in: the widest of the domain, or the first clip.
    private var interval: (lower: Rational, upper: Rational)? {
        if let domain = check.network.domain, let lower = domain.lower.min(), let upper = domain.upper.max() {
            return (lower, upper)
        }
        guard check.network.units == nil, let clip = shapes.lazy.compactMap(\.clip).first else { return nil }
        return values.interval(clip, name: "clip")
    }

    /// The first bound row of data, with its point.
    private var boundRow: (data: OpenData, point: [Rational])? {
        for value in check.scope.values {
            if case .row(let data, let row?) = value, let point = try? data.set.point(row) { return (data, point) }
        }
        return nil
    }

    private func lintPoints() {
        guard let (data, point) = boundRow, let least = point.min(), let greatest = point.max() else { return }
        let span = data.name.span
        guard let interval else {
            if data.set.elementType == "uint8", data.set.scale == .one, greatest > .one {
                warn(.unscaledBytes(data: "'\(data.name.value)'", greatest: greatest.text), at: span)
            }
            return
        }
        let width = interval.upper - interval.lower
        guard greatest > interval.upper + width || least < interval.lower - width else { return }
        warn(
            .unnormalised(
                data: "'\(data.name.value)'", least: least.text(places: 6), greatest: greatest.text(places: 6),
                interval: "[\(interval.lower.text(places: 6)), \(interval.upper.text(places: 6))]"), at: span)
    }

    /// What the entries of the first rows span; `nil` when they are all the same.
    private func sampledRange(of data: OpenData) -> (lower: Rational, upper: Rational)? {
        let rows = (0..<min(data.set.count, 20)).compactMap { try? data.set.point($0) }
        let entries = rows.flatMap { $0 }
        guard let least = entries.min(), let greatest = entries.max(), least < greatest else { return nil }
        return (least, greatest)
    }

    private func lintRadius(_ node: NumberNode) {
        guard check.network.units == nil, let radius = values.number(node) else { return }
        guard let range = interval ?? boundRow.flatMap({ sampledRange(of: $0.data) }) else { return }
        guard radius >= range.upper - range.lower else { return }
        let span = values.blame(node)
        let text = "[\(range.lower.text(places: 6)), \(range.upper.text(places: 6))]"
        warn(.largeRadius(radius: radius.text, range: text), at: span)
    }

    private func lintCone(_ base: RegionNode, at span: Span) {
        let reader = RegionReader(values: values, network: check.network)
        guard check.network.network.largestBias == nil, let built = reader.region(base),
            built.region.isKnownToContainOrigin(patternsHold: true)
        else { return }
        warn(.originInCone, at: span)
    }

    // MARK: Labels

    private func lintLabels() {
        guard let property = check.definition.node.property,
            let data = check.scope.values.lazy.compactMap({ value -> OpenData? in
                if case .row(let data, _) = value { data } else { nil }
            }).first, let counts = data.set.labelCounts
        else { return }
        let reader = PropertyReader(values: values, network: check.network)
        for node in property.value.namedClasses {
            guard case .literal = node.value, let index = reader.index(node), counts[index] == nil else { continue }
            warn(
                .classWithoutRows(name: check.network.className(index), data: "'\(data.name.value)'"), at: node.span)
        }
    }
}
