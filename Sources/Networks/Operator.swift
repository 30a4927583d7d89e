package import Kernels

/// What a node of a network computes on flat tensors.
///
/// The loader maps every supported ONNX operator to one of these: Gemm, MatMul and a fully connected layer are all
/// `affine`, or `sparseAffine` where nearly all weights are 0, Transpose is a `gather`, Reshape and Flatten are `reshape`, ReduceSum and zero padding are `sparse`. One file
/// per operator holds its payload and its evaluation.
package enum Operator: Hashable, Sendable {
    /// y = W x + b.
    case affine(Affine)
    /// y = W x + b with few entries in each row.
    case sparseAffine(SparseAffine)
    /// y = K * x + b, or its transpose.
    case convolution(ConvolutionLayer)
    /// y = W x with few entries in each row.
    case sparse(SparseMatrix)
    /// y_i = x_i * c_i, or x_i / c_i.
    case scale(Scale)
    /// y_i = x_i + c_i.
    case offset(Offset)
    /// y = +-x_1 +-x_2 ... of tensors of one shape.
    case sum(Sum)
    /// y_i = x_(p(i)): permutations, and selections of elements.
    case gather(Gather)
    /// All elements of several tensors, each at its place.
    case concatenate(Concatenation)
    /// y_i = max(x_i, 0).
    case relu
    /// y_i = f(x_i) with a piecewise-linear f that is not just a ReLU.
    case activation(Activation)
    /// y_i = the greatest, or least, of some x_j.
    case extremum(Extremum)
    /// The same elements under another shape.
    case reshape
}
