import Exact
import Networks
import Properties
package import Queries

/// A counterexample for people: what it is worth, its picture or its values.
package struct CounterexampleText {
    private let counterexample: Counterexample

    package init(_ counterexample: Counterexample) {
        self.counterexample = counterexample
    }

    package init(_ witness: Witness, of query: Query) {
        self.init(Counterexample(witness, of: query))
    }

    private var witness: Witness { counterexample.witness }
    private var query: Query { counterexample.query }
    private var type: ElementType { query.network.elementType }

    /// Margin, scale and replay, a line each.
    package var summary: String {
        let place =
            switch witness.grade {
            case .strict: "inside every input bound"
            case .tolerant where query.embedding != nil: "the exact point rounded"
            case .tolerant: "outside an input bound by at most 1e-4"
            }
        let failure =
            switch witness.replay {
            case .confirmed: "the property fails"
            case .fragile: "the property fails by no more than rounding can explain"
            case .lost: "the property does not fail: only exact arithmetic shows it"
            }
        let rows = query.cases[witness.caseIndex].stated[witness.unsafeIndex].rows
        let met =
            rows.isEmpty ? "every output is unsafe here" : rows.map { $0.text(query.names) }.joined(separator: " and ")
        let scale = counterexample.scale.map {
            "\nscale     \($0.text(significant: 6, .nearest)) times a point of the base"
        }
        let margin = witness.margin.isFinite ? "\nmargin    \(NumberText.exact(witness.margin, type))" : ""
        return """
            unsafe    \(met)\(margin)\(scale ?? "")
            checked   in exact arithmetic; replayed in \(type.rawValue): \(place), \(failure)\(boundary)
            """
    }

    /// A line about neurons wanted active that are exactly 0, if there are any.
    private var boundary: String {
        let neurons = counterexample.boundary
        if neurons.isEmpty { return "" }
        let rest = neurons.count - 3
        let names = neurons.prefix(3).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        return "\nphases    \(names) exactly 0: followed in the closed reading of the pattern only"
    }

    /// The original, the counterexample, and what changed. `nil` when the input is not a square or has no original.
    package var pictures: String? {
        guard let original = counterexample.original else { return nil }
        let all = original + counterexample.input
        let range = (all.min() ?? 0)...(all.max() ?? 0)
        let differences = zip(counterexample.input, original).map { $0 - $1 }
        guard let before = Picture(shades: original, range: range),
            let after = Picture(shades: counterexample.input, range: range),
            let change = Picture(differences: differences)
        else { return nil }
        let largest = differences.reduce(0) { max($0, $1.magnitude) }
        return Picture.abreast([
            (counterexample.isOriginalGiven ? "original" : "middle of the box", before), ("counterexample", after),
            ("change, up to \(NumberText.fixed(largest, places: 4))", change),
        ])
    }

    /// The outputs at the original and at the counterexample as bars beside each other. `nil` when there is no original, or
    /// too many outputs to look at. `decision` names the outputs and marks the classes chosen.
    package func bars(decision: DecisionRule?) -> String? {
        guard let original = counterexample.original, witness.output.count <= PairedBars.most else { return nil }
        let before = query.network.replayedOutput(at: original)
        return PairedBars(
            titles: (counterexample.isOriginalGiven ? "original" : "middle", "counterexample"), before: before,
            after: witness.output, decision: decision, names: query.names
        ).text
    }

    /// The input as `X_0 = 0.5` in lines of a few; cut after 64 elements unless `isComplete`.
    package func inputs(isComplete: Bool) -> String { list(Variable.input, counterexample.input, isComplete) }

    /// The output in the same form.
    package func outputs(isComplete: Bool) -> String { list(Variable.output, witness.output, isComplete) }

    private func list(_ variable: (Int) -> Variable, _ values: [Double], _ isComplete: Bool) -> String {
        let names = query.names
        return ValueList.text(values.map { NumberText.exact($0, type) }, isComplete: isComplete) {
            names.name(of: variable($0))
        }
    }
}
