import Contexts

extension SpecDecoder {
    mutating func network(_ slot: Slot) -> NetworkNode {
        if case .scalar = slot.node.content { return NetworkNode(path: templatePath(slot), span: slot.node.span) }
        guard let fields = fields(slot, .network) else { return NetworkNode(path: nil, span: slot.node.span) }
        var node = NetworkNode(path: fields["path"].flatMap { templatePath($0) }, span: fields.span)
        node.sha256 = fields["sha256"].flatMap { hash($0) }
        node.input = fields["input"].flatMap { text($0) }
        node.output = fields["output"].flatMap { text($0) }
        node.decision = fields["decision"].flatMap { word($0, "decision") }
        node.inputs = fields["inputs"].map { names($0) }
        node.outputs = fields["outputs"].map { names($0) }
        if let units = fields["units"] { node.units = self.units(units).map { Located($0, at: units.node.span) } }
        node.domain = fields["domain"].map { slot in
            Located(list(slot).compactMap { interval($0) }, at: slot.node.span)
        }
        node.semantics = fields["semantics"].flatMap { word($0, "semantics") }
        return node
    }

    private mutating func names(_ slot: Slot) -> [Located<String>] {
        list(slot).compactMap { name($0) }
    }

    private mutating func units(_ slot: Slot) -> NetworkNode.Units? {
        guard let fields = fields(slot, .units) else { return nil }
        let mean = fields["mean"].map { vector($0) }
        let range = fields["range"].map { vector($0) }
        let scale = fields["scale"].map { vector($0) }
        let shift = fields["shift"].map { vector($0) }
        if let mean, let range { return .meanRange(mean: mean, range: range) }
        if let scale, let shift { return .scaleShift(scale: scale, shift: shift) }
        return nil
    }

    /// At least eight hexadecimal digits.
    private mutating func hash(_ slot: Slot) -> Located<String>? {
        guard let text = scalar(slot) else { return nil }
        let isHash =
            text.text.utf8.count >= 8 && text.text.utf8.count <= 64
            && text.text.unicodeScalars.allSatisfy { $0.properties.isASCIIHexDigit }
        guard isHash else {
            diagnostics.report(.name(text.shown, .hash), at: text.span)
            return nil
        }
        return Located(text.text.lowercased(), at: text.span)
    }
}
