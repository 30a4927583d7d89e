import Contexts
import Networks
import Properties
import Queries
import TestSupport
import Testing
import Verification

/// Engines against each other on seeded random queries: a wrong verdict of any of them shows as a disagreement.
@Suite struct EngineAgreementTests {
    /// Two threads' worth of queries in chunks, so that chunks run in parallel and a failure names its seed.
    static let chunks = 40
    static let perChunk = 25

    @Test(arguments: 0..<chunks) func branchAndBoundMILPAndSMTAgree(chunk: Int) {
        for seed in (chunk * Self.perChunk)..<((chunk + 1) * Self.perChunk) {
            expectAgreement(SampleQueries.random(seed: seed), seed: seed)
        }
    }

    /// The same with patterns and rows in the regions.
    @Test(arguments: 0..<chunks) func enginesAgreeOnPatterns(chunk: Int) {
        for seed in (chunk * Self.perChunk)..<((chunk + 1) * Self.perChunk) {
            expectAgreement(SampleQueries.randomPattern(seed: seed), seed: seed)
        }
    }

    /// The same on networks with convolutions, clips and greatest elements.
    @Test(arguments: 0..<10) func enginesAgreeOnPictures(chunk: Int) {
        for seed in (chunk * Self.perChunk)..<((chunk + 1) * Self.perChunk) {
            expectAgreement(SampleQueries.randomPictures(seed: seed), seed: seed)
        }
    }

    private func expectAgreement(_ query: Query, seed: Int) {
        let verdicts = [EngineChoice.bab, .milp, .smt, .auto].map {
            ($0, query.verdict($0, seconds: 60, threads: 1, attackRestarts: 2))
        }
        for (engine, verdict) in verdicts {
            if case .violated(let witness) = verdict { expectReplay(witness, query, seed: seed) }
            // On random weights a query that floats cannot decide is possible; a wrong answer is not.
            if case .unknown(let reason) = verdict {
                guard case .numerical = reason else {
                    Issue.record("seed \(seed): \(engine) stopped with \(reason)")
                    continue
                }
            }
        }
        guard let exact = verdicts[2].1.isViolated else {
            Issue.record("seed \(seed): smt gave no answer")
            return
        }
        for (engine, verdict) in verdicts {
            guard let isViolated = verdict.isViolated else { continue }
            #expect(isViolated == exact, "seed \(seed): \(engine) disagrees with smt")
        }
        #expect(verdicts[3].1.isViolated != nil, "seed \(seed): auto gave no answer")
    }

    /// The witness violates the property in exact arithmetic, recomputed here.
    private func expectReplay(_ witness: Witness, _ query: Query, seed: Int) {
        #expect(query.regionContains(witness.exactInput, case: witness.caseIndex), "seed \(seed)")
        let output = query.network.output(at: witness.exactInput)
        for row in query.cases[witness.caseIndex].unsafe[witness.unsafeIndex].rows {
            #expect(row.isMet(input: witness.exactInput, output: output), "seed \(seed): \(row)")
        }
    }
}
