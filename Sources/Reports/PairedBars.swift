import Properties

/// Two outputs of a network beside each other: per output a value and a bar, from the smallest of all values to the largest.
struct PairedBars {
    /// More outputs than these are no picture any more.
    static let most = 32
    private static let width = 20

    let titles: (String, String)
    let before: [Double]
    let after: [Double]
    let decision: DecisionRule?
    var names = VariableNames.indexed

    /// A table with the chosen classes marked `<`.
    var text: String {
        let all = before + after
        guard let least = all.min(), let most = all.max(), least.isFinite, most.isFinite else { return "" }
        let span = max(most - least, .leastNonzeroMagnitude)
        func bar(_ value: Double) -> String {
            String(repeating: "=", count: Int(((value - least) / span * Double(Self.width)).rounded()))
        }
        let chosen = [before, after].map { decision?.chosenIndices($0) ?? [] }
        func cells(_ values: [Double], _ side: Int, _ j: Int) -> [String] {
            let mark = chosen[side].contains(j) ? " <" : ""
            return [NumberText.fixed(values[j], places: 3), bar(values[j]) + mark]
        }
        return TextTable.text(
            titles: ["output", titles.0, "", titles.1, ""],
            rows: before.indices.map { j in [name(j)] + cells(before, 0, j) + cells(after, 1, j) },
            rightAligned: [1, 3])
    }

    private func name(_ index: Int) -> String {
        guard let decision, decision.names.indices.contains(index) else { return names.name(of: .output(index)) }
        return decision.names[index]
    }
}
