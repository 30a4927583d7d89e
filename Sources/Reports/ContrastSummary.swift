package import Exact

/// What `cone contrast` found: how many points of a data set a network classifies rightly when they are multiplied by each
/// of some factors.
package struct ContrastSummary: Encodable, Sendable {
    package struct Row: Encodable, Sendable {
        let contrast: String
        /// Points with their own label as the strictly greatest output, for each network.
        let correct: [Int]
        let accuracy: [Double]
        /// The factor rounded, for the axis of a drawing.
        let factor: Double

        private enum CodingKeys: String, CodingKey { case contrast, correct, accuracy }
    }

    let schema = 1
    let networks: [String]
    let data: String
    let points: Int
    let rows: [Row]

    /// `correct` holds for each contrast the counts of the networks. Requires a data set that is not empty.
    package init(networks: [String], data: String, points: Int, contrasts: [Rational], correct: [[Int]]) {
        precondition(points > 0, "no points")
        self.networks = networks
        self.data = data
        self.points = points
        rows = zip(contrasts, correct).map { contrast, counts in
            Row(
                contrast: contrast.text(significant: 6, .nearest), correct: counts,
                accuracy: counts.map { Double($0) / Double(points) }, factor: contrast.double(.nearest))
        }
    }

    package var text: String {
        let cells = rows.map { row in
            [row.contrast] + row.correct.indices.map { Self.percent(row.correct[$0], of: points) }
        }
        let table = TextTable.text(
            titles: ["contrast"] + networks, rows: cells, rightAligned: Set(0...networks.count))
        return "\(table)\n\n\(NumberText.count(points, "point")) of \(data), exact arithmetic; a tie counts as wrong"
    }

    private static func percent(_ count: Int, of total: Int) -> String {
        "\(count) (\(NumberText.fixed(100 * Double(count) / Double(total), places: 2)) %)"
    }

    /// Accuracy over contrast, the contrast from full to none on a logarithmic axis.
    package var drawing: String {
        let names = networks.joined(separator: " and ")
        let lines = rows.map {
            "contrast \($0.contrast): \($0.accuracy.map { NumberText.fixed(100 * $0, places: 2) + " %" }.joined(separator: ", "))"
        }
        var chart = LineChart(
            title: "Accuracy against contrast: \(names)", description: lines.joined(separator: "; "),
            horizontal: "contrast", vertical: "accuracy in %", ticks: rows.map(\.contrast))
        for (index, name) in networks.enumerated() {
            chart.add(name, rows.map { 100 * $0.accuracy[index] })
        }
        return chart.document
    }
}
