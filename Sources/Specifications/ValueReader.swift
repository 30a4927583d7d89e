import Contexts
import DataFiles
import Exact
import Foundation
import SpecReading

/// Reads scalars of a spec file in one case of a check: numbers, whole numbers, vectors and templates, with the bound names
/// replaced. Mistakes go to the sink; `nil` means that one has been reported, here or by the reader of the text.
struct ValueReader {
    let scope: Scope
    let library: Library
    let sink: DiagnosticSink

    func number(_ node: NumberNode) -> Rational? {
        switch node.value {
        case .literal(let value): return value
        case .invalid: return nil
        case .reference(let reference):
            if case .number(let value) = bound(reference, at: node.span, kind: .number), reference.field == nil {
                return value
            }
            guard let text = text(of: reference, at: node.span, kind: .number) else { return nil }
            if let value = SpecNumber.rational(text) { return value }
            return sink.fail(.notANumber(text: text, source: source(reference)), at: blame(reference) ?? node.span)
        }
    }

    func integer(_ node: IntegerNode) -> Int? {
        switch node.value {
        case .literal(let value): return value
        case .invalid: return nil
        case .reference(let reference):
            guard let text = text(of: reference, at: node.span, kind: .number) else { return nil }
            if let value = Int(text) { return value }
            return sink.fail(.notAWholeNumber(text: text, source: source(reference)), at: blame(reference) ?? node.span)
        }
    }

    /// The place that a complaint about the value of a number belongs to: the value in `for:` or `params:` when it stands
    /// there, else the number itself.
    func blame(_ node: NumberNode) -> Span {
        guard case .reference(let reference) = node.value else { return node.span }
        return blame(reference) ?? node.span
    }

    /// Where the value of a reference was written; `nil` when it comes from data.
    func blame(_ reference: Reference) -> Span? {
        if case .text(let text)? = scope[reference.name] { return text.span }
        return nil
    }

    /// The numbers of a vector that should have `count` entries; one number stands for all.
    func vector(_ node: VectorNode, count: Int, what: String) -> [Rational]? {
        switch node {
        case .uniform(let node): return number(node).map { [Rational](repeating: $0, count: count) }
        case .entries(let entries):
            let values = entries.value.map(number)
            guard values.count == count else {
                return sink.fail(
                    .shape(what: what, found: values.count, expected: count), at: entries.span)
            }
            return values.contains(nil) ? nil : values.compactMap { $0 }
        }
    }

    /// Both ends of an interval, the lower one not above the upper.
    func interval(_ node: IntervalNode, name: String) -> (lower: Rational, upper: Rational)? {
        guard let lower = number(node.lower), let upper = number(node.upper) else { return nil }
        if lower > upper {
            return sink.fail(
                .emptyInterval(name: name, text: "[\(lower.text), \(upper.text)]"), at: node.span)
        }
        return (lower, upper)
    }

    /// The text of a template.
    func text(_ node: TemplateNode) -> String? { text(node.templatePieces) }

    /// The text of a template that has been cut before.
    func text(_ pieces: [TemplateNode.TemplatePiece]) -> String? {
        var result = ""
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .reference(let reference):
                guard let text = text(of: reference.value, at: reference.span, kind: .text) else { return nil }
                result += text
            }
        }
        return result
    }

    /// The path of a template, seen from where the program runs.
    func path(_ node: TemplateNode) -> String? { text(node).map(node.span.resolve) }
}

// MARK: References

extension ValueReader {
    /// What a name stands for: a name of `for:`, or a parameter with one value.
    func bound(_ reference: Reference, at span: Span, kind: SpecMeaningError.NameKind) -> BoundValue? {
        if let value = scope[reference.name] { return value }
        if let parameter = library.namespace.parameters[reference.name] {
            if case .rows(_, _, let filter?) = parameter.value, case .correct = filter.value {
                return sink.fail(.filteredParameter(name: reference.name), at: span)
            }
            let values = BindingReader(values: self, network: nil).values(of: parameter.value) ?? [.unknown]
            if values.count == 1 { return values[0] }
            return sink.fail(.severalValues(name: reference.name, count: values.count), at: span)
        }
        let known = scope.names + library.namespace.parameters.keys.sorted()
        return sink.fail(
            .undefinedName(name: reference.name, known: known, kind: kind), at: span)
    }

    /// The text that a reference stands for.
    func text(of reference: Reference, at span: Span, kind: SpecMeaningError.NameKind) -> String? {
        guard let value = bound(reference, at: span, kind: kind) else { return nil }
        switch value {
        case .unknown: return nil
        case .text(let text): return plain(text.value, reference, span)
        case .number(let number): return plain(number.text, reference, span)
        case .file(let path): return fileField(path, reference, span)
        case .row(let data, let row): return rowField(data, row, reference, span)
        case .tableRow(let table, let row): return tableField(table, row, reference, span)
        }
    }

    private func plain(_ text: String, _ reference: Reference, _ span: Span) -> String? {
        guard let field = reference.field else { return text }
        return sink.fail(.unknownField(name: reference.name, field: field, known: []), at: span)
    }

    private func fileField(_ path: String, _ reference: Reference, _ span: Span) -> String? {
        switch reference.field {
        case nil: return path
        case "name": return ((path as NSString).lastPathComponent as NSString).deletingPathExtension
        case let field?:
            return sink.fail(.unknownField(name: reference.name, field: field, known: ["name"]), at: span)
        }
    }

    private func rowField(_ data: OpenData, _ row: Int?, _ reference: Reference, _ span: Span) -> String? {
        switch reference.field {
        case nil: return row.map { "\(data.name.value)[\($0)]" }
        case "row": return row.map(String.init)
        case "label":
            guard data.set.isLabelled else {
                let error = SpecMeaningError.Fault.noLabels(
                    data: data.text(from: span), reference: "$\(reference.name).label",
                    repair: data.node.likelyLabels)
                return sink.fail(error, at: span)
            }
            return row.flatMap(data.set.label).map { String($0) }
        case let field?:
            return sink.fail(
                .unknownField(name: reference.name, field: field, known: ["row", "label"]), at: span)
        }
    }

    private func tableField(_ table: StringTable, _ row: Int?, _ reference: Reference, _ span: Span) -> String? {
        guard let field = reference.field else {
            return sink.fail(.missingField(name: reference.name, known: table.columns), at: span)
        }
        if let column = table.columns.firstIndex(of: field) { return row.map { table.rows[$0][column] } }
        if field == "row" { return row.map(String.init) }
        return sink.fail(
            .unknownField(name: reference.name, field: field, known: table.columns + ["row"]), at: span)
    }

    /// `$job.eps` with the row it came from, for messages.
    func source(_ reference: Reference) -> String {
        let name = "$\(reference.name)" + (reference.field.map { ".\($0)" } ?? "")
        if case .tableRow(let table, let row?)? = scope[reference.name] {
            return "\(name) of \(table.file), row \(row)"
        }
        return name
    }
}

extension TemplateNode {
    /// Whether the template is the same in all cases.
    var isConstant: Bool {
        templatePieces.allSatisfy { if case .text = $0 { true } else { false } }
    }
}

extension DataNode {
    /// The file that probably holds the labels, for a line of help.
    var likelyLabels: String {
        switch source {
        case .arrays(let images, _):
            images.value.contains("images-idx3")
                ? images.value.replacingOccurrences(of: "images-idx3", with: "labels-idx1") : "FILE"
        case .npz: "KEY"
        case .csv: "COLUMN"
        case .cifar, .png, .invalid: "FILE"
        }
    }
}
