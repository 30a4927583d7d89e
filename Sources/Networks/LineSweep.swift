package import Exact

/// An affine function of one parameter.
package struct LineFunction: Hashable, Sendable {
    package let constant: Rational
    package let slope: Rational

    package init(constant: Rational, slope: Rational) {
        self.constant = constant
        self.slope = slope
    }

    package func value(at s: Rational) -> Rational { slope.isZero ? constant : constant + slope * s }

    /// Where the function is 0; `nil` for a constant.
    package var root: Rational? { slope.isZero ? nil : -constant / slope }
}

/// A part of a line on which a network is affine, both ends included.
package struct LinePiece: Hashable, Sendable {
    package let lower: Rational
    /// `nil` when the piece goes on for ever.
    package let upper: Rational?
    package let outputs: [LineFunction]

    package init(lower: Rational, upper: Rational?, outputs: [LineFunction]) {
        self.lower = lower
        self.upper = upper
        self.outputs = outputs
    }
}

extension LinePiece {
    /// The same piece of the network with the opposite outputs: its greatest output is the least of this one.
    package var negated: LinePiece {
        LinePiece(
            lower: lower, upper: upper,
            outputs: outputs.map { LineFunction(constant: -$0.constant, slope: -$0.slope) })
    }
}

/// Walks along a line of inputs, from each breakpoint of a network to the next, in exact arithmetic.
///
/// On the line x(s) = base + s * direction every neuron is an affine function of s until some neuron changes its phase. The
/// least root above s among all neurons is the next breakpoint; there the phases are settled anew, layer by layer: a neuron
/// that is 0 at the breakpoint takes the phase that its slope asks for. No solver is needed, and nothing is rounded: floats
/// only find out which of the exact comparisons are worth making.
///
/// Requires  an ``IntegerGraph`` prepared for the base and the direction.
/// Cost      per piece, at most one evaluation of the network on long integers; nodes before the first change are kept.
/// Source    the breakpoint sweep on a segment of Sotoudeh and Thakur, "Computing Linear Restrictions of Neural Networks"
///           (NeurIPS 2019), here without rounding.
package struct LineSweep: Sendable {
    private let graph: IntegerGraph
    /// The values of input and affine nodes.
    private var values: [LongIntegers?]
    /// The phases of ReLU nodes, empty for others: whether an element is above 0 just right of where the sweep stands.
    private var phases: [[Bool]]

    package init(_ graph: IntegerGraph, from base: [Rational], along direction: [Rational]) {
        self.graph = graph
        values = [LongIntegers?](repeating: nil, count: graph.nodes.count)
        phases = [[Bool]](repeating: [], count: graph.nodes.count)
        values[0] = graph.inputs(base: base, direction: direction)
    }

    /// The pieces between two parameters, from left to right; `nil` is an end without a limit. Requires `lower < upper`.
    package mutating func pieces(from lower: Rational, to upper: Rational?) -> [LinePiece] {
        if let upper { precondition(lower < upper, "a line from \(lower) to \(upper)") }
        var pieces: [LinePiece] = []
        var start = lower
        while true {
            settle(rightOf: start)
            var end = nextBreakpoint()
            if let upper, end.map({ $0 >= upper }) ?? true { end = nil }
            pieces.append(LinePiece(lower: start, upper: end ?? upper, outputs: outputs))
            guard let end else { return pieces }
            start = end
        }
    }

    /// The exact outputs at a parameter.
    package mutating func outputs(at s: Rational) -> [Rational] {
        settle(rightOf: s)
        return outputs.map { $0.value(at: s) }
    }

    /// The phases of all neurons at the base, and the outputs there: a neuron counts as active when it is above 0.
    package mutating func phasesAtBase() -> (active: [Bool], outputs: [Rational]) {
        settle(rightOf: .zero)
        return (phases.flatMap { $0 }, outputs.map { $0.value(at: .zero) })
    }

    // MARK: Walking

    private func value(_ node: Int) -> LongIntegers {
        guard let value = values[node] else { preconditionFailure("node \(node) is read before it is made") }
        return value
    }

    /// Brings everything up to date just right of `s`.
    private mutating func settle(rightOf s: Rational) {
        let near = s.double(.nearest)
        var isChanged = [Bool](repeating: false, count: graph.nodes.count)
        for (index, node) in graph.nodes.enumerated() {
            switch node.kind {
            case .input: break
            case .affine(let products, let bias):
                guard values[index] == nil || products.contains(where: { isChanged[$0.source] }) else { continue }
                var sums = bias
                for product in products {
                    if case .relu(let source) = graph.nodes[product.source].kind {
                        product.matrix.addProduct(with: value(source), isUsed: phases[product.source], to: &sums)
                    } else {
                        product.matrix.addProduct(with: value(product.source), isUsed: nil, to: &sums)
                    }
                }
                values[index] = sums
                isChanged[index] = true
            case .relu(let source):
                let pairs = value(source)
                let active = (0..<node.width).map { pairs.isPositive($0, rightOf: s, near: near) }
                // Elements that stay inactive do not change what follows, whatever their function is.
                isChanged[index] = active != phases[index] || (isChanged[source] && active.contains(true))
                phases[index] = active
            }
        }
    }

    /// The least parameter right of where the sweep stands at which a neuron changes its phase.
    private func nextBreakpoint() -> Rational? {
        var best: (exact: Rational, near: Double)?
        for (index, node) in graph.nodes.enumerated() {
            guard case .relu(let source) = node.kind else { continue }
            let pairs = value(source)
            for i in 0..<node.width {
                let slope = pairs.approximation(i, .slope)
                // The value is on the side of 0 that the phase says, so there is a root ahead just when the slope leads back.
                guard phases[index][i] ? slope < 0 : slope > 0 else { continue }
                let near = -pairs.approximation(i, .constant) / slope
                // A slack above the error of `near`; where floats are at their end, the exact root decides.
                if let best, near.isFinite, near.magnitude > 1e-290, near > best.near + best.near.magnitude * 1e-12 {
                    continue
                }
                let exact = -pairs.exact(i, .constant) / pairs.exact(i, .slope)
                if best.map({ exact < $0.exact }) ?? true { best = (exact, exact.double(.nearest)) }
            }
        }
        return best?.exact
    }

    private var outputs: [LineFunction] {
        let node = graph.nodes[graph.output]
        let pairs = value(graph.output)
        let unit = Rational.power(ofTwo: node.form.exponent) / node.form.divisor
        return (0..<node.width).map {
            LineFunction(constant: pairs.exact($0, .constant) * unit, slope: pairs.exact($0, .slope) * unit)
        }
    }
}

extension LongIntegers {
    /// Whether constant + slope * s is above 0 just right of `s`; `near` is `s` rounded.
    fileprivate func isPositive(_ index: Int, rightOf s: Rational, near: Double) -> Bool {
        let (constant, rise) = (approximation(index, .constant), approximation(index, .slope) * near)
        let size = constant.magnitude + rise.magnitude
        let sum = constant + rise
        // The error of the sum is below 2^-48 of the size, as long as nothing leaves the range of floats.
        if size.isFinite && size > 1e-250 && (near == 0 || near.isNormal) && sum.magnitude > size * 0x1p-47 {
            return sum > 0
        }
        let slope = exact(index, .slope)
        let exactValue = exact(index, .constant) + slope * s
        return exactValue.isZero ? slope.signum > 0 : exactValue.signum > 0
    }
}
