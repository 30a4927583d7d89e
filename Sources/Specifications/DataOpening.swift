import Contexts
import DataFiles
import Exact
import SpecReading

/// From an entry of `data:` to an opened data set.
struct DataOpening {
    let values: ValueReader

    /// The data set of this name. `nil` when there is none or it cannot be opened, which has been reported.
    func data(_ name: Located<String>) -> OpenData? {
        let namespace = values.library.namespace
        guard let definition = namespace.data[name.value] else {
            return values.sink.fail(
                .unknownData(name: name.value, known: namespace.dataNames), at: name.span)
        }
        guard let path = definition.value.source.path, let form = form(definition.value) else { return nil }
        do {
            let set = try values.library.data(named: name.value) { try open(definition, form) }
            return OpenData(name: definition.name, node: definition.value, set: set)
        } catch {
            let cause = message(error)
            return values.sink.fail(.data(cause: cause), at: path.span)
        }
    }

    private func form(_ node: DataNode) -> PointForm? {
        var form = PointForm()
        if let scale = node.scale {
            guard let factor = values.number(scale) else { return nil }
            form.scale = factor
        }
        form.shape = node.shape?.value.map(\.value)
        if let layout = node.layout { form.layout = layout.value == .chw ? .channelsFirst : .channelsLast }
        return form
    }

    private func open(_ definition: Definition<DataNode>, _ form: PointForm) throws -> DataSet {
        let name = definition.name.value
        func path(_ text: Located<String>) -> String { text.span.resolve(text.value) }
        switch definition.value.source {
        case .arrays(let images, let labels):
            return try .arrays(name: name, images: path(images), labels: labels.map(path), form: form)
        case .npz(let file, let images, let labels):
            return try .npz(name: name, at: path(file), images: images.value, labels: labels?.value, form: form)
        case .cifar(let files): return try .cifar(name: name, at: files.map(path), form: form)
        case .png(let pattern, let labels):
            return try .png(name: name, matching: path(pattern), labels: labels.map(path), form: form)
        case .csv(let file, let header, let label, let features):
            let columns = CSVForm(
                hasHeader: header?.value, label: label.map { CSVColumn($0.value) },
                features: features.flatMap { CSVColumnRange($0.value) })
            return try .csv(name: name, at: path(file), columns, form: form)
        case .invalid: preconditionFailure("a data set that could not be read has no path")
        }
    }
}

extension DataNode.Source {
    /// The path that a message about the data points at.
    var path: Located<String>? {
        switch self {
        case .arrays(let path, _), .npz(let path, _, _), .png(let path, _), .csv(let path, _, _, _): path
        case .cifar(let paths): paths.first
        case .invalid: nil
        }
    }
}
