import Kernels

extension Operator {
    /// How many numbers the operator stores. A scale by one number everywhere counts as one.
    package var parameterCount: Int {
        switch self {
        case .affine(let affine): affine.weights.values.count + (affine.bias?.count ?? 0)
        case .sparseAffine(let affine): affine.weights.rows * affine.weights.columns + (affine.bias?.count ?? 0)
        case .convolution(let layer): layer.convolution.kernel.values.count + (layer.bias?.count ?? 0)
        case .scale(let scale): Set(scale.factors).count == 1 ? 1 : scale.factors.count
        case .offset(let offset): offset.addends.count
        case .sparse, .sum, .gather, .concatenate, .relu, .activation, .extremum, .reshape: 0
        }
    }

    /// The constants that the operator adds: those that keep it from scaling with its input.
    package var addends: [Double] {
        switch self {
        case .affine(let affine): affine.bias ?? []
        case .sparseAffine(let affine): affine.bias ?? []
        case .convolution(let layer): layer.bias ?? []
        case .offset(let offset): offset.addends
        case .activation(let activation):
            activation.functions.flatMap { $0.isHomogeneous ? [] : $0.breakpoints + $0.lines.map(\.intercept) }
        case .sparse, .scale, .sum, .gather, .concatenate, .relu, .extremum, .reshape: []
        }
    }

    /// How many ReLUs the operator becomes in an ``AffineReLUGraph``, given how many elements it makes.
    func neuronCount(width: Int) -> Int {
        switch self {
        case .relu: width
        case .activation(let activation): width * activation.breakpointCount
        case .extremum(let extremum): extremum.windows.reduce(0) { $0 + $1.count - 1 }
        case .affine, .sparseAffine, .convolution, .sparse, .scale, .offset, .sum, .gather, .concatenate, .reshape: 0
        }
    }
}
