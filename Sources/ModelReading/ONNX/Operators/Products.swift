import Contexts
import Kernels
import Networks

/// MatMul and Gemm with one constant factor, as affine maps of the flat tensor.
enum Products {
    /// A dense matrix written out for a product with leading dimensions may hold no more entries: 1 GB of Doubles.
    static let expansionLimit = 1 << 27

    /// NumPy's matmul: the last two dimensions are matrices, earlier ones are broadcast, vectors become a row on the left
    /// and a column on the right.
    static func matMul(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let product = try Product(node.realOperand(0), node.realOperand(1), node)
        let map = Operator.affineMap(try product.matrix(node), bias: nil)
        return .value(builder.append(map, to: [product.value], shape: product.sizes.output, for: node))
    }

    /// alpha * A' * B' + beta * C, where ' is an optional transposition.
    static func gemm(_ node: NodeLowering, _ builder: inout NetworkBuilder) throws(ModelError) -> Operand {
        let alpha = try factor("alpha", node)
        let transposesA = try node.integer("transA") ?? 0 != 0
        let transposesB = try node.integer("transB") ?? 0 != 0
        let a = try matrixOperand(0, transposed: transposesA, node, &builder)
        let b = try matrixOperand(1, transposed: transposesB, node, &builder)
        let isConstantTransposed = if case .constant = a { transposesA } else { transposesB }
        let product = try Product(a, b, node, isConstantStoredTransposed: isConstantTransposed)
        let addend = try GemmAddend(node, shape: product.sizes.output)
        let weights = try product.matrix(node)
        let shape = product.sizes.output
        guard let scaled = weights.times(alpha) else {
            let map = Operator.affineMap(weights, bias: nil)
            let y = builder.append(map, to: [product.value], shape: shape, for: node, step: "product")
            return .value(builder.append(alpha, times: y, plus: addend, for: node))
        }
        let isWhole = addend.fitsAffine
        let map = Operator.affineMap(scaled, bias: addend.bias)
        let y = builder.append(map, to: [product.value], shape: shape, for: node, step: isWhole ? nil : "product")
        return .value(isWhole ? y : builder.append(y, plus: addend, for: node))
    }

    /// A factor given as an attribute, 1 when it is left out.
    fileprivate static func factor(_ name: String, _ node: NodeLowering) throws(ModelError) -> Double {
        let value = try node.real(name) ?? 1
        guard value.isFinite else {
            throw node.unsupported("\(name) \(value)", supported: "a finite \(name)")
        }
        return Double(value)
    }

    /// The operand as a matrix, transposed if asked: a computed tensor by a node, a constant only in its shape, because
    /// ``Product`` may want it as it is stored.
    private static func matrixOperand(
        _ index: Int, transposed: Bool, _ node: NodeLowering, _ builder: inout NetworkBuilder
    ) throws(ModelError) -> RealOperand {
        let operand = try node.realOperand(index)
        guard operand.shape.rank == 2 else {
            throw node.invalid("input \(index) has shape \(operand.shape), not that of a matrix")
        }
        guard transposed else { return operand }
        let (rows, columns) = (operand.shape.dimensions[0], operand.shape.dimensions[1])
        let shape = TensorShape([columns, rows])
        switch operand {
        case .constant(let values, _):
            return .constant(values, shape)
        case .value(let x):
            let isFlat = x.shape.isFlatUnder([1, 0])
            let indices = isFlat ? [] : x.shape.indices(permuted: [1, 0])
            return .value(
                builder.append(
                    isFlat ? .reshape : .gather(Gather(indices: indices)), to: [x], shape: shape, for: node,
                    step: "transposed"))
        }
    }
}

/// What a Gemm adds to its product: beta * C.
private enum GemmAddend {
    case nothing
    /// beta * C, exactly, of the shape of the product.
    case constant([Double])
    /// beta and C.
    case value(Double, ComputedTensor)

    /// Reads beta and the third input of a Gemm whose product has the given shape.
    init(_ node: NodeLowering, shape: TensorShape) throws(ModelError) {
        let beta = try Products.factor("beta", node)
        guard beta != 0, node.optionalOperand(2) != nil else {
            self = .nothing
            return
        }
        let operand = try node.realOperand(2)
        guard operand.shape.broadcast(with: shape) == shape.dimensions else {
            throw node.invalid("C has shape \(operand.shape), the product \(shape)")
        }
        switch operand {
        case .constant(let values, let from):
            guard let products = values.times(beta) else {
                throw node.unsupported(
                    "beta \(beta) and a C whose products are not floats", supported: "beta 1 with float64 weights")
            }
            self = .constant(products.broadcast(from, to: shape))
        case .value(let c): self = .value(beta, c)
        }
    }

    var isNothing: Bool { if case .nothing = self { true } else { false } }
    /// Whether an affine node can hold all of it.
    var fitsAffine: Bool { if case .value = self { false } else { true } }
    var bias: [Double]? { if case .constant(let values) = self { values } else { nil } }
}

extension NetworkBuilder {
    /// alpha * y plus the addend, for an alpha whose products with the weights are not floats.
    fileprivate mutating func append(
        _ alpha: Double, times y: ComputedTensor, plus addend: GemmAddend, for node: NodeLowering
    ) -> ComputedTensor {
        let scale = Scale(factors: [Double](repeating: alpha, count: y.shape.count), divides: false)
        let isWhole = addend.isNothing
        let z = append(.scale(scale), to: [y], shape: y.shape, for: node, step: isWhole ? nil : "scaled")
        return append(z, plus: addend, for: node)
    }

    /// y plus the addend, as the last step of a Gemm.
    fileprivate mutating func append(
        _ y: ComputedTensor, plus addend: GemmAddend, for node: NodeLowering
    ) -> ComputedTensor {
        let shape = y.shape
        switch addend {
        case .nothing: return y
        case .constant(let addends):
            return append(.offset(Offset(addends: addends)), to: [y], shape: shape, for: node)
        case .value(let beta, let c):
            var term = stretch(c, to: shape, for: node, step: "stretched")
            if beta != 1 {
                let scale = Scale(factors: [Double](repeating: beta, count: shape.count), divides: false)
                term = append(.scale(scale), to: [term], shape: shape, for: node, step: "addend")
            }
            return append(.sum(Sum(subtracts: [false, false])), to: [y, term], shape: shape, for: node)
        }
    }
}

extension Matrix {
    /// All entries times a factor; `nil` when a product is not a float.
    fileprivate func times(_ factor: Double) -> Matrix? {
        values.times(factor).map { Matrix(rows: rows, columns: columns, values: $0) }
    }
}

extension [Double] {
    /// All elements times a factor; `nil` when a product is not a float. The products of float32 numbers always are.
    fileprivate func times(_ factor: Double) -> [Double]? {
        ExactFloats.products(self, factor)
    }
}
