import Contexts
import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing
import Verification

private let half = Rational(1) / 2
private let quarter = Rational(1) / 4
private let eighth = Rational(1) / 8

private func box(_ lower: [Rational], _ upper: [Rational]) -> Region { .box(Box(lower: lower, upper: upper)) }

/// output 0 >= bound, as what must not happen.
private func reaches(_ bound: Rational) -> Formula { .row(SampleQueries.atLeast(0, bound)) }

/// Claims with answers worked out by hand, through every complete engine. With s = x_0 + x_1 the network xor has the
/// pre-activations s and s - 1 and the output s for 0 <= s <= 1, 2 - s for s >= 1 and 0 below.
@Suite struct ClaimVerdictTests {
    static let complete = [EngineChoice.bab, .milp, .smt, .auto]

    /// s <= 1/2 on the triangle (0, 0), (1/2, 0), (0, 1/2).
    @Test(arguments: complete) func hull(engine: EngineChoice) throws {
        let region = Region.hull([[0, 0], [half, 0], [0, half]])
        #expect(try isViolated(SampleNetworks.xor, region, reaches(Rational(5) / 8), engine) == false)
        #expect(try isViolated(SampleNetworks.xor, region, reaches(Rational(3) / 8), engine) == true)
    }

    /// |x_0| + |x_1| <= 1/2 gives s <= 1/2; the box around the ball has s = 1.
    @Test(arguments: complete) func oneNormBall(engine: EngineChoice) throws {
        let region = Region.oneNormBall(center: [0, 0], radii: [half, half])
        #expect(try isViolated(SampleNetworks.xor, region, reaches(Rational(5) / 8), engine) == false)
        #expect(try isViolated(SampleNetworks.xor, region, reaches(Rational(3) / 8), engine) == true)
    }

    /// The segment from (0, 0) to (1/4, 1/4) and 1/8 more in every entry: s <= 3/4.
    @Test(arguments: complete) func inflatedHull(engine: EngineChoice) throws {
        let region = Region.inflated(base: .hull([[0, 0], [quarter, quarter]]), radius: eighth)
        #expect(try isViolated(SampleNetworks.xor, region, reaches(Rational(7) / 8), engine) == false)
        #expect(try isViolated(SampleNetworks.xor, region, reaches(Rational(5) / 8), engine) == true)
    }

    /// The ray through (1/4, 1/4) from scale 1 to 3/2: s in [1/2, 3/4]. The network has biases.
    @Test(arguments: complete) func boundedCone(engine: EngineChoice) throws {
        let scale = Scale(lower: 1, upper: Rational(3) / 2)
        let region = Region.cone(base: box([quarter, quarter], [quarter, quarter]), scale: scale)
        #expect(try isViolated(SampleNetworks.xor, region, reaches(Rational(7) / 8), engine) == false)
        #expect(try isViolated(SampleNetworks.xor, region, reaches(Rational(5) / 8), engine) == true)
        let low = Formula.row(SampleQueries.atMost(0, Rational(3) / 8))
        #expect(try isViolated(SampleNetworks.xor, region, low, engine) == false)
    }

    /// The same ray from scale 4 on: s >= 2, so 2 - s <= 0, and as small as one likes.
    @Test(arguments: complete) func coneWithoutEnd(engine: EngineChoice) throws {
        let region = Region.cone(
            base: .hull([[quarter, quarter], [half, 0]]), scale: Scale(lower: 4, upper: nil))
        #expect(try isViolated(SampleNetworks.xor, region, reaches(quarter), engine) == false)
        let low = Formula.row(SampleQueries.atMost(0, -100))
        #expect(try isViolated(SampleNetworks.xor, region, low, engine) == true)
    }

    /// x_0 - x_1 > 0 keeps class 0 of the bias-free network (relu(x_0), relu(x_1)) at every positive scale.
    @Test(arguments: complete) func positiveCone(engine: EngineChoice) throws {
        var sketch = NetworkSketch(inputs: 2)
        sketch.affine(sketch.relu(sketch.affine(0, [[1, 0], [0, 1]], bias: nil)), [[1, 0], [0, 1]], bias: nil)
        let other = Formula.row(SampleQueries.output([1, -1], atMost: 0))
        for base in [box([2, 0], [3, 1]), .hull([[2, 1], [3, 0], [3, 2]])] {
            let region = Region.cone(base: base, scale: .positive)
            #expect(try isViolated(sketch.network, region, other, engine) == false)
        }
        let region = Region.cone(base: box([2, 0], [3, 4]), scale: .positive)
        #expect(try isViolated(sketch.network, region, other, engine) == true)
    }

