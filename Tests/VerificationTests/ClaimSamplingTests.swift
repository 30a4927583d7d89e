import Contexts
import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing
import Verification

/// Lowered claims against geometry, against samples and against each other's engines.
@Suite struct ClaimSamplingTests {
    /// Exact arithmetic as a test of membership: the region met with one point is empty exactly when geometry says so.
    @Test(arguments: 0..<24) func regionsAreWhatGeometrySays(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let network = SampleNetworks.random(widths: [2, 2, 1], &random)
        let region = SampleRegions.random(&random)
        for _ in 0..<10 {
            let point = SampleRegions.point(&random)
            // A box beside a region, as every engine meets it: as rows over parameters.
            let claim = Claim(
                region: .intersection([region, .box(Box(lower: point, upper: point))]), unsafe: .all([]))
            let expected = region.containsInPlane(point, network: network)
            #expect(try claim.isViolated(on: network, .smt) == expected, "seed \(seed): \(point) in \(region)")
        }
    }

    /// Branch-and-bound, MILP and SMT on random regions, half of them with a pattern, and random networks. SMT answers all of
    /// them.
    @Test(arguments: 0..<40) func enginesAgree(seed: Int) throws {
        var random = SeededNumbers(seed: 1_000 + seed)
        let network = SampleNetworks.random(
            widths: [2, Int.random(in: 2...4, using: &random), Int.random(in: 1...3, using: &random), 2], &random)
        var region = SampleRegions.random(&random)
        if Bool.random(using: &random) {
            let decisions = (0..<2).map { PhaseDecision(neuron: $0, isActive: Bool.random(using: &random)) }
            region = .intersection([.pattern(decisions), region])
        }
        let claim = randomClaim(network, region, &random)
        guard let exact = try claim.isViolated(on: network, .smt) else {
            Issue.record("seed \(seed): smt gave no answer")
            return
        }
        #expect(try claim.isViolated(on: network, .auto) == exact, "seed \(seed)")
        // Where a claim holds with margin 0 floats have no answer; branch-and-bound needs its time to notice.
        for engine in [EngineChoice.bab, .milp] {
            let found = try claim.isViolated(on: network, engine, seconds: 1)
            #expect(found == nil || found == exact, "seed \(seed): \(engine) disagrees with smt")
        }
    }

    /// A bias-free network and a ball around a point, at every positive scale: where the claim holds, no sample refutes it.
    @Test func thousandSamplesNeverContradictACone() throws {
        var proved = 0
        for seed in 0..<45 {
            var random = SeededNumbers(seed: 2_000 + seed)
            var sketch = NetworkSketch(inputs: 2)
            var last = 0
            for (count, width) in [(4, 2), (3, 4), (2, 3)] {
                let rows = (0..<count).map { _ in random.eighths(2, count: width) }
                last = sketch.affine(last == 0 ? 0 : sketch.relu(last), rows, bias: nil)
            }
            let network = sketch.network
            let center = SampleRegions.point(&random)
            let other = Formula.row(SampleQueries.output([1, -1], atMost: 0))
            let base = Region.inflated(base: .hull([center]), radius: Rational(1) / 8)
            let claim = Claim(region: .cone(base: base, scale: .positive), unsafe: other)
            guard try claim.isViolated(on: network, .auto) == false else { continue }
            proved += 1
            for _ in 0..<1_000 {
                let scale = Rational(Int.random(in: 1...5_000, using: &random)) / 64
                let point = center.map { ($0 + SampleRegions.number(1, &random) / 8) * scale }
                #expect(!other.isMet(input: point, output: network.output(at: point)), "seed \(seed) at \(point)")
            }
        }
        #expect(proved >= 10)
    }

    /// Networks with biases and cones with a least scale, with and without a greatest, over balls, swept balls and hulls: the
    /// same, and every engine that answers about the box (x, t) says what MILP says.
    @Test func boundedAndUnboundedConesOfBiasedNetworks() throws {
        var (proved, answers) = (0, 0)
        for seed in 0..<60 {
            var random = SeededNumbers(seed: 4_000 + seed)
            let network = SampleNetworks.random(widths: [2, 4, 3, 2], &random)
            let scale = Scale(lower: Rational(1) / 2, upper: seed % 2 == 0 ? nil : 4)
            let base = ConeBase(SampleRegions.point(&random), kind: seed % 3, &random)
            let (weight, other) = (SampleRegions.number(1, &random), network.output(at: base.center))
            let unsafe = Formula.row(
                LinearRow(
                    terms: [(.output(0), 1), (.output(1), weight)], bound: other[0] + weight * other[1] - 1))
            let claim = Claim(region: .cone(base: base.region, scale: scale), unsafe: unsafe)
            let exact = try claim.isViolated(on: network, .milp)
            for engine in [EngineChoice.bab, .smt] {
                let found = try claim.isViolated(on: network, engine, seconds: engine == .bab ? 1 : 20)
                #expect(found == nil || exact == nil || found == exact, "seed \(seed): \(engine) and milp disagree")
            }
            answers += exact == nil ? 0 : 1
            guard exact == false else { continue }
            proved += 1
            for _ in 0..<1_000 {
                let t = Rational(Int.random(in: 1...64, using: &random)) / 32
                let a = scale.upper.map { min(.one / t, $0) } ?? .one / t
                let point = base.point(&random).map { $0 * a }
                #expect(!unsafe.isMet(input: point, output: network.output(at: point)), "seed \(seed) at \(point)")
            }
        }
        #expect(answers >= 40 && proved >= 10)
    }

