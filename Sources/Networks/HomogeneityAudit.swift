import Kernels

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

/// What each node of a network does to f(a x) = a f(x), and what follows for the whole.
package struct HomogeneityAudit: Hashable, Sendable {
    /// How a tensor changes when the input is multiplied by some a > 0.
    package enum Degree: Int, Hashable, Sendable {
        /// Not at all.
        case zero = 0
        /// It is multiplied by a too.
        case one = 1
    }

    /// Why a node passes scaling on.
    package enum Reason: Hashable, Sendable {
        /// Sums of multiples; a bias, when there is one, is 0 everywhere.
        case linear(hasZeroBias: Bool)
        /// ReLU and its kin: two lines through 0 that meet there.
        case bendAtZero
        /// The greatest or least of some elements.
        case extremum
        /// The same elements, elsewhere or under another shape.
        case elementsOnly
    }

    /// What breaks it.
    package enum Break: Hashable, Sendable {
        /// A constant that is added: the tensors of the model that it comes from, its largest entry and where that is.
        case constant(tensors: [String], largest: Double, index: Int)
        /// A piecewise-linear function with a bend away from 0, or with a line that misses 0.
        case bend(tensors: [String], largest: Double)
        /// A branch that scales meets one that does not.
        case branches
    }

    package enum Effect: Hashable, Sendable {
        case keeps(Reason)
        /// The result does not change with the scale.
        case degreeZero
        case breaks(Break)
    }

    package struct Finding: Hashable, Sendable {
        package let node: String
        /// The operator as the model calls it.
        package let sourceOperator: String
        package let effect: Effect
    }

    /// In the order of the network.
    package let findings: [Finding]
    /// The degree of the output; `nil` when it has none.
    package let output: Degree?

    /// Whether a x has the class of x for every a > 0.
    package var isScalarInvariant: Bool { output != nil }

    /// The findings that break it.
    package var breaks: [Finding] {
        findings.filter { if case .breaks = $0.effect { true } else { false } }
    }

    /// Cost: one look at every constant.
    package init(_ network: Network) {
        // `nil` for tensors that have no degree: some node before them broke it.
        var degrees = [Degree?](repeating: nil, count: network.values.count)
        degrees[network.input.index] = .one
        var findings: [Finding] = []
        for node in network.nodes {
            let (effect, degree) = Self.audit(node, inputs: node.inputs.map { degrees[$0.index] })
            degrees[node.output.index] = degree
            findings.append(Finding(node: node.name, sourceOperator: node.sourceOperator, effect: effect))
        }
        self.findings = findings
        output = degrees[network.output.index]
    }

    private static func audit(_ node: Node, inputs: [Degree?]) -> (Effect, Degree?) {
        let first = inputs.first ?? nil
        // What does not change with the scale stays so, whatever is done to it.
        if inputs.allSatisfy({ $0 == .zero }) { return (.degreeZero, .zero) }
        if Set(inputs).count > 1 && !inputs.contains(nil) { return (.breaks(.branches), nil) }
        let addends = node.operator.addends
        let largest = addends.indices.max { addends[$0].magnitude < addends[$1].magnitude }
        if let largest, addends[largest] != 0 {
            if node.operator.ignoresInput { return (.degreeZero, .zero) }
            let value = addends[largest]
            if case .activation = node.operator {
                return (.breaks(.bend(tensors: node.constants, largest: value)), nil)
            }
            let tensors = node.operator.isOffset ? node.constants : Array(node.constants.suffix(1))
            return (.breaks(.constant(tensors: tensors, largest: value, index: largest)), nil)
        }
        return (.keeps(node.operator.reason), inputs.contains(nil) ? nil : first)
    }
}

extension Operator {
    fileprivate var isOffset: Bool { if case .offset = self { true } else { false } }

    /// Whether every weight is 0, so that only constants come out.
    fileprivate var ignoresInput: Bool {
        switch self {
        case .affine(let affine): affine.weights.values.allSatisfy { $0 == 0 }
        case .sparseAffine(let affine): affine.weights.values.allSatisfy { $0 == 0 }
        case .convolution(let layer): layer.convolution.kernel.values.allSatisfy { $0 == 0 }
        case .activation(let activation):
            activation.functions.allSatisfy { $0.lines.allSatisfy { $0.slope == 0 } }
        case .sparse, .scale, .offset, .sum, .gather, .concatenate, .relu, .extremum, .reshape: false
        }
    }

    fileprivate var reason: HomogeneityAudit.Reason {
        switch self {
        case .affine(let affine): .linear(hasZeroBias: affine.bias != nil)
        case .sparseAffine(let affine): .linear(hasZeroBias: affine.bias != nil)
        case .convolution(let layer): .linear(hasZeroBias: layer.bias != nil)
        case .offset: .linear(hasZeroBias: true)
        case .sparse, .scale, .sum: .linear(hasZeroBias: false)
        case .relu, .activation: .bendAtZero
        case .extremum: .extremum
        case .gather, .concatenate, .reshape: .elementsOnly
        }
    }
}
