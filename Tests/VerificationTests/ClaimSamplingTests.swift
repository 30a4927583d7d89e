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
