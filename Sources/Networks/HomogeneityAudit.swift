/// Whether scaling the input scales the output.
package enum Homogeneity: Hashable, Sendable {
    /// f(a x) = a f(x) for every a >= 0.
    case biasFree
    /// The named nodes add non-zero constants.
    case biased(nodes: [String])
}

extension Network {
    /// Looks for constants that are added anywhere. A bias of zeros is no bias.
    package var homogeneity: Homogeneity {
        let biased = nodes.filter { node in
            switch node.operator {
            case .affine(let affine): affine.bias?.contains { $0 != 0 } ?? false
            case .offset(let offset): offset.addends.contains { $0 != 0 }
            case .scale, .sum, .gather, .relu, .reshape: false
            }
        }
        return biased.isEmpty ? .biasFree : .biased(nodes: biased.map(\.name))
    }
}
