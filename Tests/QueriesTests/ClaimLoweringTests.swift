import Contexts
import Exact
import Kernels
import Networks
import Properties
import Queries
import TestSupport
import Testing

private let half = Rational(1) / 2

private func lowered(
    _ network: Network, _ region: Region, unsafe: Formula = .all([]), observed: [ObservedNeuron] = [],
    warnings: [ClaimWarning] = []
) throws -> [Query] {
    let claim = Claim(region: region, unsafe: unsafe, observed: observed)
    let result = try Query.lowered(network: network, claim: claim)
    #expect(result.warnings == warnings)
    return result.queries
}

private func only(_ queries: [Query]) throws -> (Query, Case) {
    #expect(queries.count == 1)
    let query = try #require(queries.first)
    #expect(query.cases.count == 1)
    return (query, try #require(query.cases.first))
}

private func box(_ lower: [Rational], _ upper: [Rational]) -> Region { .box(Box(lower: lower, upper: upper)) }

/// The dense weights of the affine nodes between parameters and network, the divisors and the constants.
private func front(_ query: Query, nodes: Int) -> (maps: [LinearMap], constants: [[Double]]) {
    var maps: [LinearMap] = []
    var constants: [[Double]] = []
    for node in query.graph.nodes.dropFirst().prefix(nodes) {
        guard case .affine(let terms, let bias) = node.kind else { continue }
        maps += terms.map(\.map)
        constants.append(bias)
    }
    return (maps, constants)
}

/// Every shape once, with its parameters worked out by hand.
@Suite struct ClaimLoweringTests {
    @Test func boxesHalfspacesAndPatternsArePlain() throws {
        let row = LinearRow(terms: [(.input(0), 1), (.input(1), -1)], bound: 0)
        let side = LinearRow(.input(0), times: 2, bound: 1)
        let decision = PhaseDecision(neuron: 1, isActive: false)
        let unsafe = Formula.row(SampleQueries.atLeast(0, 2))
        let region = Region.intersection([
            .pattern([decision, decision]), box([0, 0], [1, 1]), .halfspaces([row, side]),
        ])
        let (query, problem) = try only(lowered(SampleNetworks.xor, region, unsafe: unsafe))
        #expect(query.embedding == nil)
        #expect(query.graph.nodes.count == AffineReLUGraph(SampleNetworks.xor).nodes.count)
        #expect(problem.box == Box(lower: [0, 0], upper: [half, 1]))
        #expect(problem.regionRows == [row])
        #expect(problem.decisions == [decision])
        #expect(problem.unsafe == [Polyhedron(rows: [SampleQueries.atLeast(0, 2)])])
        #expect(problem.stated == problem.unsafe)
    }

    /// Two boxes are two cases of one query; a repeated box is one case.
    @Test func unionsOfBoxes() throws {
        let region = Region.union([box([0], [1]), box([3], [4]), box([0], [1])])
        let queries = try lowered(SampleNetworks.absolute, region, unsafe: .row(SampleQueries.atLeast(0, 9)))
        #expect(queries.count == 1)
        #expect(queries[0].cases.map(\.box) == [Box(lower: [0], upper: [1]), Box(lower: [3], upper: [4])])
        #expect(queries[0].cases.map(\.unsafe.count) == [1, 1])
    }

    /// x = (0, 1) + w_0 (0, -1) + w_1 (1, -1): the weight of the last point is 1 - w_0 - w_1.
    @Test func hullOfThreePoints() throws {
        let region = Region.hull([[0, 0], [1, 0], [0, 1]])
        let (query, problem) = try only(lowered(SampleNetworks.xor, region))
        #expect(problem.box == Box(lower: [0, 0], upper: [1, 1]))
        #expect(problem.regionRows == [SampleQueries.input([1, 1], atMost: 1)])
        let (maps, constants) = front(query, nodes: 1)
        #expect(maps == [.dense(Matrix(rows: 2, columns: 2, values: [0, 1, -1, -1]))])
        #expect(constants == [[0, 1]])
        let embedding = try #require(query.embedding)
        #expect(embedding.point(at: [half, half * half]) == [half * half, half * half])
        #expect(embedding.parameterNames == ["w_0", "w_1"])
        #expect(query.graph.inputCount == 2)
        #expect(query.graph.neuronCount == 2)
    }

    @Test func hullOfOnePointIsABox() throws {
        let (query, problem) = try only(lowered(SampleNetworks.xor, .hull([[half, 1]])))
        #expect(query.embedding == nil)
        #expect(problem.box == Box(lower: [half, 1], upper: [half, 1]))
    }

    /// Between 16/255 and 1/3: 255 x = 85 - 69 w. The weight has no row of its own: its range says it.
    @Test func fractionsBecomeADivision() throws {
        let region = Region.hull([[Rational(16) / 255], [Rational(1) / 3]])
        let (query, problem) = try only(lowered(SampleNetworks.absolute, region))
        #expect(problem.regionRows.isEmpty)
        let (maps, constants) = front(query, nodes: 2)
        #expect(maps == [.dense(Matrix(rows: 1, columns: 1, values: [-69])), .division([255])])
        #expect(constants == [[85], [0]])
        #expect(query.graph.output(at: [1]) == [Rational(16) / 255])
    }

    /// 1 + 2^-60 and a difference that needs 61 bits too: two matrices and two constants, exactly.
    @Test func longNumbersAreSplit() throws {
        let long = Rational(1) + Rational(weight: 0x1p-60)
        let (query, _) = try only(lowered(SampleNetworks.absolute, .hull([[Rational(2) * long], [long]])))
        let (maps, constants) = front(query, nodes: 2)
        #expect(
            maps == [
                .dense(Matrix(rows: 1, columns: 1, values: [1])),
                .dense(Matrix(rows: 1, columns: 1, values: [0x1p-60])),
                .identity,
            ])
        #expect(constants == [[1], [0x1p-60]])
        #expect(query.graph.output(at: [half]) == [long * Rational(3) / 2])
    }

    /// x = (1, 2) + p - q with p + q, divided by the radii (1, 1/2), of sum at most 1.
    @Test func oneNormBall() throws {
        let (query, problem) = try only(
            lowered(SampleNetworks.xor, .oneNormBall(center: [1, 2], radii: [1, half])))
        #expect(problem.box == Box(lower: [0, 0, 0, 0], upper: [1, half, 1, half]))
        #expect(problem.regionRows == [SampleQueries.input([1, 2, 1, 2], atMost: 1)])
        let (maps, _) = front(query, nodes: 3)
        #expect(maps == [.selection([0, 1]), .selection([2, 3]), .identity, .negation])
        let embedding = try #require(query.embedding)
        #expect(embedding.point(at: [half, 0, 0, half]) == [Rational(3) / 2, Rational(3) / 2])
        #expect(embedding.parameterNames == ["p_0", "p_1", "q_0", "q_1"])
    }

    /// An entry with radius 0 has no parameters; one entry left is an interval.
    @Test func oneNormBallWithFixedEntries() throws {
        let network = SampleNetworks.chain([([[1, 1, 1]], [0])])
        let (query, problem) = try only(
            lowered(network, .oneNormBall(center: [1, 2, 3], radii: [1, 0, 2])))
        #expect(problem.box.dimension == 4)
        #expect(query.embedding?.point(at: [half, 0, 0, 2]) == [Rational(3) / 2, 2, 1])
        #expect(query.graph.output(at: [half, 0, 0, 2]) == [Rational(9) / 2])
        let (plain, interval) = try only(lowered(network, .oneNormBall(center: [1, 2, 3], radii: [1, 0, 0])))
        #expect(plain.embedding == nil)
        #expect(interval.box == Box(lower: [0, 2, 3], upper: [2, 2, 3]))
    }

    @Test func inflation() throws {
        let quarter = half * half
        let (plain, problem) = try only(
            lowered(SampleNetworks.xor, .inflated(base: box([0, 0], [1, 1]), radius: quarter)))
        #expect(plain.embedding == nil)
        #expect(problem.box == Box(lower: [-quarter, -quarter], upper: [1 + quarter, 1 + quarter]))
        let segment = Region.inflated(base: .hull([[0, 0], [1, 1]]), radius: quarter)
        let (query, inflated) = try only(lowered(SampleNetworks.xor, segment))
        #expect(inflated.box == Box(lower: [0, -quarter, -quarter], upper: [1, quarter, quarter]))
        #expect(query.embedding?.point(at: [half, quarter, -quarter]) == [half + quarter, quarter])
        #expect(query.embedding?.parameterNames == ["w_0", "e_0", "e_1"])
        // The rows of a polytope stay with its points.
        let row = SampleQueries.input([1, 1], atMost: 1)
        let polytope = Region.inflated(
            base: .intersection([box([0, 0], [1, 1]), .halfspaces([row])]), radius: quarter)
        let (cut, around) = try only(lowered(SampleNetworks.xor, polytope))
        #expect(around.regionRows == [row])
        #expect(cut.embedding?.parameterNames == ["x_0", "x_1", "e_0", "e_1"])
        #expect(cut.embedding?.point(at: [half, half, quarter, 0]) == [half + quarter, half])
    }

    /// The box cuts the segment (w, w) to w <= 1/2; its other sides are met anyway and leave no rows.
    @Test func hullMetWithABox() throws {
        let region = Region.intersection([.hull([[1, 1], [0, 0]]), box([0, -5], [half, 9])])
        let (_, problem) = try only(lowered(SampleNetworks.xor, region))
        #expect(problem.box == Box(lower: [0], upper: [half]))
        #expect(problem.regionRows.isEmpty)
        // The corners of a triangle meet x_0 + x_1 <= 1: no row. A strict row at a corner stays one.
        let corners = Region.hull([[0, 0], [1, 0], [0, 1]])
        let loose = SampleQueries.input([1, 1], atMost: 1)
        let strict = SampleQueries.input([1, 1], atMost: 1, isStrict: true)
        let (_, first) = try only(lowered(SampleNetworks.xor, .intersection([corners, .halfspaces([loose])])))
        #expect(first.regionRows.count == 1)
        let (_, second) = try only(lowered(SampleNetworks.xor, .intersection([corners, .halfspaces([strict])])))
        // x_0 + x_1 = 1 - w_0.
        #expect(second.regionRows.count == 2)
        #expect(second.regionRows.contains(LinearRow(.input(0), times: -1, bound: 0, isStrict: true)))
    }

    /// Two hulls side by side, tied by equal points.
    @Test func hullMetWithAHull() throws {
        let region = Region.intersection([.hull([[2], [0]]), .hull([[3], [1]])])
        let (query, problem) = try only(lowered(SampleNetworks.absolute, region))
        #expect(problem.box == Box(lower: [0, 0], upper: [1, 1]))
        // 2 v = 1 + 2 w.
        #expect(
            problem.regionRows == [
                SampleQueries.input([2, -2], atMost: 1), SampleQueries.input([-2, 2], atMost: -1),
            ])
        #expect(query.embedding?.point(at: [Rational(3) / 4, Rational(1) / 4]) == [Rational(3) / 2])
        #expect(query.embedding?.parameterNames == ["w_0", "u_0"])
    }
}

