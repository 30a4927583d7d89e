import Contexts
import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing
import Verification

/// What goes wrong with scaled inputs when nobody looks, each case by name and worked out by hand.
@Suite struct ConeTrapTests {
    private func claim(_ network: Network, _ region: Region, _ winner: Int = 0) -> Claim {
        Claim(region: region, unsafe: .loses(winner, of: network.outputCount))
    }

    private func box(_ lower: [Rational], _ upper: [Rational]) -> Region { .box(Box(lower: lower, upper: upper)) }

    /// (relu(x_0), relu(x_1)): class 0 where x_0 > x_1 and x_0 > 0.
    private var twoRays: Network {
        var sketch = NetworkSketch(inputs: 2)
        sketch.affine(sketch.relu(0), [[1, 0], [0, 1]], bias: nil)
        return sketch.network
    }

    /// The outputs at a x are a times those at x for a > 0 only: a negative factor turns the ray around.
    @Test("F(a x) = a F(x) holds for a > 0; it fails for a < 0, and F(0) = 0")
    func negativeFactorsAreNoScales() {
        let network = twoRays
        #expect(network.output(at: [2.0, 1]) == [2, 1])
        #expect(network.output(at: [-2.0, -1]) == [0, 0])
        #expect(network.output(at: [0.0, 0]) == [0, 0])
    }

    /// A cone leaves the origin out, where all classes of a bias-free network tie; a box with the origin does not.
    @Test("exclude x = 0: all labels tie there")
    func theOriginBelongsToNoCone() throws {
        let network = twoRays
        let cone = Region.cone(base: box([2, 0], [3, 1]), scale: .positive)
        #expect(try claim(network, cone).isViolated(on: network, .auto) == false)
        let triangle = Region.hull([[0, 0], [2, 0], [3, 1]])
        #expect(try claim(network, triangle).isViolated(on: network, .auto) == true)
    }

    /// Closed phases hold at 0 too: so a pattern over a box that contains 0 proves no class of a bias-free network, and over a
    /// slice away from 0 it does.
    @Test(
        "Subtlety 18: a strict pattern query with closed phases over a domain with 0 is violated at 0: slice it and lift"
    )
    func aPatternOverTheOriginProvesNothing() throws {
        let network = twoRays
        let pattern = Region.pattern([
            PhaseDecision(neuron: 0, isActive: true), PhaseDecision(neuron: 1, isActive: false),
        ])
        let around = Region.intersection([pattern, box([-1, -1], [1, 1])])
        #expect(try claim(network, around).isViolated(on: network, .auto) == true)
        let slice = Region.intersection([pattern, box([1, -1], [1, 1])])
        #expect(try claim(network, slice).isViolated(on: network, .auto) == false)
        let cone = Region.cone(base: slice, scale: .positive)
        #expect(try claim(network, cone).isViolated(on: network, .auto) == false)
    }

    /// x_0 + 1 against x_0: the class is never lost, but the lead is 0 at the limit of infinite scales. That limit is no
    /// input, so there is no witness. Exact arithmetic leaves it out and proves the claim; floats see the closed box.
    @Test("a violation only in the limit t = 0 is no witness")
    func theLimitOfInfiniteScalesIsNoWitness() throws {
        var sketch = NetworkSketch(inputs: 1)
        sketch.affine(sketch.relu(0), [[1], [1]], bias: [1, 0])
        let network = sketch.network
        let cone = Region.cone(base: box([1], [2]), scale: Scale(lower: 1, upper: nil))
        for engine in [EngineChoice.smt, .auto] {
            #expect(try claim(network, cone).isViolated(on: network, engine) == false)
        }
        for engine in [EngineChoice.bounds, .bab, .milp] {
            #expect(try claim(network, cone).isViolated(on: network, engine, seconds: 1) == nil)
        }
        let bounded = Region.cone(base: box([1], [2]), scale: Scale(lower: 1, upper: 1000))
        #expect(try claim(network, bounded).isViolated(on: network, .bab) == false)
    }

    /// A witness far out has a finite scale and is the exact input. relu(x_0) against 100: lost below, won from 100 on.
    @Test("a witness is a real input a x with a finite a")
    func witnessesHaveFiniteScales() throws {
        var sketch = NetworkSketch(inputs: 1)
        sketch.affine(sketch.relu(0), [[-1], [0]], bias: [100, 0])
        let network = sketch.network
        let cone = Region.cone(base: box([1], [1]), scale: Scale(lower: Rational(1) / 4, upper: nil))
        let query = try #require(try Query.lowered(network: network, claim: claim(network, cone)).queries.first)
        guard case .violated(let witness) = query.verdict(.auto) else {
            Issue.record("no witness")
            return
        }
        #expect(witness.exactInput[0] >= 100)
        // A float of the cone itself: nothing was rounded for the replay.
        #expect(witness.grade == .strict && witness.replay == .confirmed)
        #expect(witness.exactInput == witness.input.map { Rational(weight: $0) })
        let output = network.output(at: witness.exactInput)
        #expect(output[0] <= output[1])
    }

