/// What a node of a network computes on flat tensors.
///
/// The loader maps every supported ONNX operator to one of these: Gemm, MatMul and a fully connected layer are all
/// `affine`, Transpose is a `gather`, Reshape and Flatten are `reshape`. One file per operator holds its payload and its
/// evaluation.
package enum Operator: Hashable, Sendable {
    /// y = W x + b.
    case affine(Affine)
    /// y_i = x_i * c_i, or x_i / c_i.
    case scale(Scale)
    /// y_i = x_i + c_i.
    case offset(Offset)
    /// y = +-x_1 +-x_2 ... of tensors of one shape.
    case sum(Sum)
    /// y_i = x_(p(i)): permutations, and selections of elements.
    case gather(Gather)
    /// y_i = max(x_i, 0).
    case relu
    /// The same elements under another shape.
    case reshape
}