/// Cones: homogeneous coordinates where the scale matters, nothing where it does not.
@Suite struct ConeLoweringTests {
    private let unsafe = Formula.row(LinearRow(terms: [(.output(0), 1), (.input(1), 2)], bound: 3))

    /// t = 1/a in [1/4, 2]; Y_0 + 2 X_1 <= 3 becomes Y_0 + 2 X_1 - 3 t <= 0, and the biases (0, -1) go to t.
    @Test func boundedScale() throws {
        let scale = Scale(lower: half, upper: 4)
        let region = Region.cone(base: box([0, 0], [1, 2]), scale: scale)
        let (query, problem) = try only(lowered(SampleNetworks.xor, region, unsafe: unsafe))
        #expect(problem.box == Box(lower: [0, 0, Rational(1) / 4], upper: [1, 2, 2]))
        #expect(problem.regionRows.isEmpty)
        let row = LinearRow(terms: [(.output(0), 1), (.input(1), 2), (.input(2), -3)], bound: 0)
        #expect(problem.unsafe == [Polyhedron(rows: [row])])
        #expect(problem.stated == [Polyhedron(rows: [LinearRow(terms: [(.output(0), 1), (.input(1), 2)], bound: 3)])])
        let embedding = try #require(query.embedding)
        #expect(embedding.point(at: [1, 2, half]) == [2, 4])
        #expect(embedding.scale(at: [1, 2, half]) == 2)
        #expect(embedding.parameterNames == ["x_0", "x_1", "t"])
        // xor(2, 4) = 6 - 2 * 5, and half of that at t = 1/2.
        #expect(query.graph.output(at: [1, 2, half]) == [-2])
    }

