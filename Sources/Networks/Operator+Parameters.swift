import Kernels

extension Operator {
    /// How many numbers the operator stores. A scale by one number everywhere counts as one.
    package var parameterCount: Int {
        switch self {
        case .affine(let affine): affine.weights.values.count + (affine.bias?.count ?? 0)
        case .scale(let scale): Set(scale.factors).count == 1 ? 1 : scale.factors.count
        case .offset(let offset): offset.addends.count
        case .sum, .gather, .relu, .reshape: 0
        }
    }
}
