import CPlainKernels

/// The same step as ``AccountedStep`` without the sums of magnitudes that make its bounds sound.
struct PlainStep {
    private let sample: LayerSample
    private let rows: AlignedMemory
    private let weights: AlignedMemory
    private let product: AlignedMemory
    private let relaxed: AlignedMemory
    private let lowerSlope: AlignedMemory
    private let upperSlope: AlignedMemory
    private let upperIntercept: AlignedMemory
    /// What the step adds to the constants of the rows, summed over all calls.
    let constant: AlignedMemory

    init(_ sample: LayerSample) {
        self.sample = sample
        rows = AlignedMemory(sample.coefficients)
        weights = AlignedMemory(sample.weights)
        product = AlignedMemory(zeros: sample.rows * sample.width)
        relaxed = AlignedMemory(zeros: sample.rows * sample.width)
        lowerSlope = AlignedMemory(sample.lowerSlope)
        upperSlope = AlignedMemory(sample.upperSlope)
        upperIntercept = AlignedMemory(sample.upperIntercept)
        constant = AlignedMemory(zeros: sample.rows)
    }

    /// The matrix product alone, by dgemm.
    func multiply() {
        plain_gemm(rows.pointer, sample.rows, sample.width, weights.pointer, product.pointer)
    }

    func run() {
        plain_backward_step(
            rows.pointer, sample.rows, sample.width, sample.owner, sample.bias, weights.pointer, lowerSlope.pointer,
            upperSlope.pointer, upperIntercept.pointer, product.pointer, relaxed.pointer, constant.pointer)
    }
}

/// Numbers aligned to cache lines, as those of a `Buffer` are.
final class AlignedMemory {
    let pointer: UnsafeMutablePointer<Double>

    init(_ values: [Double]) {
        pointer = UnsafeMutableRawPointer.allocate(byteCount: values.count * 8, alignment: 64)
            .bindMemory(to: Double.self, capacity: values.count)
        for (index, value) in values.enumerated() { (pointer + index).initialize(to: value) }
    }

    convenience init(zeros count: Int) {
        self.init([Double](repeating: 0, count: count))
    }

    deinit { UnsafeMutableRawPointer(pointer).deallocate() }
}