    /// Without a greatest scale t reaches down to 0, which a strict row keeps from witnesses.
    @Test func leastScaleOnly() throws {
        let region = Region.cone(base: .hull([[1, 1], [0, 1]]), scale: Scale(lower: 2, upper: nil))
        let (query, problem) = try only(lowered(SampleNetworks.xor, region, unsafe: unsafe))
        #expect(problem.box == Box(lower: [0, 0], upper: [1, half]))
        #expect(problem.regionRows == [LinearRow(.input(1), times: -1, bound: 0, isStrict: true)])
        #expect(query.embedding?.point(at: [1, half]) == [2, 2])
        #expect(query.embedding?.point(at: [1, 0]) == nil)
    }

    /// A box beside the cone bounds the scaled point: x_0 <= 1 t, and -x_1 <= 0 is met anyway.
    @Test func coneMetWithABox() throws {
        let cone = Region.cone(base: box([0, 0], [1, 2]), scale: Scale(lower: half, upper: 4))
        let (_, problem) = try only(
            lowered(SampleNetworks.xor, .intersection([cone, box([0, 0], [1, 50])]), unsafe: unsafe))
        #expect(problem.regionRows == [LinearRow(terms: [(.input(0), 1), (.input(2), -1)], bound: 0)])
    }

    @Test func scalesMultiply() throws {
        let inner = Region.cone(base: box([1, 1], [1, 1]), scale: Scale(lower: half, upper: 3))
        let outer = Region.cone(base: inner, scale: Scale(lower: 1, upper: 2))
        let (_, problem) = try only(lowered(SampleNetworks.xor, outer, unsafe: unsafe))
        #expect(problem.box.lower[2] == Rational(1) / 6)
        #expect(problem.box.upper[2] == 2)
    }