    /// A witness of a cone that leaves out scale 1 has a scale of the cone.
    @Test(arguments: complete) func witnessHasAScaleOfTheCone(engine: EngineChoice) throws {
        let region = Region.cone(base: box([1], [2]), scale: Scale(lower: 3, upper: 5))
        // |x| <= x: everywhere on the positive side.
        let unsafe = Formula.row(LinearRow(terms: [(.output(0), 1), (.input(0), -1)], bound: 0))
        let claim = Claim(region: region, unsafe: unsafe)
        let query = try Query.lowered(network: SampleNetworks.absolute, claim: claim).queries[0]
        guard case .violated(let witness) = query.verdict(engine) else {
            Issue.record("no witness")
            return
        }
        #expect(witness.exactInput[0] >= 3 && witness.exactInput[0] <= 10)
        #expect(witness.parameters?.count == 1)
    }

    /// The brightness of a picture, saturated at 1: the cone is cut by a box. s <= 1/2 on the base, x_1 <= 1/4 by the box.
    @Test(arguments: complete) func cutCone(engine: EngineChoice) throws {
        let cone = Region.cone(base: box([quarter, quarter], [quarter, quarter]), scale: Scale(lower: half, upper: 4))
        let region = Region.intersection([cone, box([0, 0], [quarter, quarter])])
        #expect(try isViolated(SampleNetworks.xor, region, reaches(Rational(5) / 8), engine) == false)
        #expect(try isViolated(SampleNetworks.xor, region, reaches(Rational(3) / 8), engine) == true)
        #expect(try isViolated(SampleNetworks.xor, cone, reaches(Rational(5) / 8), engine) == true)
    }

    /// The triangle (0, 0), (1, 0), (1, 1) under x_0 <= 1/4: s <= 1/2.
    @Test(arguments: complete) func hullMetWithHalfspaces(engine: EngineChoice) throws {
        let side = Region.halfspaces([SampleQueries.input([1, 0], atMost: quarter)])
        let region = Region.intersection([.hull([[0, 0], [1, 0], [1, 1]]), side])
        #expect(try isViolated(SampleNetworks.xor, region, reaches(Rational(5) / 8), engine) == false)
        #expect(try isViolated(SampleNetworks.xor, region, reaches(Rational(3) / 8), engine) == true)
    }

    /// The diagonal inside the 1-norm ball of radius 1/2: s <= 1/2. Only exact arithmetic finds points on two shapes at
    /// once.
    @Test(arguments: complete) func twoShapes(engine: EngineChoice) throws {
        let ball = Region.oneNormBall(center: [0, 0], radii: [half, half])
        let region = Region.intersection([.hull([[0, 0], [1, 1]]), ball])
        #expect(try isViolated(SampleNetworks.xor, region, reaches(Rational(5) / 8), engine) == false)
        let found = try isViolated(SampleNetworks.xor, region, reaches(Rational(3) / 8), engine)
        #expect(engine == .smt || engine == .auto ? found == true : found != false)
    }

    /// One part of the union refutes the claim for all of it.
    @Test(arguments: complete) func union(engine: EngineChoice) throws {
        let low = box([0, 0], [quarter, quarter])
        let segment = Region.hull([[0, 0], [quarter, half]])
        #expect(try isViolated(SampleNetworks.xor, .union([low, segment]), reaches(Rational(7) / 8), engine) == false)
        #expect(try isViolated(SampleNetworks.xor, .union([low, segment]), reaches(Rational(5) / 8), engine) == true)
    }

