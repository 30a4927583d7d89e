import Contexts
import Exact
import Properties
import Queries
import TestSupport
import Testing

/// What cannot be lowered is refused by name, and what is empty is noticed.
@Suite struct ClaimErrorTests {
    private let interval = Region.box(Box(lower: [0], upper: [1]))
    private let scale = Scale(lower: 1, upper: 2)

    private func error(
        _ region: Region, unsafe: Formula = .all([]), observed: [ObservedNeuron] = [], biased: Bool = false
    ) -> ClaimError? {
        let network = biased ? SampleNetworks.chain([([[1]], [1]), ([[2]], [-3])]) : SampleNetworks.absolute
        return #expect(throws: ClaimError.self) {
            try Query.lowered(network: network, claim: Claim(region: region, unsafe: unsafe, observed: observed))
        }
    }

    @Test func sizesAndNames() {
        #expect(error(.box(Box(lower: [0, 0], upper: [1, 1]))) == .inputCountMismatch(region: 2, network: 1))
        #expect(error(.hull([[0], [1, 2]])) == .inputCountMismatch(region: 2, network: 1))
        #expect(error(.oneNormBall(center: [0], radii: [1, 1])) == .inputCountMismatch(region: 2, network: 1))
        let rows = Region.halfspaces([LinearRow(.input(3), times: 1, bound: 0)])
        #expect(error(.intersection([interval, rows])) == .noSuchVariable(name: "X_3", count: 1))
        #expect(
            error(interval, unsafe: .row(SampleQueries.atMost(1, 0))) == .noSuchVariable(name: "Y_1", count: 1))
        #expect(
            error(.intersection([interval, .pattern([PhaseDecision(neuron: 2, isActive: true)])]))
                == .noSuchNeuron(index: 2, count: 2))
        #expect(
            error(interval, observed: [ObservedNeuron(neuron: 9, side: .activation)])
                == .noSuchNeuron(index: 9, count: 2))
    }

    @Test func openSides() {
        let lower = Region.halfspaces([LinearRow(.input(0), times: -1, bound: 0)])
        #expect(error(lower) == .unboundedInputs([.init(input: 0, side: .upper)]))
        #expect(error(.cone(base: lower, scale: scale)) == .unboundedInputs([.init(input: 0, side: .upper)]))
        #expect(
            error(.pattern([PhaseDecision(neuron: 0, isActive: true)]))
                == .unboundedInputs([.init(input: 0, side: .lower), .init(input: 0, side: .upper)]))
        #expect(error(.intersection([]))?.code == "S310")
    }

    @Test func boundsBeyondDoubles() throws {
        let huge = try #require(Rational(decimal: "1e400"))
        #expect(
            error(.box(Box(lower: [0], upper: [huge]))) == .boundOutOfRange(name: "X_0", side: .upper))
        let tiny = Scale(lower: Rational(1) / huge, upper: nil)
        #expect(
            error(.cone(base: interval, scale: tiny), unsafe: .row(SampleQueries.atMost(0, 1)))
                == .boundOutOfRange(name: "t", side: .upper))
    }

    @Test func conesWithoutALeastScale() {
        let cone = Region.cone(base: interval, scale: .positive)
        let order = Formula.row(SampleQueries.atMost(0, 0))
        #expect(error(cone, unsafe: order, biased: true) == .biasedNetwork(nodes: ["n1", "n3"], largest: 3))
        #expect(
            error(cone, unsafe: .row(SampleQueries.atMost(0, 1))) == .constantBesideCone(row: "Y_0 <= 1"))
        #expect(error(.intersection([cone, interval]), unsafe: order) == .constantBesideCone(row: "X_0 <= 1"))
        let short = Region.cone(base: interval, scale: Scale(lower: 0, upper: 1))
        #expect(error(short, unsafe: order, biased: true)?.code == "S331")
    }

    @Test func unsupportedCombinations() {
        let cone = Region.cone(base: interval, scale: scale)
        let hull = Region.hull([[0], [1]])
        let pattern = Region.pattern([PhaseDecision(neuron: 0, isActive: true)])
        let refused: [(Region, ClaimError.Combination)] = [
            (.intersection([cone, cone]), .intersectionOfCones), (.intersection([cone, hull]), .coneMetWithShape),
            (.intersection([hull, cone]), .coneMetWithShape), (.inflated(base: cone, radius: 1), .inflatedCone),
            (.inflated(base: .intersection([interval, pattern]), radius: 1), .inflatedPattern),
            (.cone(base: .intersection([cone, interval]), scale: scale), .coneOfCutCone),
            (.cone(base: .intersection([interval, pattern]), scale: scale), .patternInBiasedCone),
        ]
        for (region, combination) in refused { #expect(error(region, biased: true) == .unsupported(combination)) }
    }

    /// 1/3 of a number with 200 binary digits: no pair of Doubles holds it.
    @Test func tooManyDigits() {
        let long = Rational(1) + Rational(weight: 0x1p-80) + Rational(weight: 0x1p-200)
        #expect(error(.hull([[long / 3], [0]])) == .notRepresentable(input: 0))
    }

    @Test func tooManyParts() {
        let halves = Region.union((0..<500).map { .box(Box(lower: [Rational($0)], upper: [Rational($0)])) })
        #expect(error(.intersection([halves, halves])) == .tooManyParts(limit: 4_000_000))
        let choices = Formula.all(
            (0..<40).map { _ in .any([.row(SampleQueries.atMost(0, 1)), .row(SampleQueries.atMost(0, 2))]) })
        #expect(error(interval, unsafe: choices) == .tooManyCases(limit: 2_000_000))
    }

    @Test func emptyPartsAreDropped() throws {
        let above = Region.halfspaces([LinearRow(.input(0), times: -1, bound: -2)])
        let range = ClaimWarning.EmptyRange(input: 0, lower: "2", upper: "1")
        let empty = Region.intersection([interval, above])
        let some = try Query.lowered(
            network: SampleNetworks.absolute, claim: Claim(region: .union([empty, interval]), unsafe: .all([])))
        #expect(some.queries.map(\.cases.count) == [1])
        #expect(some.warnings == [.emptyParts(dropped: 1, total: 2, range: range)])
        // An empty part does not come back by being inflated or scaled.
        for region in [empty, .inflated(base: empty, radius: 5), .cone(base: empty, scale: scale)] {
            let none = try Query.lowered(
                network: SampleNetworks.absolute, claim: Claim(region: region, unsafe: .all([])))
            #expect(none.queries.isEmpty)
            #expect(none.warnings == [.emptyRegion(range: range)])
        }
        let apart = Region.intersection([.hull([[0], [1]]), above])
        let hull = try Query.lowered(network: SampleNetworks.absolute, claim: Claim(region: apart, unsafe: .all([])))
        #expect(hull.warnings == [.emptyRegion(range: nil)])
        #expect(hull.queries.isEmpty)
    }

    @Test func nothingUnsafe() throws {
        for unsafe in [Formula.any([]), .row(LinearRow(.input(0), times: 1, bound: -1))] {
            let result = try Query.lowered(
                network: SampleNetworks.absolute, claim: Claim(region: interval, unsafe: unsafe))
            #expect(result.queries.map(\.cases.count) == [0])
            #expect(result.warnings == [.neverMet])
        }
    }
}