    /// Without biases and with rows that compare with 0 the base decides, whatever the scales: a plain query.
    @Test func scaleInvarianceNeedsNoScale() throws {
        let order = Formula.row(LinearRow(terms: [(.output(0), 1), (.input(0), -1)], bound: 0))
        for scale in [Scale.positive, Scale(lower: half, upper: 4), Scale(lower: 0, upper: 1)] {
            let (query, problem) = try only(
                lowered(SampleNetworks.absolute, .cone(base: box([1], [2]), scale: scale), unsafe: order))
            #expect(query.embedding == nil)
            #expect(problem.box == Box(lower: [1], upper: [2]))
        }
        // Scale 1 does not belong to the cone: points are made with the scale nearest to it.
        let far = Region.cone(base: box([1], [2]), scale: Scale(lower: 3, upper: 5))
        let (query, problem) = try only(lowered(SampleNetworks.absolute, far, unsafe: order))
        #expect(query.embedding?.point(at: [2]) == [6])
        #expect(query.graph.output(at: [2]) == [2])
        #expect(problem.box == Box(lower: [1], upper: [2]))
        let near = Region.cone(base: .hull([[1], [2]]), scale: Scale(lower: 0, upper: half))
        let (short, _) = try only(lowered(SampleNetworks.absolute, near, unsafe: order))
        #expect(short.embedding?.point(at: [1]) == [half])
    }

