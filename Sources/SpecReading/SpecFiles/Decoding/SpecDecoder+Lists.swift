import Contexts

extension SpecDecoder {
    /// The items of a list that has at least one; anything else is reported, and has none.
    mutating func list(_ slot: Slot, or others: [SpecSyntaxError.NodeKind] = []) -> [Slot] {
        guard case .list(let nodes) = slot.node.content else {
            wrongKind(slot, [.list] + others)
            return []
        }
        if nodes.isEmpty {
            diagnostics.report(
                .wrongCount(slot.subject, found: 0, expected: "at least one item", example: slot.example),
                at: slot.node.span)
        }
        return nodes.map(slot.item)
    }

    /// Two numbers.
    mutating func interval(_ slot: Slot) -> IntervalNode? {
        guard case .list(let nodes) = slot.node.content else {
            wrongKind(slot, [.list])
            return nil
        }
        guard nodes.count == 2 else {
            diagnostics.report(
                .wrongCount(
                    slot.subject, found: nodes.count, expected: "two numbers, lower and upper", example: slot.example),
                at: slot.node.span)
            return nil
        }
        return IntervalNode(
            lower: number(slot.item(nodes[0])), upper: number(slot.item(nodes[1])), span: slot.node.span)
    }

    /// A number, or a list of numbers.
    mutating func vector(_ slot: Slot) -> VectorNode {
        switch slot.node.content {
        case .scalar: return .uniform(number(slot))
        case .list: return .entries(Located(list(slot).map { number($0) }, at: slot.node.span))
        case .mapping:
            wrongKind(slot, [.scalar, .list])
            return .uniform(Located(.invalid, at: slot.node.span))
        }
    }

    /// `7` or `0..99`.
    mutating func range(_ slot: Slot) -> Located<ClosedRange<Int>>? {
        scalar(slot).flatMap { parsed($0, IntegerText.range) }
    }

    /// A class or a list of classes.
    mutating func classes(_ slot: Slot) -> [ClassNode] {
        if case .scalar = slot.node.content { return [self.class(slot)] }
        return list(slot, or: [.scalar]).map { self.class($0) }
    }

    mutating func constraints(_ slot: Slot, _ context: ConstraintContext) -> [ConstraintNode] {
        list(slot).compactMap { constraint($0, context) }
    }

    /// One constraint; `nil` when it is none, which is reported.
    mutating func constraint(_ slot: Slot, _ context: ConstraintContext) -> ConstraintNode? {
        guard let text = scalar(slot) else { return nil }
        // A text over several lines has lost its columns.
        if text.style == .block || !text.isExact && text.style == .plain || text.text.unicodeScalars.contains("\n") {
            diagnostics.report(.constraint(.severalLines), at: text.span)
            return nil
        }
        return parsed(text) { (source: String) throws(ScalarFault) -> Constraint in
            var parser = try ConstraintParser(source, context: context)
            return try parser.constraint { text.span($0) }
        }
    }
}
