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
        var decided: [Int: (isActive: Bool, span: Span)] = [:]
        var isComplete = true
        for node in layers {
            guard let layer = network.layer(named: node.name.value) else {
                sink.report(
                    .unknownLayer(name: node.name.value, known: network.layerNames), at: node.name.span)
                isComplete = false
                continue
            }
            guard let phases = phases(node, width: layer.width) else {
                isComplete = false
                continue
            }
            for phase in phases {
                let neuron = layer.firstNeuron + phase.neuron
                if let first = decided[neuron], first.isActive != phase.isActive {
                    sink.report(
                        .patternConflict(
                            layer: node.name.value, neuron: phase.neuron,
                            first: first.span.text(from: phase.span)), at: phase.span)
                    isComplete = false
                } else {
                    decided[neuron] = (phase.isActive, phase.span)
                }
            }
        }
        guard isComplete else { return nil }
        return decided.keys.sorted().map { PhaseDecision(neuron: $0, isActive: decided[$0]?.isActive ?? false) }
    }

    private struct Phase {
        let neuron: Int
        let isActive: Bool
        let span: Span
    }

    private func phases(_ node: PatternNode.Layer, width: Int) -> [Phase]? {
        switch node.phases {
        case .text(let text): return phases(text, of: node.name.value, width: width)
        case .indices(let active, let inactive):
            let marked = active.map { ($0, true) } + inactive.map { ($0, false) }
            var result: [Phase] = []
            var isComplete = true
            for (range, isActive) in marked {
                guard range.value.lowerBound >= 0, range.value.upperBound < width else {
                    let neuron = range.value.lowerBound < 0 ? range.value.lowerBound : range.value.upperBound
                    sink.report(
                        .neuronOutOfRange(layer: node.name.value, neuron: neuron, count: width), at: range.span)
                    isComplete = false
                    continue
                }
                result += range.value.map { Phase(neuron: $0, isActive: isActive, span: range.span) }
            }
            return isComplete ? result : nil
        }
    }

    /// One character per neuron: `A` active, `I` inactive, `-` any; the reader lets no other through.
    private func phases(_ text: Located<String>, of layer: String, width: Int) -> [Phase]? {
        let characters = Array(text.value)
        guard characters.count == width else {
            return sink.fail(
                .phaseCount(layer: layer, found: characters.count, count: width), at: text.span)
        }
        var result: [Phase] = []
        for (neuron, character) in characters.enumerated() where character != "-" {
            let span = text.span.part(of: text.value, offset: neuron, length: 1)
            result.append(Phase(neuron: neuron, isActive: character == "A", span: span))
        }
        return result
    }
}

extension DeclaredNetwork {
    /// `relu[2]`, or the name of the tensor that goes in or comes out.
    func layer(named name: String) -> ReLULayer? {
        if name.hasPrefix("relu["), name.hasSuffix("]"), let number = Int(name.dropFirst(5).dropLast()) {
            return layer(number)
        }
        return layers.first { $0.activationName == name } ?? layers.first { $0.preActivationName == name }
    }
}
