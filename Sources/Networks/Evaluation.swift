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

    /// All evaluations are this code; private, so that whole-module optimisation specialises it for each number system.
    private func evaluate<S: Scalar>(_ point: [S]) -> [S] {
        tensors(point)[output.index] ?? []
    }

    /// The values of all tensors.
    private func tensors<S: Scalar>(_ point: [S]) -> [[S]?] {
        precondition(point.count == inputCount, "\(point.count) inputs for a network of \(inputCount)")
        var tensors = [[S]?](repeating: nil, count: values.count)
        tensors[input.index] = point
        for node in nodes {
            let operands = node.inputs.map { tensors[$0.index] ?? [] }
            tensors[node.output.index] = node.operator.evaluate(operands)
        }
        return tensors
    }
}

/// What one evaluation of a network has been asked for.
package struct Reading<S: Scalar>: Sendable {
    package let output: [S]
    /// The values of the tensor elements asked for, in their order.
    package let elements: [S]

    package init(output: [S], elements: [S]) {
        self.output = output
        self.elements = elements
    }
}

/// The evaluations above, with a look inside.
extension Network {
    package func reading(_ elements: [TensorElement], at input: [Float]) -> Reading<Float> { read(elements, input) }

    package func reading(_ elements: [TensorElement], at input: [Double]) -> Reading<Double> { read(elements, input) }

    package func reading(_ elements: [TensorElement], at input: [Rational]) -> Reading<Rational> {
        read(elements, input)
    }

    package func reading(_ elements: [TensorElement], at input: [OutwardInterval]) -> Reading<OutwardInterval> {
        read(elements, input)
    }

    private func read<S: Scalar>(_ elements: [TensorElement], _ point: [S]) -> Reading<S> {
        let tensors = tensors(point)
        return Reading(
            output: tensors[output.index] ?? [],
            elements: elements.map { element in
                guard let tensor = tensors[element.value.index] else {
                    preconditionFailure("tensor \(element.value.index) is never made")
                }
                return tensor[element.index]
            })
    }
}

extension Operator {
    fileprivate func evaluate<S: Scalar>(_ operands: [[S]]) -> [S] {
        let x = operands[0]
        return switch self {
        case .affine(let affine): affine.evaluate(x)
        case .sparseAffine(let affine): affine.evaluate(x)
        case .convolution(let layer): layer.evaluate(x)
        case .sparse(let matrix): matrix.evaluate(x)
        case .scale(let scale): scale.evaluate(x)
        case .offset(let offset): offset.evaluate(x)
        case .sum(let sum): sum.evaluate(operands)
        case .gather(let gather): gather.evaluate(x)
        case .concatenate(let concatenation): concatenation.evaluate(operands)
        case .relu: x.map(\.rectified)
        case .activation(let activation): activation.evaluate(x)
        case .extremum(let extremum): extremum.evaluate(x)
        case .reshape: x
        }
    }
}
