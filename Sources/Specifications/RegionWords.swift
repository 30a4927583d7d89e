import Exact
import SpecReading

/// A region as part of a sentence: what is said after "input x".
struct RegionWords {
    let scope: Scope
    let library: Library

    func words(_ node: RegionNode) -> String {
        switch node {
        case .domain: return "in the domain"
        case .invalid: return "in a region that could not be read"
        case .reference(let reference):
            guard let definition = library.namespace.regions[reference.value.name] else {
                return "in an unknown region"
            }
            return words(definition.value)
        case .shapes(let shapes): return words(shapes)
        }
    }

    private func words(_ node: ShapesNode) -> String {
        var text = node.shapes.map { words($0.value) }.joined(separator: " and ")
        if let radius = node.inflate { text = "at most \(number(radius)) away in every entry from a point \(text)" }
        if let clip = node.clip { text += " (clipped to \(interval(clip)))" }
        if let within = node.within {
            text += within.isDomain ? " within the domain" : " and \(words(within))"
        }
        return text
    }

    private func words(_ shape: ShapeNode) -> String {
        switch shape {
        case .ball(let center, let radius, let norm): return ball(center.value, radius, norm?.value ?? .inf)
        case .boxInterval(let interval): return "whose every entry lies in \(self.interval(interval))"
        case .boxCorners(let lower, let upper):
            return "that lies between \(point(lower.value)) and \(point(upper.value)) in every entry"
        case .boxRows(let rows), .halfspaces(let rows):
            return "with \(rows.map { constraint($0.value) }.joined(separator: " and "))"
        case .cone(let base, let scale, let brightness):
            let factor = "some a \(words(scale?.value))"
            guard let brightness else { return "that is a times an input \(words(base)), for \(factor)" }
            return "that is a times an input \(words(base)), moved by s in every entry, for \(factor) and some s in "
                + interval(brightness.value)
        case .hull(let points):
            return "that is a weighted mean of \(list(points.map { point($0.value) }))"
        case .hullOfRows(let values): return "that is a weighted mean of \(rows(values))"
        case .pattern(let pattern): return "that follows \(words(pattern))"
        case .intersection(let parts): return parts.map(words).joined(separator: " and ")
        case .union(let parts): return "either " + parts.map(words).joined(separator: " or ")
        }
    }

    private func ball(_ center: PointNode, _ radius: VectorNode, _ norm: ShapeNode.Norm) -> String {
        let center = point(center)
        switch (norm, radius) {
        case (.one, .uniform(let number)):
            return "whose differences from \(center) sum to at most \(self.number(number))"
        case (.one, .entries):
            return "whose differences from \(center), divided by \(vector(radius)), sum to at most 1"
        case (_, .uniform(let number)):
            return "whose every entry differs by at most \(self.number(number)) from \(center)"
        case (_, .entries): return "whose entries differ by at most \(vector(radius)) from \(center)"
        }
    }

    private func words(_ scale: ScaleNode?) -> String {
        switch scale {
        case nil, .positive, .invalid: "> 0"
        case .only(let number): "= \(self.number(number))"
        case .range(let from, nil): ">= \(number(from))"
        case .range(let from, let to?): "from \(number(from)) to \(number(to))"
        }
    }

    private func words(_ pattern: PatternNode) -> String {
        switch pattern {
        case .invalid: return "a pattern that could not be read"
        case .named(let name): return "the pattern \(template(name))"
        case .layers(let layers):
            let parts = layers.map { layer in "\(layer.name.value): \(Self.words(layer.phases))" }
            return "the pattern \(parts.joined(separator: "; "))"
        }
    }

    private static func words(_ phases: PatternNode.Phases) -> String {
        switch phases {
        case .text(let text): return text.value
        case .indices(let active, let inactive):
            let parts = [(active, "active"), (inactive, "inactive")].filter { !$0.0.isEmpty }
            return parts.map { ranges, phase in
                ranges.map {
                    $0.value.count == 1 ? "\($0.value.lowerBound)" : "\($0.value.lowerBound)..\($0.value.upperBound)"
                }
                .joined(separator: ", ") + " \(phase)"
            }.joined(separator: ", ")
        }
    }
}

// MARK: Scalars

extension RegionWords {
    func number(_ node: NumberNode) -> String {
        guard case .reference(let reference) = node.value else { return node.text }
        return template("$\(reference.name)" + (reference.field.map { ".\($0)" } ?? ""), span: node.span)
    }

    private func interval(_ node: IntervalNode) -> String { "[\(number(node.lower)), \(number(node.upper))]" }

    private func vector(_ node: VectorNode) -> String {
        switch node {
        case .uniform(let number): self.number(number)
        case .entries(let entries): "[\(entries.value.map(number).joined(separator: ", "))]"
        }
    }

    func template(_ node: TemplateNode) -> String { template(node.value, span: node.span) }

    /// A template with what is known put in; what is not stays as it is written.
    private func template(_ text: String, span: Span) -> String {
        let values = ValueReader(scope: scope, library: library, sink: DiagnosticSink())
        return values.text(Located(text, at: span)) ?? text
    }

    private func point(_ node: PointNode) -> String {
        switch node {
        case .reference(let reference):
            if case .row(let data, let row?)? = scope[reference.name] { return "row \(row) of \(data.name.value)" }
            return "$\(reference.name)"
        case .vector(let vector): return "the point \(self.vector(vector))"
        case .row(let data, let row): return "row \(integer(row)) of \(data.value)"
        case .npy(let path), .png(let path, _): return "the point in \(template(path))"
        case .csv(let path, let row): return "row \(integer(row)) of \(template(path))"
        case .invalid: return "a point that could not be read"
        }
    }

    func integer(_ node: IntegerNode) -> String {
        switch node.value {
        case .literal(let value): String(value)
        case .reference(let reference): number(Located(.reference(reference), at: node.span))
        case .invalid: "?"
        }
    }

    private func rows(_ values: ValuesNode) -> String {
        guard case .rows(let data, let rows, _) = values else { return "the points given" }
        switch rows.value {
        case .all: return "all rows of \(data.value)"
        case .first(let count): return "the first \(count) rows of \(data.value)"
        case .sample(let count, let seed): return "\(count) rows of \(data.value) drawn with seed \(seed)"
        case .ranges(let ranges):
            let words = ranges.map {
                $0.value.count == 1 ? "\($0.value.lowerBound)" : "\($0.value.lowerBound)..\($0.value.upperBound)"
            }
            return "\(words.count == 1 && ranges[0].value.count == 1 ? "row" : "rows") \(list(words)) of \(data.value)"
        }
    }

    /// A constraint with its names replaced.
    func constraint(_ constraint: Constraint) -> String {
        let sums = constraint.sums.map { sum in
            WrittenSum(
                summands: sum.summands.map { summand in
                    guard let coefficient = summand.coefficient, case .reference = coefficient.value,
                        let value = SpecNumber.rational(number(coefficient))
                    else { return summand }
                    return .init(
                        isNegative: summand.isNegative, coefficient: Located(.literal(value), at: coefficient.span),
                        atom: summand.atom)
                }, span: sum.span)
        }
        return Constraint(sums: sums, relations: constraint.relations).text
    }

    /// `a`, `a and b`, `a, b and c`.
    func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
        return "\(words.dropLast().joined(separator: ", ")) and \(last)"
    }
}

extension RegionNode {
    fileprivate var isDomain: Bool { if case .domain = self { true } else { false } }
}
