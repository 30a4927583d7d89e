package import Contexts
package import Networks
package import Properties
package import SpecReading

/// From the layers of a pattern as written to decisions about the neurons of a network.
package struct PatternLayers {
    private let layers: [ReLULayer]
    private let isNetwork: Bool

    /// `layers` are those of the network, in order. When they are not, because there is no network, `relu[2]` is a name
    /// like any other.
    package init(_ layers: [ReLULayer], areOfNetwork isNetwork: Bool = true) {
        self.layers = layers
        self.isNetwork = isNetwork
    }

    private func layer(named name: String) -> ReLULayer? {
        isNetwork ? layers.named(name) : layers.first { $0.activationName == name }
    }

    /// The decisions, by neuron. `nil` when a layer or a neuron does not exist, a text has another length than its layer,
    /// or a neuron is to be both active and inactive; each such mistake is reported.
    package func decisions(
        _ written: [PatternNode.Layer], report: (SpecMeaningError.Fault, Span) -> Void
    ) -> [PhaseDecision]? {
        var decided: [Int: Phase] = [:]
        var isComplete = true
        for node in written {
            guard let layer = layer(named: node.name.value) else {
                report(.unknownLayer(name: node.name.value, known: layers.names), node.name.span)
                isComplete = false
                continue
            }
            guard let phases = phases(node, width: layer.width, report) else {
                isComplete = false
                continue
            }
            for phase in phases {
                let neuron = layer.firstNeuron + phase.neuron
                if let first = decided[neuron], first.isActive != phase.isActive {
                    report(
                        .patternConflict(
                            layer: node.name.value, neuron: phase.neuron,
                            first: first.span.text(from: phase.span)), phase.span)
                    isComplete = false
                } else {
                    decided[neuron] = phase
                }
            }
        }
        guard isComplete else { return nil }
        return decided.sorted { $0.key < $1.key }.map { PhaseDecision(neuron: $0.key, isActive: $0.value.isActive) }
    }

    private struct Phase {
        /// Within its layer.
        let neuron: Int
        let isActive: Bool
        let span: Span
    }

    private func phases(
        _ node: PatternNode.Layer, width: Int, _ report: (SpecMeaningError.Fault, Span) -> Void
    ) -> [Phase]? {
        switch node.phases {
        case .text(let text): return phases(text, of: node.name.value, width: width, report)
        case .indices(let active, let inactive):
            let marked = active.map { ($0, true) } + inactive.map { ($0, false) }
            var result: [Phase] = []
            var isComplete = true
            for (range, isActive) in marked {
                guard range.value.lowerBound >= 0, range.value.upperBound < width else {
                    let neuron = range.value.lowerBound < 0 ? range.value.lowerBound : range.value.upperBound
                    report(.neuronOutOfRange(layer: node.name.value, neuron: neuron, count: width), range.span)
                    isComplete = false
                    continue
                }
                result += range.value.map { Phase(neuron: $0, isActive: isActive, span: range.span) }
            }
            return isComplete ? result : nil
        }
    }

    /// One character per neuron: `A` active, `I` inactive, `-` any; the reader lets no other through.
    private func phases(
        _ text: Located<String>, of layer: String, width: Int, _ report: (SpecMeaningError.Fault, Span) -> Void
    ) -> [Phase]? {
        let characters = Array(text.value)
        guard characters.count == width else {
            report(.phaseCount(layer: layer, found: characters.count, count: width), text.span)
            return nil
        }
        var result: [Phase] = []
        for (neuron, character) in characters.enumerated() where character != "-" {
            let span = text.span.part(of: text.value, offset: neuron, length: 1)
            result.append(Phase(neuron: neuron, isActive: character == "A", span: span))
        }
        return result
    }
}

extension [ReLULayer] {
    /// `relu[0]`, `relu[1]` ...: what the layers are called in files.
    package var names: [String] { indices.map { "relu[\($0)]" } }

    /// The layer called `relu[2]`, or the one whose input or output tensor has this name.
    package func named(_ name: String) -> ReLULayer? {
        if name.hasPrefix("relu["), name.hasSuffix("]"), let number = Int(name.dropFirst(5).dropLast()) {
            return indices.contains(number) ? self[number] : nil
        }
        return first { $0.activationName == name } ?? first { $0.preActivationName == name }
    }
}
