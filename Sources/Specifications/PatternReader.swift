import Contexts
import Networks
import Properties
import SpecReading

/// From an activation pattern of a spec file or a NAP file to decisions about neurons.
struct PatternReader {
    let values: ValueReader
    let network: DeclaredNetwork

    private var sink: DiagnosticSink { values.sink }

    /// The decisions, by neuron. `nil` when the pattern cannot be had, which has been reported.
    func decisions(_ node: PatternNode, at span: Span) -> [PhaseDecision]? {
        switch node {
        case .invalid: return nil
        case .layers(let layers): return decisions(layers)
        case .named(let template):
            guard let name = values.text(template) else { return nil }
            let patterns = values.library.namespace.patterns
            if let definition = patterns[name] { return decisions(of: definition) }
            guard name.contains("/") || name.contains(".") else {
                return sink.fail(
                    .unknownPattern(name: name, known: patterns.keys.sorted()), at: template.span)
            }
            return file(at: template.span.resolve(name), span: template.span)
        }
    }

    /// A named pattern is written out or in a file; a name for a name could go round in circles.
    private func decisions(of definition: Definition<PatternNode>) -> [PhaseDecision]? {
        guard case .named(let path) = definition.value else {
            return decisions(definition.value, at: definition.name.span)
        }
        guard let text = values.text(path) else { return nil }
        return file(at: path.span.resolve(text), span: path.span)
    }

    private func file(at path: String, span: Span) -> [PhaseDecision]? {
        let pattern: NAPFile
        do {
            pattern = try values.library.pattern(at: path)
        } catch {
            let cause = message(error)
            return sink.fail(.unreadablePattern(path: path, cause: cause), at: span)
        }
        if let given = pattern.network {
            guard let found = values.digest(ofNetworkAt: network.path, span: span) else { return nil }
            guard found.hasPrefix(given.value.lowercased()) else {
                let shown = String(found.prefix(max(12, given.value.count)))
                return sink.fail(.wrongPattern(path: path, given: given.value, found: shown), at: span)
            }
        }
        return decisions(pattern.layers)
    }

    private func decisions(_ layers: [PatternNode.Layer]) -> [PhaseDecision]? {
        PatternLayers(network.layers).decisions(layers) { fault, span in sink.report(fault, at: span) }
    }
}
