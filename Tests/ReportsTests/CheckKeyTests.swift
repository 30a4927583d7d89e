import Contexts
import Exact
import Networks
import Properties
import Queries
import Reports
import Testing

@Suite struct CheckKeyTests {
    private func key(
        _ bound: Rational, phases: [PhaseDecision] = [], digest: String = "0a", options: Options = Options(),
        remark: String = ""
    ) -> String {
        let sample = SampleAnswers.query
        let row = LinearRow(.output(0), times: -1, bound: bound)
        let problem = Case(
            box: sample.cases[0].box, regionRows: [], decisions: phases, unsafe: [Polyhedron(rows: [row])])
        let query = Query(network: sample.network, graph: sample.graph, cases: [problem])
        return CheckKey.of([query], networkDigest: digest, options: options, remark: remark)
    }

    /// 0.1, 1/10 and 1e-1 are one number and give one key.
    @Test func writingANumberInAnotherWayChangesNothing() {
        let keys = ["0.1", "1/10", "1e-1"].compactMap { Rational(text: $0) }.map { key($0) }
        #expect(keys.count == 3 && Set(keys).count == 1)
        #expect(keys[0].count == 64)
    }

    @Test func whateverDecidesTheAnswerChangesTheKey() {
        var options = Options()
        options.engine = .smt
        let keys = [
            key(1), key(2), key(1, digest: "0b"), key(1, options: options), key(1, remark: "hull"),
            key(1, phases: [PhaseDecision(neuron: 0, isActive: true)]),
            key(1, phases: [PhaseDecision(neuron: 0, isActive: false)]),
        ]
        #expect(Set(keys).count == keys.count)
    }

    /// Hulls of as many points, sweeps and cones are the same boxes of parameters: what they stand for tells them apart.
    @Test func regionsThatShareTheirParametersHaveKeysOfTheirOwn() throws {
        let network = SampleAnswers.query.network
        let box = Region.box(SampleAnswers.query.cases[0].box)
        let point = { (value: Rational) in [Rational](repeating: value, count: network.inputCount) }
        let half = Rational(1) / 2
        let regions: [Region] = [
            .hull([point(0), point(1)]), .hull([point(0), point(half)]), .hull([point(1), point(0)]),
            .swept(base: box, by: Sweep(point(1), from: 0, to: 1)),
            .swept(base: box, by: Sweep(point(1), from: 0, to: half)),
            .swept(base: box, by: Sweep(point(half), from: 0, to: half)),
            .inflated(base: .hull([point(0), point(1)]), radius: half),
        ]
        let keys = try regions.map { region in
            let claim = Claim(region: region, unsafe: .row(LinearRow(.output(0), times: -1, bound: 3)))
            let queries = try Query.lowered(network: network, claim: claim).queries
            return CheckKey.of(queries, networkDigest: "0a", options: Options())
        }
        #expect(Set(keys).count == keys.count)
    }

    @Test func timesAndThreadsDoNot() {
        var options = Options()
        (options.timeout, options.threads) = (1, 7)
        #expect(key(1, options: options) == key(1))
    }
}
