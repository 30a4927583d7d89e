import Contexts
import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing
import Verification

/// The mathematics of scaled inputs, fact by fact as the paper on networks without biases leads to expect it (Geng, Xu, Ye
/// and Si, 2022), and what goes wrong where a condition is forgotten. ``ConeTrapTests`` has the traps about cones as regions.
@Suite struct ScalingTrapTests {
    private func claim(_ network: Network, _ region: Region, _ winner: Int = 0) -> Claim {
        Claim(region: region, unsafe: .loses(winner, of: network.outputCount))
    }

    private func box(_ lower: [Rational], _ upper: [Rational]) -> Region { .box(Box(lower: lower, upper: upper)) }

    /// (relu(x_0 - x_1), relu(x_1 - x_0)): the greater entry wins.
    private var comparison: Network {
        var sketch = NetworkSketch(inputs: 2)
        let parts = sketch.relu(sketch.affine(0, [[1, -1], [-1, 1]], bias: nil))
        sketch.affine(parts, [[1, 0], [0, 1]], bias: nil)
        return sketch.network
    }

    /// (x, 1) after a shift by -1: a standardisation inside the graph. Class 0 from x = 2 on.
    private var shifted: Network {
        var sketch = NetworkSketch(inputs: 1)
        let standard = sketch.scale(sketch.offset(0, [-1]), [0.5], divides: true)
        sketch.affine(standard, [[0.5], [0]], bias: [0, 1])
        return sketch.network
    }

    @Test("one evaluation of x certifies the whole open ray a x")
    func aRayNeedsOneEvaluation() throws {
        let direction: [Rational] = [Rational(2) / 3, Rational(1) / 7]
        var sweep = LineSweep(
            IntegerGraph(AffineReLUGraph(comparison), for: direction), from: [0, 0], along: direction)
        let found = WinningScales.intervals(of: 0, in: sweep.pieces(from: 0, to: nil), excludesLower: true)
        #expect(found.count == 1 && found[0].upper == nil && found[0].lower.value == 0 && !found[0].lower.isClosed)
    }

