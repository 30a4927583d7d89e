package import Networks
package import Patterns
import Queries
package import Verification

/// What `nap ambiguity` says: a finding for each pair of patterns.
package struct AmbiguityReport: Encodable, Sendable {
    package struct Pair: Encodable, Sendable {
        let first: String
        let second: String
        /// `conflict`, `disjoint`, `shared` or `unknown`.
        let finding: String
        /// Neurons that the two want in different phases.
        let conflicts: [String]?
        /// An input that follows both.
        let input: [Double]?
        /// Neurons wanted active that are exactly 0 at that input: it follows in the closed reading only.
        let boundary: [String]?
        let reason: String?
        let seconds: Double
    }

    let schema = 1
    let network: MiningReport.Model
    let pairs: [Pair]
    private let files: [String]
    /// Findings by pair of indices, for the matrix.
    private let marks: [[String]]

    private enum CodingKeys: CodingKey {
        case schema, network, pairs
    }

    package init(
        network: MiningReport.Model, _ documents: [(file: String, document: NAPDocument)],
        _ found: [AmbiguityMatrix.Pair], layers: [ReLULayer]
    ) {
        self.network = network
        files = documents.map(\.file)
        let empty = [String](repeating: "", count: documents.count)
        var marks = [[String]](repeating: empty, count: documents.count)
        var pairs: [Pair] = []
        for pair in found {
            let shown = Shown(pair.finding, layers)
            marks[pair.first][pair.second] = shown.word
            pairs.append(
                Pair(
                    first: documents[pair.first].file, second: documents[pair.second].file, finding: shown.word,
                    conflicts: shown.conflicts, input: shown.input, boundary: shown.boundary, reason: shown.reason,
                    seconds: NumberText.microseconds(pair.seconds)))
        }
        self.pairs = pairs
        self.marks = marks
    }

    /// Whether an input follows two patterns in the strict reading.
    package var hasSharedInput: Bool { pairs.contains { $0.finding == "shared" } }
    package var isDecided: Bool { !pairs.contains { $0.finding == "unknown" } }

    private struct Shown {
        var word: String
        var conflicts: [String]?
        var input: [Double]?
        var boundary: [String]?
        var reason: String?

        init(_ finding: AmbiguityMatrix.Finding, _ layers: [ReLULayer]) {
            switch finding {
            case .conflict(let neurons):
                word = "conflict"
                conflicts = neurons.map { layers.name(of: $0) }
            case .disjoint: word = "disjoint"
            case .shared(let witness):
                word = witness.boundaryNeurons.isEmpty ? "shared" : "boundary"
                input = witness.input
                boundary = witness.boundaryNeurons.map { layers.name(of: $0) }
            case .undecided(let reason):
                word = "unknown"
                self.reason = reason.code
            }
        }
    }

    // MARK: Text

    package var text: String { [legend, matrix, summary].joined(separator: "\n\n") }

    private var legend: String {
        files.enumerated().map { "\($0 + 1)  \($1)" }.joined(separator: "\n")
    }

    private var matrix: String {
        let cells = files.indices.dropLast().map { i in
            [String(i + 1)] + files.indices.dropFirst().map { marks[i][$0] }
        }
        return TextTable.text(titles: [""] + files.indices.dropFirst().map { String($0 + 1) }, rows: cells)
    }

    private var summary: String {
        let counts = [
            ("conflict", "in conflict (no input follows both in the strict reading)"),
            ("disjoint", "proved disjoint"), ("shared", "with an input that follows both"),
            ("boundary", "that meet where a pre-activation is 0, in the closed reading only"),
            ("unknown", "undecided"),
        ].compactMap { word, text in
            let count = pairs.filter { $0.finding == word }.count
            return count == 0 ? nil : "\(count) \(text)"
        }
        let seconds = pairs.reduce(0) { $0 + $1.seconds }
        return "\(NumberText.count(pairs.count, "pair")): \(counts.joined(separator: ", ")) "
            + "(\(NumberText.duration(seconds)))"
    }
}
