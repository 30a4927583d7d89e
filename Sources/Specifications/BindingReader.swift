import Contexts
import DataFiles
import Exact
import Files
import SpecReading

/// What the names of `for:` run over.
struct BindingReader {
    let values: ValueReader
    /// The network that decides which rows are `correct`; `nil` when it cannot be used or depends on the case.
    let network: DeclaredNetwork?

    private var sink: DiagnosticSink { values.sink }

    /// The values in order. `nil` when they cannot be had, which has been reported.
    func values(of node: ValuesNode) -> [BoundValue]? {
        switch node {
        case .invalid: return nil
        case .list(let list): return list.map { .text($0) }
        case .rows(let name, let rows, let filter):
            guard let data = DataOpening(values: values).data(name) else { return nil }
            return RowSelection(values: values, network: network).rows(rows, filter: filter, of: data)?
                .map { .row(data, $0) }
        case .table(let path): return table(path).map { table in table.rows.indices.map { .tableRow(table, $0) } }
        case .range(let from, let to, let step): return range(from, to, step)
        case .files(let pattern):
            let paths = FileGlob.paths(matching: pattern.span.resolve(pattern.value))
            if paths.isEmpty {
                return sink.fail(
                    .data(cause: DataError.noMatch(pattern: pattern.value)), at: pattern.span)
            }
            return paths.map { .file($0) }
        case .reference(let reference): return parameter(reference)
        }
    }

    /// What stands for a name whose values could not be had, so that the rest of the check can be looked at: the fields of
    /// rows and tables are known all the same.
    func stub(of node: ValuesNode) -> BoundValue {
        switch node {
        case .rows(let name, _, _): DataOpening(values: values).data(name).map { .row($0, nil) } ?? .unknown
        case .table(let path): table(path).map { .tableRow($0, nil) } ?? .unknown
        case .reference(let reference): stub(ofParameter: reference.value.name)
        case .list, .range, .files, .invalid: .unknown
        }
    }

    private func stub(ofParameter name: String) -> BoundValue {
        guard let parameter = values.library.namespace.parameters[name] else { return .unknown }
        if case .reference = parameter.value { return .unknown }
        return stub(of: parameter.value)
    }

    private func table(_ path: Located<String>) -> StringTable? {
        do {
            return try values.library.table(at: path.span.resolve(path.value))
        } catch {
            let cause = message(error)
            return sink.fail(.data(cause: cause), at: path.span)
        }
    }

    private func parameter(_ reference: Located<Reference>) -> [BoundValue]? {
        let name = reference.value.name
        let parameters = values.library.namespace.parameters
        guard let parameter = parameters[name] else {
            return sink.fail(
                .undefinedName(name: name, known: parameters.keys.sorted(), kind: .text),
                at: reference.span)
        }
        // A parameter that names a parameter could go round in circles.
        if case .reference(let next) = parameter.value {
            return sink.fail(
                .undefinedName(name: next.value.name, known: [], kind: .text), at: next.span)
        }
        return values(of: parameter.value)
    }

    /// from, from + step, ... up to and including `to`, exactly.
    private func range(_ from: NumberNode, _ to: NumberNode, _ step: NumberNode) -> [BoundValue]? {
        guard let first = values.number(from), let last = values.number(to), let width = values.number(step) else {
            return nil
        }
        guard width > .zero else {
            return sink.fail(.notPositive(what: "step", value: width.text), at: step.span)
        }
        guard first <= last else {
            return sink.fail(
                .emptyInterval(name: "range", text: "[\(first.text), \(last.text)]"), at: from.span)
        }
        guard (last - first) / width < Rational(Expansion.greatestLimit) else {
            return sink.fail(.tooLongRange(limit: Expansion.greatestLimit), at: step.span)
        }
        var result: [BoundValue] = []
        var value = first
        while value <= last {
            result.append(.number(value))
            value += width
        }
        return result
    }
}
