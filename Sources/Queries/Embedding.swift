package import Exact
package import Properties

/// How network inputs follow from the inputs of a query's graph, its *parameters* u: for a region that is no box.
///
/// The input is x(u) = a * (constant + parts of u), with a = 1 outside cones. Inside a cone either the last parameter is
/// t = 1 / a (homogeneous coordinates), or a is a fixed number because nothing that is asked depends on the scale.
package struct Embedding: Hashable, Sendable {
    /// `nil` for the parameters themselves.
    let map: ParameterMap?
    /// The parameter t, when there is one.
    let inverseScale: Int?
    private let fixedScale: Rational
    /// The number of network inputs.
    package let inputCount: Int
    package let parameterCount: Int

    init(map: ParameterMap?, parameterCount: Int, inputCount: Int, hasInverseScale: Bool, fixedScale: Rational = .one) {
        self.map = map
        self.inputCount = inputCount
        self.parameterCount = parameterCount
        self.fixedScale = fixedScale
        inverseScale = hasInverseScale ? parameterCount - 1 : nil
    }

    /// The scale a at given parameters: the graph's outputs are those of the network at ``point(at:)`` divided by it.
    /// `nil` where t = 0: no scale is infinite.
    package func scale(at parameters: [Rational]) -> Rational? {
        guard let inverseScale else { return fixedScale }
        let t = parameters[inverseScale]
        return t.isZero ? nil : .one / t
    }

    /// Whether points are multiples of those of a cone's base, other than themselves.
    package var isScaled: Bool { inverseScale != nil || fixedScale != .one }

    /// Whether the parameters are the entries of a base point and, last, the inverse scale.
    package var isConeOverBox: Bool { map == nil && inverseScale != nil }

    /// The network input, exactly. `nil` where t = 0: such a point of the graph's box is a limit of inputs and not an
    /// input, so nothing that happens there refutes a claim.
    package func point(at parameters: [Rational]) -> [Rational]? {
        precondition(parameters.count == parameterCount, "\(parameters.count) values for \(parameterCount) parameters")
        guard let scale = scale(at: parameters) else { return nil }
        let base = map?.point(at: parameters) ?? Array(parameters.prefix(inputCount))
        return scale == .one ? base : base.map { $0 * scale }
    }

    /// Whether parameters, rounded, are a limit of inputs rather than an input: t is 0, but for what solvers leave.
    package func isLimit(_ parameters: [Double]) -> Bool {
        inverseScale.map { parameters[$0] < 1e-9 } ?? false
    }

    /// Parameters with t above 0 that come near those given, where t = 0: from coarse to fine. Requires a box of parameters
    /// with more than that limit.
    package func approach(_ parameters: [Rational], within box: Box) -> [[Rational]] {
        guard let inverseScale else { return [] }
        return [0x1p-4, 0x1p-10, 0x1p-20].map { share in
            var near = parameters
            near[inverseScale] = box.upper[inverseScale] * Rational(weight: share)
            return near
        }
    }

    /// All that the input depends on beside the parameters, as text: equal for equal embeddings, and for no others.
    package var lines: [String] {
        let scale = inverseScale.map { "inverse scale \($0)" } ?? "scale \(fixedScale.text)"
        return (map?.lines ?? []) + [scale]
    }

    /// The names of the parameters, for messages: `w_0` weights of a hull's points, `p_3` and `q_3` what a 1-norm ball
    /// adds to and takes from an input, `e_3` what inflation adds, `x_3` inputs themselves, `t` the inverse of a cone's
    /// scale. Those of different shapes may coincide.
    package var parameterNames: [String] {
        let bare = map?.names ?? (0..<inputCount).map { "x_\($0)" }
        // An intersection of shapes ties a second set of parameters to the first.
        let rest = parameterCount - bare.count - (inverseScale == nil ? 0 : 1)
        return bare + (0..<rest).map { "u_\($0)" } + (inverseScale == nil ? [] : ["t"])
    }
}