/// Which regions are seen to contain the origin.
@Suite struct OriginTests {
    @Test func regions() {
        let around = Region.box(Box(lower: [-1, 0], upper: [1, 2]))
        let beside = Region.box(Box(lower: [1, 1], upper: [2, 2]))
        let pattern = Region.pattern([PhaseDecision(neuron: 0, isActive: true)])
        let half = Rational(1) / 2
        let inside: [Region] = [
            around, .inflated(base: beside, radius: 1), .hull([[1, 1], [0, 0]]),
            .oneNormBall(center: [half, half], radii: [1, 1]), .oneNormBall(center: [0, half], radii: [0, 1]),
            .inflated(base: .oneNormBall(center: [2, half], radii: [1, 1]), radius: 1),
            .cone(base: around, scale: .positive), .union([beside, around]),
            .intersection([around, .halfspaces([LinearRow(.input(0), times: 1, bound: 0)])]),
            .swept(base: beside, by: Sweep([1, 1], from: -1, to: 0)),
            .swept(base: .hull([[0, 0], [1, 2]]), by: Sweep([1, 1], from: -1, to: 0)),
            .inflated(base: .swept(base: beside, by: Sweep([1, 1], from: -half, to: 0)), radius: half),
        ]
        for region in inside {
            #expect(region.isKnownToContainOrigin(patternsHold: false), "\(region)")
        }
        let outside: [Region] = [
            .swept(base: beside, by: Sweep([1, -1], from: -3, to: 3)),
            .swept(base: beside, by: Sweep([1, 1], from: -half, to: 2)),
            .swept(base: beside, by: Sweep([0, 1], from: -2, to: 2)),
            beside, .inflated(base: beside, radius: half), .hull([[1, 1], [-1, -1]]), pattern,
            .oneNormBall(center: [1, half], radii: [1, 1]), .oneNormBall(center: [half, 0], radii: [0, 1]),
            .inflated(base: .oneNormBall(center: [3, half], radii: [1, 1]), radius: 1),
            .intersection([around, pattern]),
            .intersection([around, .halfspaces([LinearRow(.input(0), times: 1, bound: 0, isStrict: true)])]),
        ]
        for region in outside {
            #expect(!region.isKnownToContainOrigin(patternsHold: false), "\(region)")
        }
        // Without biases all neurons are at 0 there, and phases are closed.
        for region in [pattern, .intersection([around, pattern])] {
            #expect(region.isKnownToContainOrigin(patternsHold: true), "\(region)")
        }
    }
}