    @Test("a label constant on a set is constant on its cone: the cone costs what the set costs")
    func theConeIsLiftedForNothing() throws {
        let base = box([2, 0], [3, 1])
        let cone = claim(comparison, .cone(base: base, scale: .positive))
        let (plain, lifted) = (
            try Query.lowered(network: comparison, claim: claim(comparison, base)).queries,
            try Query.lowered(network: comparison, claim: cone).queries
        )
        #expect(
            plain.map(\.cases) == lifted.map(\.cases)
                && plain.map(\.graph.nodes.count) == lifted.map(\.graph.nodes.count))
        #expect(try cone.isViolated(on: comparison, .auto) == false)
    }

    @Test("pixels stay in [0, 1] only for a up to 1 / max x: a clipped cone is another claim")
    func saturation() throws {
        // min(4 a, 1) against 2 a: the first pixel saturates at a = 1/4, the second overtakes it at a = 1/2.
        var sketch = NetworkSketch(inputs: 1)
        let rest = sketch.relu(sketch.affine(0, [[-4]], bias: [1]))
        let saturated = sketch.affine(rest, [[-1]], bias: [1])
        sketch.sum([sketch.affine(saturated, [[1], [0]], bias: nil), sketch.affine(0, [[0], [2]], bias: nil)])
        let network = sketch.network
        #expect(!HomogeneityAudit(network).isScalarInvariant)
        let (quarter, half) = (Rational(1) / 4, Rational(1) / 2)
        let cone = { (upper: Rational) in
            Region.cone(base: self.box([1], [1]), scale: Scale(lower: quarter / 2, upper: upper))
        }
        #expect(try claim(network, cone(Rational(7) / 16)).isViolated(on: network, .auto) == false)
        #expect(try claim(network, cone(half)).isViolated(on: network, .auto) == true)
        // The cone itself may leave [0, 1]; cut by the box of pictures it ends where the picture does.
        let cut = Region.intersection([cone(8), box([0], [Rational(7) / 16])])
        #expect(try claim(network, cut).isViolated(on: network, .auto) == false)
    }

    @Test("normalisation (x - mean) / std inside the graph breaks invariance")
    func standardisation() throws {
        let audit = HomogeneityAudit(shifted)
        #expect(!audit.isScalarInvariant && audit.breaks.first?.node == "n1")
        let scale = Scale(lower: Rational(1) / 4, upper: nil)
        // 4 wins, 4 / 4 does not; 16 / 4 does.
        #expect(try claim(shifted, .cone(base: box([4], [4]), scale: scale)).isViolated(on: shifted, .auto) == true)
        #expect(try claim(shifted, .cone(base: box([16], [16]), scale: scale)).isViolated(on: shifted, .auto) == false)
    }

    @Test("BatchNormalization is invariant only where beta - gamma mu / sigma = 0; folding it creates a bias")
    func batchNormalization() {
        // gamma / sigma = 2; mu = 3 needs beta = 6.
        func folded(_ beta: Double) -> HomogeneityAudit {
            var sketch = NetworkSketch(inputs: 1)
            sketch.affine(0, [[2]], bias: [beta - 2 * 3])
            return HomogeneityAudit(sketch.network)
        }
        #expect(folded(6).isScalarInvariant && !folded(5).isScalarInvariant)
        #expect(folded(5).findings.last?.effect == .breaks(.constant(tensors: [], largest: -1, index: 0)))
    }

    @Test("a branch of degree 0 added to one of degree 1 breaks the invariance that each has")
    func degreesDoNotAddUp() throws {
        var sketch = NetworkSketch(inputs: 1)
        let still = sketch.affine(0, [[0], [0]], bias: [0, 3])
        sketch.sum([still, sketch.affine(0, [[1], [0]], bias: nil)])
        let network = sketch.network
        #expect(HomogeneityAudit(network).findings.last?.effect == .breaks(.branches))
        #expect(network.output(at: [4.0]) == [4, 3] && network.output(at: [2.0]) == [2, 3])
    }

    @Test("float rounding: F(a x) = a F(x) bit by bit for powers of two only; the claim is about real arithmetic")
    func floatsAreNotHomogeneous() {
        var sketch = NetworkSketch(inputs: 2)
        sketch.affine(0, [[0.1, 0.7]], bias: nil)
        let network = sketch.network
        let (x, y): (Float, Float) = (0.3, 0.9)
        let output = network.output(at: [x, y])[0]
        #expect(network.output(at: [x * 8, y * 8])[0] == output * 8)
        let differing = (1...200).filter { k in
            let a = Float(k) / 7
            return network.output(at: [x * a, y * a])[0] != output * a
        }
        #expect(!differing.isEmpty)
        let exact: [Rational] = [Rational(3) / 10, Rational(9) / 10]
        for k in differing {
            let a = Rational(k) / 7
            #expect(network.output(at: exact.map { $0 * a }) == network.output(at: exact).map { $0 * a })
        }
    }

    @Test("the zero image: all logits 0, softmax 1/K, all labels tie; a network with biases has an opinion")
    func zeroImage() {
        #expect(comparison.output(at: [Rational](repeating: 0, count: 2)) == [0, 0])
        #expect(shifted.output(at: [Rational(0)]) == [-1, 1])
    }

    @Test("a biased network along a in [lo, 1] is a one-dimensional exact question")
    func biasedRays() {
        var sweep = LineSweep(IntegerGraph(AffineReLUGraph(shifted), for: [8]), from: [0], along: [8])
        let found = WinningScales.intervals(of: 0, in: sweep.pieces(from: Rational(1) / 100, to: 1))
        // (8 a - 1) / 0.5 / 2 > 1 where a > 1/4.
        #expect(found.map(\.lower) == [LineEnd(value: Rational(1) / 4, isClosed: false, rivals: [1])])
        #expect(found.map { $0.upper?.value } == [1])
    }
}
