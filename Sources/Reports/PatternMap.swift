package import Networks
package import Patterns
import SpecReading

/// What `nap show` says: a pattern layer by layer, one character per neuron.
package struct PatternMap: Encodable, Sendable {
    struct Layer: Encodable, Sendable {
        let name: String
        let tensor: String
        let neurons: Int
        let active: Int
        let inactive: Int
        /// `A` active, `I` inactive, `-` any; `a` and `i` where the original decides and the pattern does not.
        let phases: String

        var dropped: Int { phases.filter { $0 == "a" || $0 == "i" }.count }
    }

    let schema = 1
    let file: String
    let `class`: Int?
    let size: Int
    let neurons: Int
    /// The size of the original, when there is one.
    let originalSize: Int?
    let layers: [Layer]
    private let remarks: [(title: String, text: String)]

    private enum CodingKeys: CodingKey {
        case schema, file, `class`, size, neurons, originalSize, layers
    }

    package init(file: String, _ document: NAPDocument, original: ActivationPattern?, layers: [ReLULayer]) {
        self.file = file
        `class` = document.target
        size = document.pattern.size
        neurons = layers.reduce(0) { $0 + $1.width }
        originalSize = original.map(\.size)
        self.layers = layers.enumerated().map { number, layer in
            let own = document.pattern.characters(of: layer)
            let before = original?.characters(of: layer) ?? own
            let phases = String(zip(own, before).map { $0 == "-" && $1 != "-" ? Character($1.lowercased()) : $0 })
            return Layer(
                name: "relu[\(number)]", tensor: layer.activationName, neurons: layer.width,
                active: own.filter { $0 == "A" }.count, inactive: own.filter { $0 == "I" }.count, phases: phases)
        }
        remarks = [("mined", document.mined), ("minimized", document.minimized), ("coverage", document.coverage)]
            .compactMap { title, remarks in
                remarks.isEmpty
                    ? nil : (title, remarks.map { "\($0.name) \($0.text)" }.joined(separator: ", "))
            }
    }

    /// Neurons of one line.
    private static let width = 64

    package var text: String {
        let was = originalSize.map { ", \($0) in the original" } ?? ""
        var lines = [
            "file       \(file)", "class      \(`class`.map(String.init) ?? "none")",
            "size       \(size) of \(NumberText.count(neurons, "neuron"))\(was)",
        ]
        lines += remarks.map { $0.title + String(repeating: " ", count: 11 - $0.title.count) + $0.text }
        return ([lines.joined(separator: "\n")] + layers.map(Self.text)).joined(separator: "\n\n")
    }

    private static func text(_ layer: Layer) -> String {
        let any = layer.neurons - layer.active - layer.inactive
        let dropped = layer.dropped == 0 ? "" : ", \(layer.dropped) of them in the original"
        let head =
            "\(layer.name), \(layer.tensor): \(NumberText.count(layer.neurons, "neuron")), \(layer.active) active, "
            + "\(layer.inactive) inactive, \(any) any\(dropped)"
        let characters = Array(layer.phases)
        let places = String(layer.neurons).count
        let rows = stride(from: 0, to: characters.count, by: width).map { start in
            let number = String(start)
            return "  " + String(repeating: " ", count: places - number.count) + number + "  "
                + String(characters[start..<min(start + width, characters.count)])
        }
        return ([head] + rows).joined(separator: "\n")
    }
}
