import Kernels

/// One backward step over a layer as the search does it, with the rounding accounting.
struct AccountedStep {
    private let sample: LayerSample
    private let weights: Matrix
    private let rows: Block
    private let product: Block
    private let relaxed: Block
    private let weightScale: Block
    private let lowerSlope: Block
    private let upperSlope: Block
    private let upperIntercept: Block
    private let magnitude: Block
    private let scale: Buffer
    /// What the step adds to the constants of the rows, summed over all calls.
    let constant: Buffer

    init(_ sample: LayerSample) {
        func block(_ rows: Int, _ values: [Double]) -> Block {
            let buffer = Buffer(count: rows * sample.width)
            buffer.store(values, at: 0)
            return Block(buffer, rows: rows, width: sample.width)
        }
        self.sample = sample
        weights = Matrix(rows: sample.width, columns: sample.width, values: sample.weights)
        rows = block(sample.rows, sample.coefficients)
        product = block(sample.rows, [])
        relaxed = block(sample.rows, [])
        weightScale = block(sample.subproblems, sample.weightScale)
        lowerSlope = block(sample.subproblems, sample.lowerSlope)
        upperSlope = block(sample.subproblems, sample.upperSlope)
        upperIntercept = block(sample.subproblems, sample.upperIntercept)
        magnitude = block(sample.subproblems, sample.magnitude)
        constant = Buffer(count: sample.rows)
        scale = Buffer(count: sample.rows)
    }

    /// What `BatchedBounds` does with rows between two ReLU layers.
    func run() {
        BackwardKernels.addBias(
            rows: rows, owner: sample.owner, bias: sample.bias, weightScale: weightScale, constant: constant,
            scale: scale)
        MatrixProducts.multiply(rows, by: weights, into: product, accumulate: false)
        BackwardKernels.relax(
            rows: product, owner: sample.owner, lowerSlope: lowerSlope, upperSlope: upperSlope,
            upperIntercept: upperIntercept, magnitude: magnitude, constant: constant, scale: scale)
        relaxed.assign(product)
    }
}