    /// A bias that a cone cannot see through: every positive scale is refused, a least scale is not.
    @Test("any bias breaks homogeneity: no unbounded dark end")
    func biasesAskForALeastScale() throws {
        var sketch = NetworkSketch(inputs: 1)
        sketch.affine(0, [[1], [0]], bias: [0, 1])
        let network = sketch.network
        #expect(throws: ClaimError.biasedNetwork(nodes: ["n1"], largest: 1)) {
            try Query.lowered(network: network, claim: claim(network, .cone(base: box([2], [3]), scale: .positive)))
        }
        let bright = Region.cone(base: box([2], [3]), scale: Scale(lower: 1, upper: nil))
        #expect(try claim(network, bright).isViolated(on: network, .auto) == false)
        let dark = Region.cone(base: box([2], [3]), scale: Scale(lower: Rational(1) / 4, upper: nil))
        #expect(try claim(network, dark).isViolated(on: network, .auto) == true)
    }

    /// Softmax is no degree-1 function: probabilities move with the contrast although the class stays.
    @Test("softmax probabilities change with a, the argmax does not")
    func softmaxDependsOnTheScale() {
        let bright = twoRays.output(at: [4.0, 1])
        let dim = twoRays.output(at: [1.0, 0.25])
        #expect(bright[0] - bright[1] == 3 && dim[0] - dim[1] == 0.75)
    }

    /// With one phase pattern any sum with positive weights keeps the class; |x_0| decides, so between (1, 0) and (-1, 0),
    /// of two patterns, the class is lost at the middle.
    @Test("same full pattern and label: every positive combination; different patterns: the segment decides")
    func onlyOnePatternMakesAnInstantCertificate() throws {
        var sketch = NetworkSketch(inputs: 2)
        let sizes = sketch.relu(sketch.affine(0, [[1, 0], [-1, 0], [0, 1]], bias: nil))
        sketch.affine(sizes, [[1, 1, 0], [0, 0, 1]], bias: nil)
        let network = sketch.network
        let points: [[Rational]] = [[1, 0], [3, 1], [-1, 0]]
        let groups = PatternHulls(network, for: points.joined()).groups(points, labels: nil)
        #expect(groups.map(\.points) == [[0], [1], [2]])
        let same = PatternHulls(network, for: [1, 2, 3]).groups([[3, 1], [2, 1]], labels: [0, 0])
        #expect(same == [ClassHull(class: 0, points: [0, 1], patterns: 1)])
        let cone = Region.cone(base: .hull([[3, 1], [2, 1]]), scale: .positive)
        #expect(try claim(network, cone).isViolated(on: network, .auto) == false)
        let across = Region.hull([points[0], points[2]])
        #expect(try claim(network, across).isViolated(on: network, .auto) == true)
    }

    /// The inputs where some neurons have given phases are a cone, but not a convex one: (1, 2) and (2, 1) share the phase of
    /// the last neuron, their mean does not.
    @Test("a partial pattern region is a cone but not convex")
    func partialPatternsAreConesAndNotConvex() {
        var sketch = NetworkSketch(inputs: 2)
        let first = sketch.relu(sketch.affine(0, [[1, -1], [-1, 1]], bias: nil))
        sketch.affine(sketch.relu(sketch.affine(first, [[1, 1]], bias: nil)), [[1]], bias: nil)
        let network = sketch.network
        for scale in [0.125, 1, 16] {
            #expect(
                network.output(at: [1 * scale, 2 * scale])[0] > 0 && network.output(at: [2 * scale, 1 * scale])[0] > 0)
        }
        #expect(network.output(at: [1.5, 1.5]) == [0])
    }

    /// A hull across patterns is joined when the engines prove it, and left apart when they do not.
    @Test("hulls across patterns are verified, not assumed")
    func mergingHulls() throws {
        var sketch = NetworkSketch(inputs: 2)
        let sizes = sketch.relu(sketch.affine(0, [[1, 0], [-1, 0], [0, 1], [1, -2]], bias: nil))
        sketch.affine(sizes, [[1, 1, 0, 0], [0, 0, 0.25, 0]], bias: nil)
        let network = sketch.network
        // The last neuron is active at (3, 1) and not at (3, 2): two patterns, one class, and the class holds between.
        let points: [[Rational]] = [[3, 1], [3, 2], [-1, 0]]
        let groups = PatternHulls(network, for: points.joined()).groups(points, labels: nil)
        #expect(groups.count == 3)
        let merging = HullMerging(
            network, points: points, context: Context(), timePerHull: .seconds(20), candidates: 8)
        let findings = try merging.run(groups)
        #expect(findings.hulls.map { $0.points.sorted() } == [[0, 1], [2]])
        #expect(findings.proved == 1)
    }
}
