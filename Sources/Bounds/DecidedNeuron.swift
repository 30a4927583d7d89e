package import Properties

/// A neuron that a pattern decides, at its place in the graph: on the region `sign` * pre-activation >= 0.
package struct DecidedNeuron: Sendable {
    /// The affine node that is the pre-activation, and the element of it.
    package let node: Int
    package let element: Int
    /// 1 for an active neuron, -1 for an inactive one.
    package let sign: Double
}

extension PreparedGraph {
    /// The neurons of a pattern, one entry per decision. Requires neurons of the graph.
    package func decided(_ pattern: [PhaseDecision]) -> [DecidedNeuron] {
        pattern.map {
            let place = preActivation(of: $0.neuron)
            return DecidedNeuron(node: place.node, element: place.element, sign: $0.isActive ? 1 : -1)
        }
    }
}