    /// The base of a cone with a way to draw points from it.
    private struct ConeBase {
        let center: [Rational]
        let region: Region
        private let draw: (inout SeededNumbers) -> [Rational]

        init(_ center: [Rational], kind: Int, _ random: inout SeededNumbers) {
            self.center = center
            let eighth = Rational(1) / 8
            let corner = SampleRegions.point(&random)
            let ball = Region.box(Box(lower: center.map { $0 - eighth }, upper: center.map { $0 + eighth }))
            let near = { (random: inout SeededNumbers) in center.map { $0 + SampleRegions.number(1, &random) / 8 } }
            switch kind {
            case 0: (region, draw) = (ball, near)
            case 1:
                region = .swept(base: ball, by: Sweep([1, 1], from: -eighth, to: eighth))
                draw = { random in
                    let s = SampleRegions.number(1, &random) / 8
                    return near(&random).map { $0 + s }
                }
            default:
                region = .hull([center, corner])
                draw = { random in
                    let w = SampleRegions.number(1, &random).magnitude
                    return zip(center, corner).map { $0 * w + $1 * (1 - w) }
                }
            }
        }

        func point(_ random: inout SeededNumbers) -> [Rational] { draw(&random) }
    }

    /// A pattern of a network without biases, cut by a slice away from 0: the cone over it is a claim about every input that
    /// follows the pattern. Where it holds, no sample that follows it refutes it.
    @Test func conesOverPatterns() throws {
        var (proved, followers) = (0, 0)
        for seed in 0..<80 {
            var random = SeededNumbers(seed: 5_000 + seed)
            var sketch = NetworkSketch(inputs: 2)
            let first = sketch.relu(sketch.affine(0, (0..<4).map { _ in random.eighths(2, count: 2) }, bias: nil))
            sketch.affine(first, (0..<2).map { _ in random.eighths(2, count: 4) }, bias: nil)
            let network = sketch.network
            let decisions = (0..<2).map { PhaseDecision(neuron: $0, isActive: Bool.random(using: &random)) }
            let slice = LinearRow(terms: [(.input(0), -1), (.input(1), -1)], bound: -1)
            let base = Region.intersection([
                .pattern(decisions), .box(Box(lower: [0, 0], upper: [1, 1])), .halfspaces([slice]),
            ])
            let claim = Claim(region: .cone(base: base, scale: .positive), unsafe: .loses(0, of: 2))
            guard case .holds = try claim.answer(on: network, .auto, vacuity: .leftOut).verdict else { continue }
            proved += 1
            // Every entry positive, of any size: some positive factor brings it into the slice.
            for _ in 0..<1_000 {
                let scale = Rational(Int.random(in: 1...5_000, using: &random)) / 64
                let point = [SampleRegions.number(1, &random), SampleRegions.number(1, &random)]
                    .map { $0.magnitude * scale }
                guard Region.pattern(decisions).containsInPlane(point, network: network), point != [0, 0] else {
                    continue
                }
                followers += 1
                #expect(
                    !claim.unsafe.isMet(input: point, output: network.output(at: point)), "seed \(seed) at \(point)")
            }
        }
        #expect(proved >= 3 && followers >= 1_000)
    }

    /// A row or two over outputs near values that the network takes on the region's box.
    private func randomClaim(_ network: Network, _ region: Region, _ random: inout SeededNumbers) -> Claim {
        let typical = network.output(at: SampleRegions.point(&random))
        func row() -> Formula {
            let (a, b) = (SampleRegions.number(1, &random), SampleRegions.number(1, &random))
            let value = a * typical[0] + b * typical[1]
            return .row(
                LinearRow(
                    terms: [(.output(0), a), (.output(1), b)], bound: value - SampleRegions.number(1, &random),
                    isStrict: Bool.random(using: &random)))
        }
        return Claim(
            region: region, unsafe: Bool.random(using: &random) ? row() : .any([.all([row(), row()]), row()]))
    }
}
