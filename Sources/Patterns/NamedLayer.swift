package import Contexts
import Foundation
package import Networks
package import SpecReading

/// A layer by name, where the network is not at hand.
package struct NamedLayer: Hashable, Sendable {
    package let name: String
    /// The numbers of its neurons.
    package let neurons: Range<Int>

    package static func of(_ layers: [ReLULayer]) -> [NamedLayer] {
        layers.enumerated().map { NamedLayer(name: "relu[\($0.offset)]", neurons: $0.element.neurons) }
    }

    /// The patterns of files over the layers that any of them names, as wide as the highest neuron named there. The files
    /// must call layers alike. Throws ``SpecMeaningError`` for texts of different lengths for one layer and for neurons
    /// that are wanted both active and inactive.
    package static func common(
        _ files: [NAPFile]
    ) throws(SpecMeaningError) -> (layers: [NamedLayer], patterns: [ActivationPattern]) {
        var widths: [(name: String, width: Int)] = []
        for layer in files.flatMap(\.layers) {
            let width = layer.phases.width
            if let known = widths.firstIndex(where: { $0.name == layer.name.value }) {
                widths[known].width = max(widths[known].width, width)
            } else {
                widths.append((layer.name.value, width))
            }
        }
        widths.sort { $0.name.compare($1.name, options: [.numeric]) == .orderedAscending }
        var first = 0
        let layers = widths.map { name, width in
            defer { first += width }
            return ReLULayer(
                preActivation: ValueID(0), activation: ValueID(0), preActivationName: name, activationName: name,
                width: width, firstNeuron: first)
        }
        let named = layers.map { NamedLayer(name: $0.activationName, neurons: $0.neurons) }
        var patterns: [ActivationPattern] = []
        for file in files {
            patterns.append(try NAPDocument.pattern(file, layers: layers, areOfNetwork: false))
        }
        return (named, patterns)
    }
}

extension PatternNode.Phases {
    /// One more than the highest neuron that is spoken about.
    fileprivate var width: Int {
        switch self {
        case .text(let text): text.value.count
        case .indices(let active, let inactive): ((active + inactive).map(\.value.upperBound).max() ?? -1) + 1
        }
    }
}
