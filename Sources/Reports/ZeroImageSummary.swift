import Exact
import Foundation
package import Networks

/// What `cone zero` says: the answer of a network to the input 0, where a bias-free network has no opinion.
package struct ZeroImageSummary: Encodable, Sendable {
    let schema = 1
    let name: String
    /// f(0): exact decimals where they end.
    let outputs: [String]
    /// Of the outputs, as probabilities.
    let softmax: [Double]
    /// Whether all outputs are equal, so that every probability is 1 over their number, exactly.
    let isUniform: Bool
    /// The greatest outputs; several tie.
    let best: [Int]

    /// Cost: one exact evaluation.
    package init(_ network: Network) {
        name = network.name
        let exact = network.output(at: [Rational](repeating: .zero, count: network.inputCount))
        let greatest = exact.max() ?? .zero
        outputs = exact.map(NumberText.decimal)
        best = exact.indices.filter { exact[$0] == greatest }
        isUniform = best.count == exact.count
        let powers = exact.map { exp(($0 - greatest).double(.nearest)) }
        let sum = powers.reduce(0, +)
        softmax = powers.map { $0 / sum }
    }

    package var text: String {
        let rows = outputs.indices.map {
            [
                String($0), outputs[$0].shortened,
                isUniform ? "1/\(outputs.count)" : NumberText.fixed(softmax[$0], places: 6),
            ]
        }
        let table = TextTable.text(titles: ["class", "f(0)", "softmax"], rows: rows, rightAligned: [0, 1, 2])
        let list = best.map(String.init).joined(separator: ", ")
        let verdict =
            isUniform
            ? "all classes tie at the input 0: the network has no opinion there"
            : (best.count == 1 ? "the input 0 is class \(list)" : "classes \(list) tie at the input 0")
        return "\(table)\n\n\(verdict)"
    }
}

extension String {
    /// A decimal for a table.
    fileprivate var shortened: String {
        Rational(decimal: self).map { $0.text(significant: 6, .nearest) } ?? self
    }
}
