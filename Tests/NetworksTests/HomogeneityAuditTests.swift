import Kernels
import Networks
import TestSupport
import Testing

/// What each operator does to f(a x) = a f(x), kept and broken, and what follows for the network.
@Suite struct HomogeneityAuditTests {
    private typealias Audit = HomogeneityAudit

    private func audit(inputs: Int = 2, _ build: (inout NetworkSketch) -> Void) -> HomogeneityAudit {
        var sketch = NetworkSketch(inputs: inputs)
        build(&sketch)
        return HomogeneityAudit(sketch.network)
    }

    private func last(inputs: Int = 2, _ build: (inout NetworkSketch) -> Void) -> HomogeneityAudit.Effect? {
        audit(inputs: inputs, build).findings.last?.effect
    }

    private static let kernel = Convolution(
        inputChannels: 1, outputChannels: 2, groups: 1, vertical: WindowAxis(input: 1, output: 1, kernel: 1),
        horizontal: WindowAxis(input: 2, output: 2, kernel: 1),
        kernel: Matrix(rows: 2, columns: 1, values: [1, -1]))

    private static func leaky(_ slope: Double) -> PiecewiseLinear {
        PiecewiseLinear(
            breakpoints: [0], lines: [.init(slope: slope, intercept: 0), .init(slope: 1, intercept: 0)])
    }

    @Test func keptByEveryOperator() {
        #expect(last { $0.affine(0, [[1, 2]], bias: nil) } == .keeps(.linear(hasZeroBias: false)))
        #expect(last { $0.affine(0, [[1, 2]], bias: [0]) } == .keeps(.linear(hasZeroBias: true)))
        #expect(
            last { $0.convolution(0, ConvolutionLayer(Self.kernel, bias: nil)) } == .keeps(.linear(hasZeroBias: false)))
        #expect(
            last { $0.convolution(0, ConvolutionLayer(Self.kernel, bias: [0, 0])) }
                == .keeps(.linear(hasZeroBias: true)))
        #expect(
            last { $0.sparse(0, SparseMatrix(columns: 2, rows: [[(column: 1, value: 3)]])) }
                == .keeps(.linear(hasZeroBias: false)))
        #expect(last { $0.scale(0, [2, -3], divides: false) } == .keeps(.linear(hasZeroBias: false)))
        #expect(last { $0.scale(0, [2, -3], divides: true) } == .keeps(.linear(hasZeroBias: false)))
        #expect(last { $0.offset(0, [0, 0]) } == .keeps(.linear(hasZeroBias: true)))
        #expect(last { $0.sum([0, 0], subtracts: [false, true]) } == .keeps(.linear(hasZeroBias: false)))
        #expect(last { $0.gather(0, [1, 0, 0]) } == .keeps(.elementsOnly))
        #expect(last { $0.concatenate([0, 0], places: [[0, 1], [2, 3]]) } == .keeps(.elementsOnly))
        #expect(last { $0.relu(0) } == .keeps(.bendAtZero))
        #expect(last { $0.activation(0, Activation(Self.leaky(0.25), count: 2)) } == .keeps(.bendAtZero))
        #expect(last { $0.activation(0, Activation(Self.leaky(-1), count: 2)) } == .keeps(.bendAtZero))
        #expect(last { $0.extremum(0, Extremum(.greatest, of: [[0, 1]])) } == .keeps(.extremum))
        #expect(last { $0.extremum(0, Extremum(.least, of: [[0, 1]])) } == .keeps(.extremum))
    }

    @Test func brokenByABias() {
        #expect(
            last { $0.affine(0, [[1, 2], [0, 1]], bias: [0.25, -3]) }
                == .breaks(.constant(tensors: [], largest: -3, index: 1)))
        #expect(
            last { $0.convolution(0, ConvolutionLayer(Self.kernel, bias: [0, 0.5])) }
                == .breaks(.constant(tensors: [], largest: 0.5, index: 1)))
        // A standing normalisation (x - mean) / std, a BatchNormalization and a padding that is not 0 are offsets here.
        #expect(last { $0.offset(0, [-0.5, 0]) } == .breaks(.constant(tensors: [], largest: -0.5, index: 0)))
    }

    @Test func brokenByABendAwayFromZero() {
        let clip = PiecewiseLinear(
            breakpoints: [0, 6],
            lines: [.init(slope: 0, intercept: 0), .init(slope: 1, intercept: 0), .init(slope: 0, intercept: 6)])
        #expect(last { $0.activation(0, Activation(clip, count: 2)) } == .breaks(.bend(tensors: [], largest: 6)))
    }

    /// Adding a branch of degree 0 to one of degree 1 breaks what each of them keeps.
    @Test func degreesMustAgree() {
        let found = audit { sketch in
            let constant = sketch.affine(0, [[0, 0], [0, 0]], bias: [1, 2])
            let still = sketch.relu(constant)
            sketch.sum([still, 0])
        }
        #expect(found.findings.map(\.effect) == [.degreeZero, .degreeZero, .breaks(.branches)])
        #expect(!found.isScalarInvariant)
        let joined = audit { sketch in
            let constant = sketch.affine(0, [[0, 0]], bias: [1])
            sketch.concatenate([0, constant], places: [[0, 1], [2]])
        }
        #expect(joined.findings.last?.effect == .breaks(.branches))
    }

    @Test func outputs() {
        #expect(audit { $0.relu($0.affine(0, [[1, 1]], bias: nil)) }.output == .one)
        #expect(audit { $0.affine(0, [[0, 0]], bias: [1]) }.output == .zero)
        let biased = audit { $0.relu($0.affine(0, [[1, 1]], bias: [1])) }
        #expect(biased.output == nil)
        // The ReLU passes on what it gets: the bias before it is to blame.
        #expect(biased.breaks.map(\.node) == ["n1"])
    }

    /// A bias in a branch that nothing reads does no harm.
    @Test func onlyWhatReachesTheOutputCounts() {
        let found = audit { sketch in
            sketch.affine(0, [[1, 1]], bias: [1])
            sketch.affine(0, [[1, 1]], bias: nil)
        }
        #expect(found.isScalarInvariant)
    }

    /// The audit never says "invariant" of a network that is not: exact evaluation at three scales.
    @Test(arguments: 1...40) func agreesWithEvaluation(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let network =
            seed % 2 == 0 ? NetworkSketch.random(&random) : NetworkSketch.randomPictures(steps: 3, &random)
        guard HomogeneityAudit(network).output == .one else { return }
        let point = (0..<network.inputCount).map { _ in random.eighths(2) }
        let output = network.output(at: point)
        for scale in [0.25, 2, 8] {
            #expect(network.output(at: point.map { $0 * scale }) == output.map { $0 * scale })
        }
    }
}
