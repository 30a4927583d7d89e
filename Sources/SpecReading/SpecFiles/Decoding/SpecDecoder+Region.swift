import Contexts

extension SpecDecoder {
    mutating func region(_ slot: Slot) -> RegionNode {
        switch slot.node.content {
        case .scalar(let text): return namedRegion(text, slot)
        case .list:
            wrongKind(slot, [.mapping])
            return .invalid(slot.node.span)
        case .mapping(let entries): return .shapes(shapes(fields(entries, .region, span: slot.node.span)))
        }
    }

    /// `$name` or the word `domain`.
    private mutating func namedRegion(_ text: ScalarText, _ slot: Slot) -> RegionNode {
        if text.text == "domain" { return .domain(text.span) }
        if text.text.hasPrefix("$") { return reference(text).map { .reference($0) } ?? .invalid(text.span) }
        if text.isMissing {
            wrongKind(slot, [.mapping])
        } else {
            let isName = TemplateText.isName(text.text) && NearestName.to(text.text, among: ["domain"]) == nil
            report(
                text, isNot: ["domain", "$name", "a mapping"], "region", key: slot.name,
                suggestion: isName ? "$\(text.text)" : nil)
        }
        return .invalid(text.span)
    }

    private mutating func shapes(_ fields: Fields) -> ShapesNode {
        var node = ShapesNode(shapes: [], span: fields.span)
        let before = diagnostics.errorCount
        for key in fields.mapping.keys {
            guard let slot = fields[key.name] else { continue }
            switch key.name {
            case "clip": node.clip = interval(slot)
            case "within": node.within = region(slot)
            case "inflate": node.inflate = number(slot)
            default: node.shapes += shape(slot).map { [Located($0, at: slot.keySpan)] } ?? []
            }
        }
        node.isComplete = fields.isComplete && diagnostics.errorCount == before
        return node
    }

    private mutating func shape(_ slot: Slot) -> ShapeNode? {
        switch slot.key.name {
        case "ball": ball(slot)
        case "box": box(slot)
        case "cone": cone(slot)
        case "hull": hull(slot)
        case "halfspaces": .halfspaces(constraints(slot, .region))
        case "nap": .pattern(pattern(slot, mayBeName: true))
        case "intersect": .intersection(list(slot).map { region($0) })
        case "union": .union(list(slot).map { region($0) })
        default: preconditionFailure("no shape '\(slot.key.name)'")
        }
    }

    private mutating func ball(_ slot: Slot) -> ShapeNode? {
        guard let fields = fields(slot, .ball) else { return nil }
        return .ball(
            center: corner(fields["center"], fields.span),
            radius: fields["radius"].map { vector($0) } ?? .uniform(Located(.invalid, at: fields.span)),
            norm: fields["norm"].flatMap { word($0, "norm") })
    }

    /// An interval, two corners, or constraints: the comparison signs tell an interval from constraints.
    private mutating func box(_ slot: Slot) -> ShapeNode? {
        switch slot.node.content {
        case .scalar:
            wrongKind(slot, [.list, .mapping])
            return nil
        case .list(let nodes):
            return nodes.contains(where: \.looksLikeConstraint)
                ? .boxRows(constraints(slot, .region)) : interval(slot).map { .boxInterval($0) }
        case .mapping(let entries):
            let fields = fields(entries, .box, span: slot.node.span)
            return .boxCorners(
                lower: corner(fields["lower"], fields.span), upper: corner(fields["upper"], fields.span))
        }
    }

    private mutating func corner(_ slot: Slot?, _ span: Span) -> Located<PointNode> {
        slot.map { Located(point($0), at: $0.node.span) } ?? Located(.invalid, at: span)
    }

    private mutating func cone(_ slot: Slot) -> ShapeNode? {
        guard let fields = fields(slot, .cone) else { return nil }
        let base = fields["of"].map { region($0) } ?? .invalid(fields.span)
        var brightness: Located<IntervalNode>?
        if let slot = fields["brightness"] {
            guard let interval = interval(slot) else { return nil }
            brightness = Located(interval, at: slot.node.span)
        }
        return .cone(
            of: base, scale: fields["scale"].map { Located(scale($0), at: $0.node.span) }, brightness: brightness)
    }

    private mutating func scale(_ slot: Slot) -> ScaleNode {
        switch slot.node.content {
        case .scalar(let text):
            if text.text == "positive" { return .positive }
            return .only(number(slot))
        case .list:
            wrongKind(slot, [.mapping, .scalar])
            return .invalid
        case .mapping(let entries):
            let fields = fields(entries, .scale, span: slot.node.span)
            let from = fields["from"].map { number($0) }
            let to = fields["to"].map { number($0) }
            guard let from, fields.isComplete else { return .invalid }
            return .range(from: from, to: to)
        }
    }

    private mutating func hull(_ slot: Slot) -> ShapeNode? {
        guard let fields = fields(slot, .hull), let points = fields["points"] else { return nil }
        switch points.node.content {
        case .list: return .hull(list(points).map { Located(point($0), at: $0.node.span) })
        case .scalar(let text):
            guard text.text.hasPrefix("$") else {
                wrongKind(points, [.mapping, .list])
                return nil
            }
            return reference(text).map { .hullOfRows(.reference($0)) }
        case .mapping: return .hullOfRows(values(points))
        }
    }

    // MARK: Points

    mutating func point(_ slot: Slot) -> PointNode {
        switch slot.node.content {
        case .scalar(let text) where text.text.hasPrefix("$"):
            return reference(text).map { .reference($0.value) } ?? .invalid
        case .scalar, .list: return .vector(vector(slot))
        case .mapping(let entries): return point(fields(entries, .point, span: slot.node.span))
        }
    }

    private mutating func point(_ fields: Fields) -> PointNode {
        let row = fields["row"].map { integer($0) }
        let scale = fields["scale"].map { number($0) }
        if let slot = fields["npy"] { return templatePath(slot).map { .npy($0) } ?? .invalid }
        if let slot = fields["png"] { return templatePath(slot).map { .png($0, scale: scale) } ?? .invalid }
        if let slot = fields["data"] {
            let data = name(slot)
            guard let data, let row else { return .invalid }
            return .row(data: data, row: row)
        }
        guard let slot = fields["csv"], let table = templatePath(slot), let row else { return .invalid }
        return .csv(table, row: row)
    }
}

extension YAMLNode {
    /// Whether there is a sign of comparison in it.
    fileprivate var looksLikeConstraint: Bool {
        switch content {
        case .scalar(let text): text.text.contains { "<>=".contains($0) }
        case .list(let nodes): nodes.contains(where: \.looksLikeConstraint)
        case .mapping: false
        }
    }
}
