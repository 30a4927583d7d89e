package import Exact
import Networks
import Properties
package import Queries

/// A counterexample as a report shows it: the witness, and the point in the network's own inputs.
package struct Counterexample: Sendable {
    package let witness: Witness
    package let query: Query
    /// The network's input: exact, and as it was replayed.
    package var exactInput: [Rational] { witness.exactInput }
    package var input: [Double] { witness.input }
    /// The factor a where the input is a * x with x in the base of a cone; `nil` elsewhere.
    package var scale: Rational? {
        guard let embedding = query.embedding, embedding.isScaled, let parameters = witness.parameters else {
            return nil
        }
        return embedding.scale(at: parameters)
    }
    /// The point that the counterexample is compared with, such as the centre of a ball; `nil` when there is none.
    package let original: [Double]?
    /// Whether `original` is a point that somebody named.
    let isOriginalGiven: Bool

    /// The neurons wanted active whose pre-activations are exactly 0, by layer and number: with any, the pattern is followed
    /// in the closed reading only.
    var boundary: [String] {
        let layers = query.network.reluLayers
        return witness.boundaryNeurons.map { layers.name(of: $0) }
    }

    /// Compared with `original`; without one with the middle of its box, when the region has a box.
    package init(_ witness: Witness, of query: Query, original: [Double]? = nil) {
        precondition(original.map { $0.count == witness.input.count } ?? true, "an original of another size")
        self.witness = witness
        self.query = query
        self.original = original ?? (query.embedding == nil ? Self.middle(query.cases[witness.caseIndex]) : nil)
        isOriginalGiven = original != nil
    }

    private static func middle(_ problem: Case) -> [Double] {
        zip(problem.lower, problem.upper).map { $0 / 2 + $1 / 2 }
    }

    /// The counterexample as files that are made for looking at it.
    package var files: CounterexampleFiles {
        let network = query.network
        let values = input + (original ?? [])
        let range = (values.min() ?? 0)...(values.max() ?? 0)
        // Images mostly hold numbers from 0 to 1; then black and white are these.
        let shown = range.lowerBound >= 0 && range.upperBound <= 1 ? 0...1 : range
        return CounterexampleFiles(
            input: input, original: original, shape: network[network.input].shape, type: network.elementType,
            range: shown)
    }
}
