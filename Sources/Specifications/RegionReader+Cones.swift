import Contexts
import Exact
import Networks
import Properties
import SpecReading

extension RegionReader {
    /// {a * x : x in the base, a in the scale}. Every scale is allowed on a network with biases, except that a positive
    /// one without a least value needs a network that scales with its input; units with a shift allow none.
    func cone(
        _ node: RegionNode, _ scaleNode: Located<ScaleNode>?, _ brightness: Located<IntervalNode>?, at span: Span
    ) -> BuiltRegion? {
        let base = region(node).flatMap { base in brightness.map { brightened(base, by: $0) } ?? base }
        let scale = self.scale(scaleNode?.value ?? .positive)
        guard let scale else { return nil }
        let place = scaleNode?.span ?? span
        if scale.lower.isZero, let bias = network.network.largestBias {
            let largest = network.network.text(bias.size)
            return sink.fail(
                bias.isBend
                    ? .bentCone(node: bias.node, operator: bias.operator, largest: largest)
                    : .biasedCone(node: bias.node, largest: largest), at: place)
        }
        if let units = network.units, let input = units.shifts.firstIndex(where: { !$0.isZero }) {
            let shift = units.shifts[input].text(places: 6)
            return sink.fail(.shiftedCone(input: network.inputName(input), shift: shift), at: span)
        }
        guard let base else { return nil }
        let open = base.sides.open
        guard open.isEmpty else {
            return sink.fail(
                .unbounded(
                    inputs: open.prefix(3).map(network.inputName), count: open.count,
                    hasDomain: network.domain != nil), at: node.span)
        }
        return BuiltRegion(
            region: .cone(base: base.region, scale: scale), sides: base.sides.scaled(by: scale), center: base.center,
            isWritten: base.isWritten, isEmpty: base.isEmpty)
    }

    private func scale(_ node: ScaleNode) -> Properties.Scale? {
        switch node {
        case .invalid: return nil
        case .positive: return .positive
        case .only(let number): return positive(number).map { Properties.Scale(lower: $0, upper: $0) }
        case .range(let from, let to):
            let (lower, upper) = (positive(from), to.map(positive))
            guard let lower else { return nil }
            guard let upper else { return Properties.Scale(lower: lower, upper: nil) }
            guard let upper else { return nil }
            guard lower <= upper else {
                return sink.fail(
                    .emptyInterval(name: "scale", text: "[\(lower.text), \(upper.text)]"),
                    at: from.span)
            }
            return Properties.Scale(lower: lower, upper: upper)
        }
    }

    private func positive(_ node: NumberNode) -> Rational? {
        guard let value = values.number(node) else { return nil }
        if value > .zero { return value }
        let span = values.blame(node)
        return sink.fail(.scaleNotPositive(scale: value.text), at: span)
    }

    /// A clip of a cone's base and another of the cone itself are probably one clip written twice: they must agree.
    func checkClips(_ node: ShapesNode) {
        guard let outside = node.clip else { return }
        for shape in node.shapes {
            guard case .cone(.shapes(let base), _, _) = shape.value, let inside = base.clip,
                let a = values.number(inside.lower), let b = values.number(inside.upper),
                let c = values.number(outside.lower), let d = values.number(outside.upper), a != c || b != d
            else { continue }
            sink.report(
                .clipsDisagree(inside: "[\(a.text), \(b.text)]", outside: "[\(c.text), \(d.text)]"),
                at: outside.span)
        }
    }
}

extension Network {
    /// The node that adds the largest constant, and its size; `nil` for a network without biases.
    var largestBias: (node: String, operator: String, isBend: Bool, size: Double)? {
        let constants = nodes.compactMap { node -> (node: String, operator: String, isBend: Bool, size: Double)? in
            guard let size = node.operator.addends.map(\.magnitude).max(), size > 0 else { return nil }
            let isBend = if case .activation = node.operator { true } else { false }
            return (node.name, node.sourceOperator, isBend, size)
        }
        return constants.max { $0.size < $1.size }
    }

    /// A stored weight in the fewest digits that name it.
    func text(_ weight: Double) -> String {
        elementType == .float32 ? "\(Float(weight))" : "\(weight)"
    }
}
