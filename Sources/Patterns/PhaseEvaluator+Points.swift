package import Exact

extension PhaseEvaluator {
    /// The neurons that are active, in exact arithmetic, at single points. Requires points of the network's size. Cost: an
    /// evaluation each, an exact one where floats cannot tell.
    package func activeNeurons(at points: [[Rational]]) -> [NeuronSet] {
        let values = BatchValues(graph: graph, capacity: 1)
        return points.map { point in
            values.evaluate([point.map { $0.double(.nearest) }], sums)
            var signs = FloatSigns(self, values, row: 0)
            if !signs.isComplete { signs.settle(self, at: point) }
            return signs.active
        }
    }
}