    /// A row that compares with 1 asks about the scale.
    @Test func constantsNeedTheScale() throws {
        let unsafe = Formula.row(SampleQueries.atMost(0, 1))
        let region = Region.cone(base: box([1], [2]), scale: Scale(lower: 1, upper: nil))
        let (query, problem) = try only(lowered(SampleNetworks.absolute, region, unsafe: unsafe))
        #expect(problem.unsafe[0].rows == [LinearRow(terms: [(.output(0), 1), (.input(1), -1)], bound: 0)])
        #expect(query.graph.output(at: [2, half]) == [2])
        #expect(query.embedding?.point(at: [2, half]) == [4])
    }

    @Test func patternsDoNotDependOnTheScale() throws {
        let pattern = Region.pattern([PhaseDecision(neuron: 1, isActive: true)])
        let scale = Scale(lower: half, upper: 4)
        let beside = Region.intersection([.cone(base: box([0, 0], [1, 2]), scale: scale), pattern])
        let (_, problem) = try only(lowered(SampleNetworks.xor, beside, unsafe: unsafe))
        #expect(problem.decisions == [PhaseDecision(neuron: 1, isActive: true)])
        let inside = Region.cone(base: .intersection([box([0], [1]), pattern]), scale: scale)
        let warning = ClaimWarning.originInCone
        let claim = Claim(region: inside, unsafe: .row(SampleQueries.atMost(0, 1)))
        let result = try Query.lowered(network: SampleNetworks.absolute, claim: claim)
        #expect(result.queries[0].cases[0].decisions == [PhaseDecision(neuron: 1, isActive: true)])
        // Phases are closed: the origin follows every pattern of a network without biases.
        #expect(result.warnings.contains(warning))
    }

    @Test func originIsNoticed() throws {
        let claim = Claim(
            region: .cone(base: box([0], [1]), scale: .positive), unsafe: .row(SampleQueries.atMost(0, 0)))
        #expect(try Query.lowered(network: SampleNetworks.absolute, claim: claim).warnings == [.originInCone])
    }
}

/// Observed neurons and neurons in two phases.
@Suite struct ObservedLoweringTests {
    private let square = Region.box(Box(lower: [0, 0], upper: [1, 1]))

    /// xor at (1, 1/2): pre-activations 3/2 and 1/2, output 3/2 - 1.
    @Test func observedNeuronsAreOutputs() throws {
        let observed = [
            ObservedNeuron(neuron: 1, side: .preActivation), ObservedNeuron(neuron: 0, side: .activation),
        ]
        let unsafe = Formula.row(SampleQueries.output([1, -1, 0], atMost: 0))
        let (query, problem) = try only(
            lowered(SampleNetworks.xor, square, unsafe: unsafe, observed: observed))
        #expect(query.observed == observed)
        #expect(query.graph.outputCount == 3)
        #expect(query.graph.output(at: [1, half]) == [half, half, Rational(3) / 2])
        #expect(query.graph.output(at: [half, 0]) == [half, -half, half])
        #expect(problem.unsafe == [Polyhedron(rows: [SampleQueries.output([1, -1, 0], atMost: 0)])])
    }

    @Test func observedNeuronsScale() throws {
        let observed = [ObservedNeuron(neuron: 1, side: .preActivation)]
        let unsafe = Formula.row(SampleQueries.atLeast(1, 2))
        let region = Region.cone(base: square, scale: Scale(lower: 1, upper: 4))
        let (query, problem) = try only(lowered(SampleNetworks.xor, region, unsafe: unsafe, observed: observed))
        // The point is (4, 2): pre-activation 5, and a quarter of it at t = 1/4.
        let quarter = Rational(1) / 4
        #expect(query.graph.output(at: [1, half, quarter])[1] == Rational(5) / 4)
        #expect(problem.unsafe[0].rows == [LinearRow(terms: [(.output(1), -1), (.input(2), 2)], bound: 0)])
    }

    /// Both phases leave pre-activation 0, which is not nothing.
    @Test func bothPhasesAtOnce() throws {
        let decisions = [true, false].map { PhaseDecision(neuron: 1, isActive: $0) }
        let region = Region.intersection([square, .pattern([decisions[1]]), .pattern([decisions[0]])])
        let (_, problem) = try only(
            lowered(SampleNetworks.xor, region, warnings: [.conflictingPhases(neurons: [1])]))
        #expect(problem.decisions == decisions)
    }
}
