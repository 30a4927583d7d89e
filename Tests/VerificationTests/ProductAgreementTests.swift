import Contexts
import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing
import Verification

/// Random questions about two networks and their hidden nodes, asked in two ways and of two engines: phases as decisions
/// and as rows, the search and Z3.
@Suite struct ProductAgreementTests {
    /// Two chains with the input x1 in common. Outputs: y of f, v of g, the pre-activations of f, the activations of g.
    private static func product(_ random: inout SeededNumbers) -> Network {
        let (f, g) = (
            SampleNetworks.random(widths: [2, 3, 1], &random), SampleNetworks.random(widths: [2, 3, 1], &random)
        )
        return Network.product(
            [
                ProductFactor(
                    name: "f", network: f, inputs: [0, 1], outputs: [0],
                    hidden: [(value: ValueID(1), places: [2, 3, 4])]),
                ProductFactor(
                    name: "g", network: g, inputs: [2, 1], outputs: [1],
                    hidden: [(value: ValueID(2), places: [5, 6, 7])]),
            ], inputCount: 3)
    }

    /// x0 <= x2, and y - v beyond a value that it takes, in one of two patterns.
    private static func property(on network: Network, _ random: inout SeededNumbers) -> UnsafeProperty {
        let lower = random.eighths(1, count: 3).map { Rational(weight: $0) }
        let upper = lower.map { $0 + 1 }
        let point = lower.map { $0 + Rational(Int.random(in: 0...8, using: &random)) / 8 }
        let values = network.output(at: point)
        let box = (0..<3).flatMap { i in
            [
                Formula.row(LinearRow(.input(i), times: -1, bound: -lower[i])),
                .row(LinearRow(.input(i), times: 1, bound: upper[i])),
            ]
        }
        let order = Formula.row(LinearRow(terms: [(.input(0), 1), (.input(2), -1)], bound: 0))
        let patterns = (0..<2).map { _ -> Formula in
            let signs = (0..<Int.random(in: 0...3, using: &random)).map { _ -> Formula in
                let sign: Rational = Bool.random(using: &random) ? 1 : -1
                let isStrict = Int.random(in: 0...3, using: &random) == 0
                let node = Int.random(in: 2...7, using: &random)
                return .row(LinearRow(.output(node), times: sign, bound: 0, isStrict: isStrict))
            }
            let gap = values[0] - values[1] + Rational(weight: random.eighths(1)) / 4
            let row = LinearRow(terms: [(.output(0), -1), (.output(1), 1)], bound: -gap)
            return .all(signs + [.row(row)])
        }
        return UnsafeProperty(
            inputCount: 3, outputCount: 8, formula: .all(box + [order, .any(patterns)]), source: "random")
    }

    @Test(arguments: 0..<8) func decisionsAndRowsAgree(chunk: Int) throws {
        var violated = 0
        var decided = 0
        for seed in chunk * 15..<(chunk + 1) * 15 {
            var random = SeededNumbers(seed: seed)
            let network = Self.product(&random)
            let property = Self.property(on: network, &random)
            let query = try Query.lowered(network: network, property: property).query
            let asRows = query.with(try Query.cases(of: property).cases)
            let hasDecisions = asRows.cases.contains { !$0.decisions.isEmpty }
            #expect(!hasDecisions)
            decided += query.cases.count { !$0.decisions.isEmpty }
            let expected: Bool = try #require(
                asRows.verdict(.smt, threads: 1).isViolated as Bool?, "seed \(seed)")
            violated += expected ? 1 : 0
            for engine in [EngineChoice.smt, .auto] {
                let verdict = query.verdict(engine, threads: 1, attackRestarts: 2)
                #expect(verdict.isViolated == expected, "seed \(seed): \(engine) says \(verdict)")
                guard case .violated(let witness) = verdict else { continue }
                let output = network.output(at: witness.exactInput)
                #expect(property.formula.isMet(input: witness.exactInput, output: output), "seed \(seed)")
            }
        }
        #expect(violated > 1 && violated < 14 && decided > 5)
    }
}
