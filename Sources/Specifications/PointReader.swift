import Contexts
import DataFiles
import Exact
import SpecReading

/// A point in the network's own units.
struct SpecPoint {
    let values: [Rational]
    /// True for a point that was written out as numbers: those are in the units of the file, and so is a radius around it.
    let isWritten: Bool
}

/// From a point of a spec file to its coordinates.
struct PointReader {
    let values: ValueReader
    let network: DeclaredNetwork
    /// False when only names and numbers are to be checked: points of data are left unread then.
    var loadsData = true

    private var sink: DiagnosticSink { values.sink }

    /// `nil` when there is none, which has been reported unless data are left unread.
    func point(_ node: Located<PointNode>) -> SpecPoint? {
        switch node.value {
        case .invalid: return nil
        case .vector(let vector):
            guard let written = values.vector(vector, count: network.inputCount, what: "the point") else { return nil }
            return SpecPoint(values: network.units?.network(written) ?? written, isWritten: true)
        case .reference(let reference): return bound(reference, at: node.span)
        case .row(let name, let row):
            guard let data = DataOpening(values: values).data(name), fits(data, at: name.span) else { return nil }
            guard let number = values.integer(row) else { return nil }
            guard (0..<data.set.count).contains(number) else {
                return sink.fail(
                    .rowsOutside(
                        rows: String(number), data: data.text(from: row.span), count: data.set.count,
                        repair: "write a row from 0 to \(data.set.count - 1)"), at: row.span)
            }
            return self.row(number, of: data, at: node.span)
        case .npy(let path): return file(path) { try NPYReader.array(at: $0).point() }
        case .png(let path, let scale):
            let factor = scale.map(values.number) ?? Rational.one
            guard let factor else { return nil }
            return file(path) { try PNGReader.array(at: $0).point(scale: factor) }
        case .csv(let path, let row): return tableRow(path, row)
        }
    }

    /// Whether the points of a data set have as many entries as the network has inputs.
    func fits(_ data: OpenData, at span: Span) -> Bool {
        let found = data.set.pointShape.reduce(1, *)
        if found == network.inputCount { return true }
        sink.report(
            .shape(what: "a row of \(data.text(from: span))", found: found, expected: network.inputCount),
            at: span)
        return false
    }

    func row(_ row: Int, of data: OpenData, at span: Span) -> SpecPoint? {
        guard loadsData else { return nil }
        do {
            return SpecPoint(values: try data.set.point(row), isWritten: false)
        } catch {
            return sink.fail(.data(cause: error), at: span)
        }
    }

    private func bound(_ reference: Reference, at span: Span) -> SpecPoint? {
        let kind = SpecMeaningError.NameKind.point(data: values.library.namespace.dataNames.first)
        guard let value = values.bound(reference, at: span, kind: kind) else { return nil }
        switch value {
        case .unknown: return nil
        case .row(let data, let row):
            if let field = reference.field {
                return sink.fail(
                    .unknownField(name: reference.name, field: field, known: ["row", "label"]), at: span)
            }
            guard fits(data, at: span), let row else { return nil }
            return self.row(row, of: data, at: span)
        case .text, .number, .tableRow, .file:
            return sink.fail(.notPoints, at: span)
        }
    }

    /// The point in a file; one that depends on bound names is left unread when only names are checked. `read` reports
    /// by itself what it answers `nil` for.
    private func file(_ template: TemplateNode, read: (String) throws -> [Rational]?) -> SpecPoint? {
        guard let path = values.path(template) else { return nil }
        guard loadsData || template.isConstant else { return nil }
        do {
            return try read(path).flatMap { checked($0, "'\(path)'", at: template.span) }
        } catch {
            let cause = message(error)
            return sink.fail(.data(cause: cause), at: template.span)
        }
    }

    private func tableRow(_ template: TemplateNode, _ row: IntegerNode) -> SpecPoint? {
        guard let number = values.integer(row) else { return nil }
        return file(template) { path in
            let set = try DataSet.csv(name: path, at: path)
            guard (0..<set.count).contains(number) else {
                return sink.fail(
                    .rowsOutside(
                        rows: String(number), data: "'\(path)'", count: set.count,
                        repair: "write a row from 0 to \(set.count - 1)"), at: row.span)
            }
            return try set.point(number)
        }
    }

    private func checked(_ point: [Rational], _ what: String, at span: Span) -> SpecPoint? {
        guard point.count == network.inputCount else {
            return sink.fail(
                .shape(what: what, found: point.count, expected: network.inputCount), at: span)
        }
        return SpecPoint(values: point, isWritten: false)
    }
}
