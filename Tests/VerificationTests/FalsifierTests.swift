import Contexts
import Exact
import Properties
import Queries
import TestSupport
import Testing
import Verification

@Suite struct FalsifierTests {
    /// |x| on [-1, 1] with an unsafe output of at least `bound`.
    private func query(_ bound: Int) -> Query {
        SampleQueries.box(
            SampleNetworks.absolute, lower: [-1], upper: [1], unsafe: [[SampleQueries.atLeast(0, .init(bound))]])
    }

    private func run(_ query: Query, rounds: Int = 3, limits: Limits = Limits()) -> Falsifier.Finding {
        Falsifier(query: query, context: Context(limits: limits), rounds: rounds).run()
    }

    @Test func findsACounterexample() throws {
        let finding = run(query(1))
        let witness = try #require(finding.witness)
        #expect(abs(witness.input[0]) == 1)
        #expect(finding.verdict == .violated(witness))
    }

    /// The property holds, and nothing here can say so.
    @Test func neverClaimsAProof() {
        let finding = run(query(2))
        #expect(finding.witness == nil)
        #expect(finding.verdict == .unknown(.noCounterexample(points: finding.statistics.attackPoints)))
        #expect(finding.statistics.attackPoints > 3 * 128)
    }

    @Test func moreRoundsLookAtMorePoints() {
        #expect(
            run(query(2), rounds: 4).statistics.attackPoints == 4 * run(query(2), rounds: 1).statistics.attackPoints)
    }

    @Test func stops() {
        #expect(run(query(2), limits: Limits(deadline: .now - .seconds(1))).verdict == .unknown(.timeout))
        let limits = Limits()
        limits.interrupt()
        #expect(run(query(2), limits: limits).verdict == .unknown(.interrupted))
    }

    /// Whatever the attack finds under a pattern is in the closed region of the pattern, by exact arithmetic.
    @Test("Subtlety 10: attacks respect the pattern", arguments: 0..<40)
    func attacksRespectPatterns(seed: Int) {
        let query = SampleQueries.randomPattern(seed: 9_000 + seed)
        guard let witness = run(query, rounds: 1).witness else { return }
        let phases = query.graph.preActivations(at: witness.exactInput)
        for decision in query.cases[witness.caseIndex].decisions {
            let z = phases[decision.neuron]
            #expect(decision.isActive ? z >= .zero : z <= .zero, "neuron \(decision.neuron)")
        }
    }

    @Test func aQueryWithoutCasesHasNoCounterexample() {
        let empty = Query(network: SampleNetworks.absolute, graph: SampleNetworks.absoluteGraph, cases: [])
        #expect(run(empty).verdict == .unknown(.noCounterexample(points: 0)))
    }
}
