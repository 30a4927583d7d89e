package import Patterns

/// What `nap diff` says about two patterns.
package struct PatternDifference: Encodable, Sendable {
    struct Layer: Encodable, Sendable {
        let name: String
        let same: Int
        /// Neurons that only one of the two decides.
        let onlyFirst: [Int]
        let onlySecond: [Int]
        /// Neurons that one wants active and the other inactive.
        let conflicts: [Int]
    }

    let schema = 1
    let first: String
    let second: String
    let firstSize: Int
    let secondSize: Int
    /// How the first stands to the second.
    let order: PatternOrder
    let layers: [Layer]

    package var isEqual: Bool { order == .equal }

    /// Requires patterns over the same neurons.
    package init(
        _ first: (file: String, pattern: ActivationPattern), _ second: (file: String, pattern: ActivationPattern),
        layers: [NamedLayer]
    ) {
        let (a, b) = (first.pattern, second.pattern)
        self.first = first.file
        self.second = second.file
        (firstSize, secondSize) = (a.size, b.size)
        order = a.order(to: b)
        self.layers = layers.map { layer in
            func indices(_ isMeant: (NeuronPhase, NeuronPhase) -> Bool) -> [Int] {
                layer.neurons.filter { isMeant(a[$0], b[$0]) }.map { $0 - layer.neurons.lowerBound }
            }
            return Layer(
                name: layer.name, same: indices { $0 == $1 && $0 != .any }.count,
                onlyFirst: indices { $0 != .any && $1 == .any }, onlySecond: indices { $0 == .any && $1 != .any },
                conflicts: indices { $0 != .any && $1 != .any && $0 != $1 })
        }
    }

    package var text: String {
        let sentence: String
        switch order {
        case .equal: sentence = "the patterns are equal"
        case .coarser: sentence = "\(first) is coarser: what follows \(second) follows it"
        case .finer: sentence = "\(first) is finer: what follows it follows \(second)"
        case .incomparable:
            sentence =
                layers.allSatisfy(\.conflicts.isEmpty)
                ? "neither is coarser" : "neither is coarser; in the strict sense no input follows both"
        }
        let titles = ["layer", "same", "only first", "only second", "conflicts", "conflicting neurons"]
        let rows = layers.map { layer in
            [
                layer.name, String(layer.same), String(layer.onlyFirst.count), String(layer.onlySecond.count),
                String(layer.conflicts.count), Self.list(layer.conflicts),
            ]
        }
        return """
            first   \(first), size \(firstSize)
            second  \(second), size \(secondSize)
            \(sentence)

            \(TextTable.text(titles: titles, rows: rows, rightAligned: [1, 2, 3, 4]))
            """
    }

    /// At most a dozen numbers.
    private static func list(_ numbers: [Int]) -> String {
        let shown = numbers.prefix(12).map(String.init).joined(separator: " ")
        return numbers.count > 12 ? "\(shown) ..." : shown
    }
}
