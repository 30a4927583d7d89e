package import Exact

extension PhaseEvaluator {
    /// What the network does at single points, in exact arithmetic. Requires points of the network's size. Cost: an
    /// evaluation each, an exact one where floats cannot tell.
    package func rows(at points: [[Rational]]) -> [EvaluatedRow] {
        let values = BatchValues(graph: graph, capacity: 1)
        return points.map { point in
            values.evaluate([point.map { $0.double(.nearest) }], sums)
            var signs = FloatSigns(self, values, row: 0)
            if !signs.isComplete { signs.settle(self, at: point) }
            return EvaluatedRow(active: signs.active, decision: signs.decision, label: nil)
        }
    }

    /// The neurons that are active there.
    package func activeNeurons(at points: [[Rational]]) -> [NeuronSet] {
        rows(at: points).map(\.active)
    }
}
