import Contexts
import Networks
import Properties
import SpecReading

/// From `vnnlib:` to a property.
struct VNNLIBCheck {
    let values: ValueReader
    let network: DeclaredNetwork

    /// `nil` when the property cannot be had or does not fit the network, which has been reported.
    func read(_ node: CheckNode.VNNLIBNode) -> ReadProperty? {
        switch node {
        case .file(let template):
            guard let path = values.path(template) else { return nil }
            return read(at: template.span, path) { try VNNLIBReader.read(at: path) }
        case .text(let text):
            let file = text.span.file
            do {
                let property = try VNNLIBReader.read(Array(text.value.utf8), file: file)
                try checkCounts(property, file)
                return property
            } catch {
                let span = text.span.position(error.place?.position)
                return values.sink.fail(.property(path: nil, cause: error), at: span)
            }
        }
    }

    private func read(at span: Span, _ path: String, _ read: () throws -> ReadProperty) -> ReadProperty? {
        do {
            let property = try read()
            try checkCounts(property, path)
            return property
        } catch {
            let cause = message(error)
            return values.sink.fail(.property(path: path, cause: cause), at: span)
        }
    }

    private func checkCounts(_ read: ReadProperty, _ path: String) throws(PropertyError) {
        let property = read.property
        if !read.networks.isEmpty { return try checkNetworks(read, path) }
        if property.inputCount != network.inputCount {
            throw .inputCountMismatch(file: path, property: property.inputCount, network: network.inputCount)
        }
        if property.outputCount != network.outputCount {
            throw .outputCountMismatch(file: path, property: property.outputCount, network: network.outputCount)
        }
    }

    /// A check has one model, which all networks of its property must be.
    private func checkNetworks(_ read: ReadProperty, _ path: String) throws(PropertyError) {
        guard read.networks.indices.allSatisfy({ read.model(of: $0) == 0 }) else {
            throw .severalNetworks(file: path, names: read.networks.map(\.name))
        }
        // Hidden nodes are looked for when the check is about to run: the model is read for them.
        guard read.networks.allSatisfy(\.hidden.isEmpty) else { return }
        _ = try AssembledProperty(read, models: read.networks.map { _ in network.network })
    }
}

extension Span {
    /// The place in the file of a position in the text that starts here.
    fileprivate func position(_ position: SourcePosition?) -> Span {
        guard let position else { return self }
        return Span(
            file: file, line: line + position.line - 1, column: column + position.column - 1)
    }
}
