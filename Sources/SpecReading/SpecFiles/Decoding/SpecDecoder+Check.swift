import Contexts

extension SpecDecoder {
    mutating func check(_ slot: Slot) -> CheckNode {
        guard let fields = fields(slot, .check) else { return CheckNode(id: nil, span: slot.node.span) }
        var check = CheckNode(id: fields["id"].flatMap { template($0) }, span: fields.span)
        check.bindings = fields["for"].map { table($0) { $0.values($1) } } ?? []
        check.isZipped = fields["zip"].flatMap { boolean($0) }?.value ?? false
        check.conditions = fields["where"].map { constraints($0, .bindings) } ?? []
        check.network = fields["network"].map { network($0) }
        check.region = fields["region"].map { region($0) }
        check.property = fields["property"].map { property($0) }
        check.vnnlib = fields["vnnlib"].flatMap { vnnlib($0) }
        check.search = fields["search"].flatMap { search($0) }
        if let budget = fields["budget"] { check.budget = self.budget(budget) }
        check.expectation = fields["expect"].flatMap { word($0, "verdict") }
        check.note = fields["note"].flatMap { text($0) }
        return check
    }

    private mutating func vnnlib(_ slot: Slot) -> CheckNode.VNNLIBNode? {
        if case .scalar = slot.node.content { return templatePath(slot).map { .file($0) } }
        guard let fields = fields(slot, .vnnlib) else { return nil }
        guard let slot = fields["text"], let text = self.text(slot) else { return nil }
        return .text(text)
    }

    private mutating func search(_ slot: Slot) -> SearchNode? {
        guard let fields = fields(slot, .search) else { return nil }
        let name = fields["maximize"].flatMap { self.name($0) }
        let from = fields["from"].map { number($0) }
        let to = fields["to"].map { number($0) }
        let resolution = fields["resolution"].map { number($0) }
        guard let name, let from, let to, let resolution else { return nil }
        return SearchNode(name: name, from: from, to: to, resolution: resolution)
    }

    mutating func budget(_ slot: Slot) -> BudgetNode {
        var budget = BudgetNode()
        guard let fields = fields(slot, .budget) else { return budget }
        budget.time = fields["time"].flatMap { duration($0) }
        budget.memory = fields["memory"].flatMap { bytes($0) }
        budget.nodes = fields["nodes"].flatMap { wholeNumber($0) }
        budget.threads = fields["threads"].flatMap { wholeNumber($0) }
        return budget
    }
}
