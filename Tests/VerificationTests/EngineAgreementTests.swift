import Contexts
import Exact
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
            let query = randomQuery(seed: seed)
            let verdicts = [EngineChoice.bab, .milp, .smt, .auto].map {
                ($0, query.verdict($0, threads: 1, attackRestarts: 2))
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
                continue
            }
            for (engine, verdict) in verdicts {
                guard let isViolated = verdict.isViolated else { continue }
                #expect(isViolated == exact, "seed \(seed): \(engine) disagrees with smt")
            }
            #expect(verdicts[3].1.isViolated != nil, "seed \(seed): auto gave no answer")
        }
    }

    /// A random small network, a random box, and one to three unsafe polyhedra whose thresholds lie near values that
    /// the network takes: about half of the queries are violated, many of them barely.
    private func randomQuery(seed: Int) -> Query {
        var random = SeededNumbers(seed: seed)
        let depth = Int.random(in: 1...3, using: &random)
        let inputs = Int.random(in: 1...3, using: &random)
        let outputs = Int.random(in: 1...2, using: &random)
        let widths = [inputs] + (0..<depth).map { _ in Int.random(in: 1...4, using: &random) } + [outputs]
        let network = SampleNetworks.random(widths: widths, &random)
        let lower = (0..<inputs).map { _ in Rational(weight: random.eighths(1)) }
        let upper = lower.map { $0 + Rational(weight: abs(random.eighths(1))) }
        let middle = zip(lower, upper).map { ($0 + $1) * Rational(weight: 0.5) }
        let typical = network.output(at: middle)
        let unsafe = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            (0..<Int.random(in: 1...2, using: &random)).map { _ in
                let terms = (0..<outputs).map {
                    (variable: Variable.output($0), coefficient: Rational(Int.random(in: -2...2, using: &random)))
                }
                let value = terms.indices.reduce(Rational.zero) { $0 + terms[$1].coefficient * typical[$1] }
                let bound = value + Rational(weight: random.eighths(1)) - Rational(weight: 0.25)
                return LinearRow(terms: terms, bound: bound, isStrict: Bool.random(using: &random))
            }
        }
        // A region row on inputs, sometimes.
        let row = LinearRow(
            terms: (0..<inputs).map { (.input($0), Rational(Int.random(in: -1...1, using: &random))) },
            bound: middle.reduce(.zero, +))
        let regionRows = Int.random(in: 0...3, using: &random) == 0 ? [row] : []
        return SampleQueries.box(network, lower: lower, upper: upper, unsafe: unsafe, regionRows: regionRows)
    }

    /// The witness violates the property in exact arithmetic, recomputed here.
    private func expectReplay(_ witness: Witness, _ query: Query, seed: Int) {
        let problem = query.cases[witness.caseIndex]
        #expect(problem.box.contains(witness.exactInput), "seed \(seed)")
        let output = query.network.output(at: witness.exactInput)
        let rows = problem.regionRows + problem.unsafe[witness.unsafeIndex].rows
        for row in rows {
            let slack = row.slack { variable in
                switch variable {
                case .input(let i): witness.exactInput[i]
                case .output(let j): output[j]
                }
            }
            #expect(row.isMet(slack: slack), "seed \(seed): \(row)")
        }
    }
}
