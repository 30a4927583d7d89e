import Exact
import Networks
import Properties
import Queries

/// The float life of a witness.
extension WitnessJudge {
    /// How the violation fares in float arithmetic, with the network's outputs and observed neurons there.
    ///
    /// Another runtime adds in another order: each slack must exceed a few times the difference between this replay and the
    /// exact values at the same point, and a few units in the last place of what was added. A decided phase is a row like
    /// the others, but for the margin. Region rows of a query with an embedding are about parameters, which the float point
    /// has none of; that it is the exact point rounded is what `isNear` says.
    func replay(
        _ candidate: Candidate, _ polyhedron: Polyhedron, _ places: [TensorElement]
    ) -> (output: [Double], Witness.Replay, margin: Double) {
        let (problem, input) = (query.cases[candidate.caseIndex], candidate.input)
        let float = values(floatReading(places, at: input))
        let enclosure = values(
            query.network.reading(places, at: input.map { OutwardInterval(lower: $0, upper: $0) }))
        // Where floats computed the exact output, no order of summation is likely to change it: ties count there.
        let areExact = zip(float.output, enclosure.output).allSatisfy(isExact)
        let lost = { (margin: Double) in (float.output, Witness.Replay.lost, margin) }
        var margin = Double.infinity
        var result = candidate.isNear ? Witness.Replay.confirmed : .lost
        for row in (query.embedding == nil ? problem.regionRows : []) + polyhedron.rows {
            guard let slack = row.floatSlack(input: input, output: float.output) else { return lost(-.infinity) }
            margin = min(margin, slack)
            if row.isStrict ? slack <= 0 : slack < 0 { return lost(slack) }
            if row.isOverInputs || areExact { continue }
            let allowance = row.terms.reduce(0.0) { sum, term in
                guard case .output(let j) = term.variable else { return sum }
                return sum + abs(term.coefficient.double(.nearest)) * doubt(float.output[j], enclosure.output[j])
            }
            if !(slack > allowance) && result == .confirmed { result = .fragile }
        }
        for (k, decision) in problem.decisions.enumerated() {
            let (z, exact) = (float.decided[k], enclosure.decided[k])
            guard decision.isActive ? z >= 0 : z <= 0 else { return lost(margin) }
            if !isExact(z, exact) && !(abs(z) > doubt(z, exact)) && result == .confirmed { result = .fragile }
        }
        return (float.output, result, margin)
    }

    /// What the network computes as deployed, widened.
    private func floatReading(_ places: [TensorElement], at input: [Double]) -> Reading<Double> {
        switch query.network.elementType {
        case .float32:
            let reading = query.network.reading(places, at: input.map { Float($0) })
            return Reading(output: reading.output.map(Double.init), elements: reading.elements.map(Double.init))
        case .float64: return query.network.reading(places, at: input)
        }
    }

    private var unit: Double { query.network.elementType == .float32 ? 0x1p-23 : 0x1p-52 }

    /// The difference between a float and the exact value, at most.
    private func drift(_ float: Double, _ exact: OutwardInterval) -> Double {
        max(abs(float - exact.lower), abs(float - exact.upper))
    }

    /// Whether the float is the exact value, as far as the enclosure tells.
    private func isExact(_ float: Double, _ exact: OutwardInterval) -> Bool {
        drift(float, exact) <= 1e-3 * unit * abs(float) + 1e-300
    }

    /// By how much another runtime may differ.
    private func doubt(_ float: Double, _ exact: OutwardInterval) -> Double {
        4 * drift(float, exact) + 4 * unit * abs(float)
    }
}

extension LinearRow {
    /// The slack at a float point, exactly; `nil` when a value is not finite.
    func exactSlack(input: [Double], output: [Double]) -> Rational? {
        var sum = bound
        for term in terms {
            guard let value = Rational(exactly: term.variable.value(input: input, output: output)) else { return nil }
            sum -= term.coefficient * value
        }
        return sum
    }

    /// Its value rounded down: rounding towards zero could hide the sign of a tiny slack, down keeps a negative one
    /// negative.
    fileprivate func floatSlack(input: [Double], output: [Double]) -> Double? {
        exactSlack(input: input, output: output)?.double(.down)
    }
}
