import Contexts
import Kernels
import Networks

/// The sizes of a NumPy matrix product.
struct ProductSizes {
    /// The broadcast leading dimensions, and those of the factors.
    let batch: TensorShape
    let leftBatch: TensorShape
    let rightBatch: TensorShape
    /// The product is rows x columns; `inner` is summed over.
    let rows: Int
    let inner: Int
    let columns: Int
    /// The shape of the product, without the dimensions that vectors only had for the time of the product.
    let output: TensorShape

    /// Throws when the shapes cannot be multiplied, or the product is too large.
    init(_ left: TensorShape, _ right: TensorShape, _ node: NodeLowering) throws(ModelError) {
        let misfit = node.invalid("shapes \(left) and \(right) cannot be multiplied")
        guard left.rank > 0, right.rank > 0 else { throw misfit }
        let a = left.rank == 1 ? [1] + left.dimensions : left.dimensions
        let b = right.rank == 1 ? right.dimensions + [1] : right.dimensions
        guard a[a.count - 1] == b[b.count - 2] else { throw misfit }
        leftBatch = TensorShape(Array(a.dropLast(2)))
        rightBatch = TensorShape(Array(b.dropLast(2)))
        rows = a[a.count - 2]
        inner = a[a.count - 1]
        columns = b[b.count - 1]
        guard let lead = leftBatch.broadcast(with: rightBatch) else { throw misfit }
        batch = try node.shape(lead)
        output = try node.shape(lead + (left.rank == 1 ? [] : [rows]) + (right.rank == 1 ? [] : [columns]))
    }
}

/// A matrix product of a computed tensor and a constant one.
struct Product {
    let sizes: ProductSizes
    let value: ComputedTensor
    private let constant: [Double]
    private let isConstantLeft: Bool
    /// Whether the elements of `constant` are those of its transpose: Gemm may ask for it, and weights that an exporter
    /// stores as outputs x inputs are then taken as they are.
    private let isStoredTransposed: Bool

    /// Throws when the shapes do not fit, or when not exactly one factor is constant. A constant that is stored
    /// transposed must be a matrix; its shape is the one after the transposition.
    init(
        _ left: RealOperand, _ right: RealOperand, _ node: NodeLowering, isConstantStoredTransposed: Bool = false
    ) throws(ModelError) {
        sizes = try ProductSizes(left.shape, right.shape, node)
        isStoredTransposed = isConstantStoredTransposed
        switch (left, right) {
        case (.value(let x), .constant(let weights, _)):
            (value, constant, isConstantLeft) = (x, weights, false)
        case (.constant(let weights, _), .value(let x)):
            (value, constant, isConstantLeft) = (x, weights, true)
        case (.value, .value):
            throw node.unsupported("two computed factors", supported: "one constant factor")
        case (.constant, .constant):
            throw node.unsupported("constant inputs only", supported: "one computed factor")
        }
    }

    /// The matrix that maps the flat computed tensor to the flat product. Leading dimensions make it block diagonal; it
    /// is written out densely, and refused beyond ``Products/expansionLimit``.
    func matrix(_ node: NodeLowering) throws(ModelError) -> Matrix {
        let (outputs, inputs) = (sizes.output.count, value.shape.count)
        let isOneBlock = outputs == (isConstantLeft ? sizes.rows : sizes.columns) && constant.count == outputs * inputs
        if isOneBlock {
            let isInPlace = isConstantLeft != isStoredTransposed
            let weights = isInPlace ? constant : transpose(constant, rows: inputs, columns: outputs)
            return Matrix(rows: outputs, columns: inputs, values: weights)
        }
        guard outputs <= Products.expansionLimit / inputs else {
            throw node.unsupported(
                "a product that maps \(inputs) elements to \(outputs)",
                supported: "at most \(Products.expansionLimit) entries in its dense matrix")
        }
        return expanded(outputs, inputs)
    }

    /// The elements of the constant in their own order.
    private var weights: [Double] {
        guard isStoredTransposed else { return constant }
        return isConstantLeft
            ? transpose(constant, rows: sizes.inner, columns: sizes.rows)
            : transpose(constant, rows: sizes.columns, columns: sizes.inner)
    }

    private func expanded(_ outputs: Int, _ inputs: Int) -> Matrix {
        let weights = weights
        var matrix = Matrix(rows: outputs, columns: inputs)
        let leftBlocks = sizes.leftBatch.indices(broadcastTo: sizes.batch)
        let rightBlocks = sizes.rightBatch.indices(broadcastTo: sizes.batch)
        for (block, (leftBlock, rightBlock)) in zip(leftBlocks, rightBlocks).enumerated() {
            for row in 0..<sizes.rows {
                for column in 0..<sizes.columns {
                    let output = (block * sizes.rows + row) * sizes.columns + column
                    for inner in 0..<sizes.inner {
                        let left = (leftBlock * sizes.rows + row) * sizes.inner + inner
                        let right = (rightBlock * sizes.inner + inner) * sizes.columns + column
                        let (entry, input) = isConstantLeft ? (left, right) : (right, left)
                        matrix.values[output * inputs + input] = weights[entry]
                    }
                }
            }
        }
        return matrix
    }
}