    /// The second pre-activation s - 1 on the unit square: at most 1, and never above 1/4 where the output is at least 3/4.
    @Test(arguments: complete) func observedNeurons(engine: EngineChoice) throws {
        let observed = [ObservedNeuron(neuron: 1, side: .preActivation)]
        let above = { (bound: Rational) in Formula.row(SampleQueries.atLeast(1, bound)) }
        let square = box([0, 0], [1, 1])
        #expect(
            try isViolated(SampleNetworks.xor, square, above(Rational(5) / 4), engine, observing: observed) == false)
        #expect(try isViolated(SampleNetworks.xor, square, above(half), engine, observing: observed) == true)
        let both = Formula.all([above(Rational(3) / 8), reaches(Rational(3) / 4)])
        #expect(try isViolated(SampleNetworks.xor, square, both, engine, observing: observed) == false)
        // At scales up to 2 the sum reaches 4: pre-activation 3.
        let cone = Region.cone(base: square, scale: Scale(lower: 1, upper: 2))
        #expect(try isViolated(SampleNetworks.xor, cone, above(Rational(13) / 4), engine, observing: observed) == false)
        #expect(try isViolated(SampleNetworks.xor, cone, above(Rational(11) / 4), engine, observing: observed) == true)
    }

    /// A region that is empty by its rows.
    @Test(arguments: complete) func emptiness(engine: EngineChoice) throws {
        let ball = Region.oneNormBall(center: [0, 0], radii: [half, half])
        let outside = Region.halfspaces([SampleQueries.input([-1, -1], atMost: Rational(-5) / 8)])
        let near = Region.halfspaces([SampleQueries.input([-1, -1], atMost: Rational(-3) / 8)])
        #expect(try isViolated(SampleNetworks.xor, .intersection([ball, outside]), .all([]), engine) == false)
        #expect(try isViolated(SampleNetworks.xor, .intersection([ball, near]), .all([]), engine) == true)
    }

    /// Neuron 1 has the pre-activation s - 1: active means s >= 1. Every claim here is false without the pattern.
    @Test(arguments: complete) func patterns(engine: EngineChoice) throws {
        let square = box([0, 0], [1, 1])
        let above = Region.pattern([PhaseDecision(neuron: 1, isActive: true)])
        let below = Region.pattern([PhaseDecision(neuron: 1, isActive: false)])
        let sum = { (least: Rational) in Formula.row(SampleQueries.input([-1, -1], atMost: -least)) }
        #expect(
            try isViolated(SampleNetworks.xor, .intersection([square, below]), sum(Rational(5) / 4), engine) == false)
        #expect(
            try isViolated(SampleNetworks.xor, .intersection([square, below]), sum(Rational(3) / 4), engine) == true)
        // On a hull: (w, w) with w >= 1/2.
        let diagonal = Region.intersection([.hull([[0, 0], [1, 1]]), above])
        let left = { (most: Rational) in Formula.row(SampleQueries.input([1, 0], atMost: most)) }
        #expect(try isViolated(SampleNetworks.xor, diagonal, left(Rational(3) / 8), engine) == false)
        #expect(try isViolated(SampleNetworks.xor, diagonal, left(Rational(5) / 8), engine) == true)
        // Beside a cone the phase is that of the scaled point: (a/4, a/4) with a >= 2.
        let ray = Region.cone(base: box([quarter, quarter], [quarter, quarter]), scale: Scale(lower: 1, upper: 8))
        #expect(
            try isViolated(SampleNetworks.xor, .intersection([ray, above]), left(Rational(3) / 8), engine) == false)
        #expect(
            try isViolated(SampleNetworks.xor, .intersection([ray, above]), left(Rational(5) / 8), engine) == true)
    }

    /// Inside the base of a cone, without biases: x_0 <= 0 for every multiple, so that relu(x_0) stays 0.
    @Test(arguments: complete) func patternInsideACone(engine: EngineChoice) throws {
        var sketch = NetworkSketch(inputs: 2)
        sketch.affine(sketch.relu(sketch.affine(0, [[1, 0], [0, 1]], bias: nil)), [[2, -1]], bias: nil)
        let base = box([-1, 1], [1, 2])
        let pattern = Region.pattern([PhaseDecision(neuron: 0, isActive: false)])
        #expect(
            try isViolated(
                sketch.network, .cone(base: .intersection([base, pattern]), scale: .positive), reaches(0), engine)
                == false)
        #expect(try isViolated(sketch.network, .cone(base: base, scale: .positive), reaches(0), engine) == true)
    }

    /// Both phases at once leave s = 1, where the output is 1.
    @Test(arguments: complete) func bothPhases(engine: EngineChoice) throws {
        let decisions = [true, false].map { PhaseDecision(neuron: 1, isActive: $0) }
        let region = Region.intersection([box([0, 0], [1, 1]), .pattern(decisions)])
        let low = Formula.row(SampleQueries.atMost(0, Rational(7) / 8))
        #expect(try isViolated(SampleNetworks.xor, region, low, engine) == false)
        let found = try isViolated(SampleNetworks.xor, region, reaches(1), engine)
        #expect(engine == .smt ? found == true : found != false)
    }

    /// The point that shows a region not to be empty is an input of the network, not a parameter.
    @Test func vacuityInInputs() throws {
        let cone = Region.cone(
            base: .hull([[quarter, quarter], [half, 0]]), scale: Scale(lower: 4, upper: nil))
        let answer = try Claim(region: cone, unsafe: reaches(quarter)).answer(on: SampleNetworks.xor, .auto)
        guard case .nonEmpty(let point)? = answer.vacuity else {
            Issue.record("no point: \(answer)")
            return
        }
        #expect(cone.containsInPlane(point.input, network: SampleNetworks.xor))
        let far = Region.halfspaces([SampleQueries.input([1, 1], atMost: 0)])
        let empty = Claim(region: .intersection([cone, far]), unsafe: reaches(quarter))
        #expect(try empty.answer(on: SampleNetworks.xor, .auto).vacuity == .vacuous)
        let nothing = Region.intersection([box([0, 0], [1, 1]), box([2, 2], [3, 3])])
        #expect(
            try Claim(region: nothing, unsafe: reaches(0)).answer(on: SampleNetworks.xor, .auto).vacuity == .vacuous)
    }

    private func isViolated(
        _ network: Network, _ region: Region, _ unsafe: Formula, _ engine: EngineChoice,
        observing observed: [ObservedNeuron] = []
    ) throws -> Bool? {
        try Claim(region: region, unsafe: unsafe, observed: observed).isViolated(on: network, engine)
    }
}
