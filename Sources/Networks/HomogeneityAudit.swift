/// Whether scaling the input scales the output.
package enum Homogeneity: Hashable, Sendable {
    /// f(a x) = a f(x) for every a >= 0.
    case biasFree
    /// The named nodes add non-zero constants.
    case biased(nodes: [String])
}

extension Network {
    /// Looks for constants that are added anywhere. A bias of zeros is no bias; a breakpoint away from 0 is one.
    package var homogeneity: Homogeneity {
        let biased = nodes.filter { $0.operator.addends.contains { $0 != 0 } }
        return biased.isEmpty ? .biasFree : .biased(nodes: biased.map(\.name))
    }
}
