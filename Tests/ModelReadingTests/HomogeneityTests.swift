import Exact
import ModelReading
import Networks
import Testing

/// The audit of every model among the fixtures, which have every operator: what it says of a network is what exact
/// evaluation shows.
@Suite struct HomogeneityTests {
    private static let networks: [Network] = Fixtures.models.filter { $0.hasSuffix(".onnx") }
        .compactMap { try? ModelReading.network(at: Fixtures.path($0)) }

    private static func point(_ network: Network, _ seed: Int) -> [Rational] {
        (0..<network.inputCount).map { Rational(($0 * 7 + seed * 5) % 11 - 5) / 3 }
    }

    /// f(a x) is a f(x) for an output of degree 1, and f(x) for one of degree 0.
    @Test func auditAgreesWithEvaluation() {
        for network in Self.networks {
            guard let degree = HomogeneityAudit(network).output else { continue }
            for seed in 0..<2 {
                let point = Self.point(network, seed)
                let output = network.output(at: point)
                for scale in [Rational(1) / 3, 5] {
                    let factor = degree == .one ? scale : .one
                    #expect(
                        network.output(at: point.map { $0 * scale }) == output.map { $0 * factor }, "\(network.name)")
                }
            }
        }
    }

    /// Every operator that computes is seen kept, and each that can add or bend is seen broken too; the others have nothing
    /// that could break.
    @Test func everyOperatorIsKeptAndBroken() {
        var (kept, broken): (Set<String>, Set<String>) = ([], [])
        for finding in Self.networks.flatMap({ HomogeneityAudit($0).findings }) {
            switch finding.effect {
            case .keeps: kept.insert(finding.sourceOperator)
            case .breaks: broken.insert(finding.sourceOperator)
            case .degreeZero: break
            }
        }
        #expect(
            broken.sorted() == [
                "Add", "BatchNormalization", "Clip", "Concat", "Conv", "ConvTranspose", "Gemm", "HardSigmoid", "Max",
                "Min", "Pad", "Sub", "Sum",
            ])
        #expect(
            kept.intersection(ModelReading.supportedOperators).sorted() == [
                "Abs", "Add", "AveragePool", "BatchNormalization", "Cast", "Clip", "Concat", "Conv", "ConvTranspose",
                "Div",
                "Dropout", "Expand", "Flatten", "Gather", "Gemm", "GlobalAveragePool", "GlobalMaxPool", "HardSigmoid",
                "Identity", "LeakyRelu", "LogSoftmax", "MatMul", "Max", "MaxPool", "Min", "Mul", "Neg", "PRelu", "Pad",
                "ReduceMax", "ReduceMean", "ReduceMin", "ReduceSum", "Relu", "Reshape", "Slice", "Softmax", "Split",
                "Squeeze", "Sub", "Sum", "Transpose", "Unsqueeze",
            ])
    }
}
