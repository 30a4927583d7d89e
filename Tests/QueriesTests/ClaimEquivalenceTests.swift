import Contexts
import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing

/// Lowered claims mean what claims say: random regions and networks, exact arithmetic, no solver.
@Suite struct ClaimEquivalenceTests {
    /// At random parameters of every query: the graph has the network's outputs (and observed neurons) divided by the
    /// scale, the lowered rows are met exactly when the stated ones are, and points of the region's rows lie in the region.
    @Test(arguments: 0..<60) func graphAndNetworkAgree(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.random(&random)
        let region = SampleRegions.random(&random)
        let claim = randomClaim(network, region, &random)
        for query in try Query.lowered(network: network, claim: claim).queries {
            for problem in query.cases {
                for _ in 0..<8 {
                    let u = randomPoint(of: problem.box, &random)
                    let point = query.embedding.map { $0.point(at: u) } ?? u
                    guard let point else {
                        #expect(u.last == .zero, "seed \(seed)")
                        continue
                    }
                    let scale = query.embedding?.scale(at: u) ?? .one
                    let output = network.outputs(observing: claim.observed, at: point)
                    #expect(query.graph.output(at: u).map { $0 * scale } == output, "seed \(seed) at \(u)")
                    expectSameRows(problem, u, point, query.graph.output(at: u), output, "seed \(seed) at \(u)")
                    if problem.regionRows.allSatisfy({ $0.isMet(input: u, output: []) }) {
                        #expect(
                            region.containsInPlane(point, network: network),
                            "seed \(seed): \(u) gives \(point) outside \(region)")
                    }
                }
            }
        }
    }

    /// Points of a grid against plain queries: in some case exactly when in the region and unsafe.
    @Test(arguments: 0..<30) func plainQueriesMeanTheClaim(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.random(&random)
        let region = Region.union([
            .intersection([SampleRegions.box(&random), .halfspaces([SampleRegions.row(&random)])]),
            .inflated(base: SampleRegions.box(&random), radius: Rational(1) / 3),
        ])
        let claim = randomClaim(network, region, &random)
        let queries = try Query.lowered(network: network, claim: claim).queries
        #expect(queries.count == 1)
        for _ in 0..<60 {
            let point = SampleRegions.point(&random)
            let output = network.outputs(observing: claim.observed, at: point)
            let expected =
                region.containsInPlane(point, network: network) && claim.unsafe.isMet(input: point, output: output)
            let found = queries[0].cases.contains { problem in
                problem.box.contains(point) && problem.regionRows.allSatisfy { $0.isMet(input: point, output: []) }
                    && problem.unsafe.contains { $0.rows.allSatisfy { $0.isMet(input: point, output: output) } }
            }
            #expect(found == expected, "seed \(seed) at \(point)")
        }
    }

    /// Any network in homogeneous coordinates: F(x, t) = t f(x / t), phases included.
    @Test(arguments: 0..<60) func homogeneousCoordinates(seed: Int) throws {
        var random = SeededNumbers(seed: seed)
        let network = NetworkSketch.random(&random)
        let claim = Claim(
            region: .cone(
                base: .box(Box(lower: [-2, -2], upper: [2, 2])),
                scale: Scale(lower: Rational(1) / 4, upper: 4)),
            unsafe: .row(SampleQueries.atLeast(0, 1)))
        let query = try #require(try Query.lowered(network: network, claim: claim).queries.first)
        let plain = AffineReLUGraph(network)
        #expect(query.graph.neuronCount == plain.neuronCount)
        for _ in 0..<5 {
            let u = randomPoint(of: query.cases[0].box, &random)
            let t = u[2]
            let (scaled, straight) = (query.graph.values(at: u), plain.values(at: [u[0] / t, u[1] / t]))
            for (a, b) in zip(query.graph.reluNodes, plain.reluNodes) {
                #expect(scaled[a] == straight[b].map { $0 * t }, "seed \(seed)")
            }
            // With a = 1 / t: a * F(x, t) = f(a x).
            let output = network.output(at: [u[0] / t, u[1] / t])
            #expect(query.graph.output(at: u).map { $0 / t } == output, "seed \(seed)")
        }
    }

    /// Rows over outputs and inputs, in nests of `and` and `or`.
    private func randomClaim(_ network: Network, _ region: Region, _ random: inout SeededNumbers) -> Claim {
        let neurons = network.reluLayers.reduce(0) { $0 + $1.width }
        let observed = (0..<(neurons == 0 ? 0 : 2)).map { _ in
            ObservedNeuron(
                neuron: Int.random(in: 0..<neurons, using: &random),
                side: Bool.random(using: &random) ? .preActivation : .activation)
        }
        let outputs = network.outputCount + observed.count
        func row() -> Formula {
            let variables = [
                Variable.output(Int.random(in: 0..<outputs, using: &random)), .input(0),
                .output(Int.random(in: 0..<outputs, using: &random)),
            ]
            let count = Int.random(in: 1...3, using: &random)
            return .row(
                LinearRow(
                    terms: variables.prefix(count).map { ($0, SampleRegions.number(1, &random)) },
                    bound: SampleRegions.number(1, &random), isStrict: Bool.random(using: &random)))
        }
        let unsafe = Formula.any([.all([row(), row()]), row(), .all([row(), .any([row(), row()])])])
        return Claim(region: region, unsafe: unsafe, observed: observed)
    }

    private func expectSameRows(
        _ problem: Case, _ u: [Rational], _ point: [Rational], _ lowered: [Rational], _ stated: [Rational],
        _ comment: Comment
    ) {
        for (a, b) in zip(problem.unsafe, problem.stated) {
            for (row, original) in zip(a.rows, b.rows) {
                #expect(
                    row.isMet(input: u, output: lowered) == original.isMet(input: point, output: stated), comment)
            }
        }
    }

    /// A corner, a point of an edge or one inside, in sixths of the box.
    private func randomPoint(of box: Box, _ random: inout SeededNumbers) -> [Rational] {
        zip(box.lower, box.upper).map { low, high in
            low + (high - low) * Rational(Int.random(in: 0...6, using: &random)) / 6
        }
    }
}
