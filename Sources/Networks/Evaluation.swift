package import Exact

extension Network {
    /// The output at a flat input in float32: the replay of a witness. Sums are taken in index order, so the answer can
    /// differ from another runtime's in the last bits.
    package func output(at input: [Float]) -> [Float] { evaluate(input) }

    /// The output at a flat input in Double.
    package func output(at input: [Double]) -> [Double] { evaluate(input) }

    /// The exact output at an exact input. Cost: one big-integer multiplication per weight and point.
    package func output(at input: [Rational]) -> [Rational] { evaluate(input) }

    /// An enclosure of the exact output at an enclosure of an input.
    package func output(at input: [OutwardInterval]) -> [OutwardInterval] { evaluate(input) }

    /// The output at a float input as deployed: in the network's own element type, widened.
    package func replayedOutput(at input: [Double]) -> [Double] {
        switch elementType {
        case .float32: output(at: input.map { Float($0) }).map(Double.init)
        case .float64: output(at: input)
        }
    }

    /// All four evaluations are this code; private, so that whole-module optimisation specialises it for each.
    private func evaluate<S: Scalar>(_ point: [S]) -> [S] {
        precondition(point.count == inputCount, "\(point.count) inputs for a network of \(inputCount)")
        var tensors = [[S]?](repeating: nil, count: values.count)
        tensors[input.index] = point
        for node in nodes {
            let operands = node.inputs.map { tensors[$0.index] ?? [] }
            tensors[node.output.index] = node.operator.evaluate(operands)
        }
        return tensors[output.index] ?? []
    }
}

extension Operator {
    fileprivate func evaluate<S: Scalar>(_ operands: [[S]]) -> [S] {
        let x = operands[0]
        return switch self {
        case .affine(let affine): affine.evaluate(x)
        case .scale(let scale): scale.evaluate(x)
        case .offset(let offset): offset.evaluate(x)
        case .sum(let sum): sum.evaluate(operands)
        case .gather(let gather): gather.evaluate(x)
        case .relu: x.map(\.rectified)
        case .reshape: x
        }
    }
}
