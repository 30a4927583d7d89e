import Contexts

extension SpecDecoder {
    mutating func data(_ slot: Slot) -> DataNode {
        guard let fields = fields(slot, .data) else { return DataNode(source: .invalid, span: slot.node.span) }
        var node = DataNode(source: source(fields), span: fields.span)
        node.scale = fields["scale"].map { number($0) }
        node.shape = fields["shape"].map { slot in
            Located(list(slot).compactMap { wholeNumber($0) }, at: slot.node.span)
        }
        node.layout = fields["layout"].flatMap { word($0, "layout") }
        return node
    }

    private mutating func source(_ fields: Fields) -> DataNode.Source {
        let images = fields["images"].flatMap { path($0) }
        let labels = fields["labels"].flatMap { path($0) }
        if let slot = fields["npz"] {
            guard let archive = path(slot), let images else { return .invalid }
            return .npz(archive, images: images, labels: labels)
        }
        if let slot = fields["cifar"] {
            let files = list(slot).compactMap { path($0) }
            return files.isEmpty ? .invalid : .cifar(files)
        }
        if let slot = fields["png"] { return path(slot).map { .png($0, labels: labels) } ?? .invalid }
        if let slot = fields["csv"] {
            let header = fields["header"].flatMap { boolean($0) }
            let label = fields["label"].flatMap { text($0) }
            let features = fields["features"].flatMap { text($0) }
            return path(slot).map { .csv($0, header: header, label: label, features: features) } ?? .invalid
        }
        return images.map { .arrays(images: $0, labels: labels) } ?? .invalid
    }

    // MARK: What names run over

    mutating func values(_ slot: Slot) -> ValuesNode {
        switch slot.node.content {
        case .scalar(let text):
            guard text.text.hasPrefix("$") else { return .list([Located(text.text, at: text.span)]) }
            return reference(text).map { .reference($0) } ?? .invalid
        case .list:
            let items = list(slot)
            let texts = items.compactMap { text($0) }
            return texts.count == items.count && !items.isEmpty ? .list(texts) : .invalid
        case .mapping(let entries): return values(fields(entries, .values, span: slot.node.span))
        }
    }

    private mutating func values(_ fields: Fields) -> ValuesNode {
        let rows = fields["rows"].flatMap { self.rows($0) }
        let filter = fields["where"].flatMap { self.filter($0) }
        if let slot = fields["data"] {
            guard let data = name(slot), let rows, (filter == nil) == (fields["where"] == nil) else { return .invalid }
            return .rows(data: data, rows: rows, filter: filter)
        }
        if let slot = fields["csv"] { return path(slot).map { .table(csv: $0) } ?? .invalid }
        if let slot = fields["files"] { return path(slot).map { .files($0) } ?? .invalid }
        guard let slot = fields["range"], let range = self.fields(slot, .range) else { return .invalid }
        let from = range["from"].map { number($0) }
        let to = range["to"].map { number($0) }
        let step = range["step"].map { number($0) }
        guard let from, let to, let step else { return .invalid }
        return .range(from: from, to: to, step: step)
    }

    /// `correct` or `label=3`.
    private mutating func filter(_ slot: Slot) -> Located<RowFilter>? {
        guard let text = scalar(slot) else { return nil }
        if text.text == "correct" { return Located(.correct, at: text.span) }
        let prefix = "label="
        if text.text.hasPrefix(prefix), let label = try? IntegerText.parse(String(text.text.dropFirst(prefix.count))) {
            return Located(.label(label), at: text.span)
        }
        diagnostics.report(.name(text.shown, .rowFilter), at: text.span)
        return nil
    }

    private mutating func rows(_ slot: Slot) -> Located<Rows>? {
        switch slot.node.content {
        case .scalar(let text):
            if text.text == "all" { return Located(.all, at: text.span) }
            return range(slot).map { Located(.ranges([$0]), at: $0.span) }
        case .list:
            let items = list(slot)
            let ranges = items.compactMap { range($0) }
            guard ranges.count == items.count, !ranges.isEmpty else { return nil }
            return Located(.ranges(ranges), at: slot.node.span)
        case .mapping(let entries):
            let fields = fields(entries, .rows, span: slot.node.span)
            let first = fields["first"].flatMap { wholeNumber($0) }
            let sample = fields["sample"].flatMap { wholeNumber($0) }
            let seed = fields["seed"].flatMap { wholeNumber($0) }
            if let first { return Located(.first(first.value), at: first.span) }
            guard let sample, let seed else { return nil }
            return Located(.sample(count: sample.value, seed: seed.value), at: sample.span)
        }
    }
}
