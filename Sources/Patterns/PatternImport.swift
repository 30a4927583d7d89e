package import Contexts
import Files
import Foundation
package import Networks
import SpecReading

/// Reads patterns from the files of other programs: JSON, neurons counted over all ReLU layers in order.
///
/// The forms that published scripts write, for one class or in an object by class: the lists `activated` and
/// `deactivated`; the lists `stable_idx` and `val`, where 0 in `val` means inactive and 1, or the number of the class's rows,
/// active; a list per layer of 1, 0 and null or -1.
package struct PatternImport {
    private let file: String
    private let layers: [ReLULayer]
    /// The number of each neuron in the order in which other programs count.
    private let numbers: [Int]

    /// The patterns in a file by class; a pattern without a class has `nil`. Throws ``FileError`` and ``PatternError``.
    package static func patterns(
        at path: String, layers: [ReLULayer]
    ) throws -> [(label: Int?, pattern: ActivationPattern)] {
        try patterns(FileReading.text(at: path), file: path, layers: layers)
    }

    /// The same for a text; `file` is its name in messages.
    package static func patterns(
        _ text: [UInt8], file: String, layers: [ReLULayer]
    ) throws(PatternError) -> [(label: Int?, pattern: ActivationPattern)] {
        guard let content = try? JSONSerialization.jsonObject(with: Data(text)) else { throw .notJSON(file: file) }
        return try PatternImport(file: file, layers: layers).patterns(content)
    }

    /// Whether a text is JSON in one of these forms rather than a NAP file.
    package static func isForeign(_ text: [UInt8]) -> Bool {
        guard let content = try? JSONSerialization.jsonObject(with: Data(text)) as? [String: Any] else { return false }
        return content.keys.contains { ["activated", "deactivated", "stable_idx"].contains($0) || Int($0) != nil }
    }

    private init(file: String, layers: [ReLULayer]) {
        self.file = file
        self.layers = layers
        numbers = layers.flatMap(\.neurons)
    }

    private func patterns(_ content: Any) throws(PatternError) -> [(label: Int?, pattern: ActivationPattern)] {
        guard let object = content as? [String: Any] else { return [(nil, try pattern(content))] }
        if Self.isForeignPattern(object) { return [(nil, try pattern(object))] }
        var patterns: [(label: Int?, pattern: ActivationPattern)] = []
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            guard let label = Int(name), label >= 0 else { throw .notALabel(file: file, text: name) }
            patterns.append((label, try pattern(value)))
        }
        guard !patterns.isEmpty else { throw .unknownForm(file: file) }
        return patterns.sorted { ($0.label ?? 0) < ($1.label ?? 0) }
    }

    private static func isForeignPattern(_ object: [String: Any]) -> Bool {
        object["activated"] != nil || object["deactivated"] != nil || object["stable_idx"] != nil
    }

    private func pattern(_ content: Any) throws(PatternError) -> ActivationPattern {
        if let object = content as? [String: Any] {
            if let neurons = object["stable_idx"] as? [Any], let values = object["val"] as? [Any] {
                return try pattern(neurons: neurons, values: values)
            }
            if Self.isForeignPattern(object), object["stable_idx"] == nil {
                return try pattern(active: object["activated"], inactive: object["deactivated"])
            }
        }
        guard let matrix = content as? [[Any]] else { throw .unknownForm(file: file) }
        return try pattern(matrix)
    }

    private func pattern(active: Any?, inactive: Any?) throws(PatternError) -> ActivationPattern {
        var pattern = ActivationPattern(neuronCount: layers.neuronCount)
        for (list, phase) in [(active, NeuronPhase.active), (inactive, .inactive)] {
            guard let list else { continue }
            guard let entries = list as? [Any] else { throw .unknownForm(file: file) }
            for entry in entries { try set(try neuron(entry), to: phase, in: &pattern) }
        }
        return pattern
    }

    private func pattern(neurons: [Any], values: [Any]) throws(PatternError) -> ActivationPattern {
        guard neurons.count == values.count else {
            throw .unequalLists(file: file, neurons: neurons.count, counts: values.count)
        }
        let counts = values.map { ($0 as? NSNumber)?.doubleValue }
        // Of an unrelaxed pattern every active neuron was active in all rows; of a relaxed one nobody knows the limit.
        guard counts.allSatisfy({ $0 != nil }), Set(counts.compactMap(\.self).filter { $0 != 0 }).count <= 1 else {
            throw .relaxedCounts(file: file)
        }
        var pattern = ActivationPattern(neuronCount: layers.neuronCount)
        for (entry, count) in zip(neurons, counts) {
            try set(try neuron(entry), to: count == 0 ? .inactive : .active, in: &pattern)
        }
        return pattern
    }

    /// A list per layer.
    private func pattern(_ matrix: [[Any]]) throws(PatternError) -> ActivationPattern {
        guard matrix.count == layers.count else {
            throw .layerCount(file: file, found: matrix.count, count: layers.count)
        }
        var pattern = ActivationPattern(neuronCount: layers.neuronCount)
        for (number, (row, layer)) in zip(matrix, layers).enumerated() {
            guard row.count == layer.width else {
                throw .layerWidth(file: file, layer: number, found: row.count, count: layer.width)
            }
            for (index, entry) in row.enumerated() {
                pattern[layer.firstNeuron + index] = try phase(entry, layer: number, neuron: index)
            }
        }
        return pattern
    }

    private func phase(_ entry: Any, layer: Int, neuron: Int) throws(PatternError) -> NeuronPhase {
        if entry is NSNull { return .any }
        switch (entry as? NSNumber)?.doubleValue {
        case 1: return .active
        case 0: return .inactive
        case -1: return .any
        default: throw .notAPhase(file: file, layer: layer, neuron: neuron, text: "\(entry)")
        }
    }

    private func neuron(_ entry: Any) throws(PatternError) -> Int {
        guard let number = (entry as? NSNumber).flatMap({ Int(exactly: $0.doubleValue) }),
            numbers.indices.contains(number)
        else { throw .neuronOutOfRange(file: file, neuron: "\(entry)", count: numbers.count) }
        return number
    }

    private func set(
        _ number: Int, to phase: NeuronPhase, in pattern: inout ActivationPattern
    ) throws(PatternError) {
        let neuron = numbers[number]
        guard pattern[neuron] == .any || pattern[neuron] == phase else {
            throw .conflict(file: file, neuron: number)
        }
        pattern[neuron] = phase
    }
}
