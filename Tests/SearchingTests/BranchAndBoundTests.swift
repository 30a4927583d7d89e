import Bounds
import Contexts
import Exact
import Networks
import Properties
import Queries
import Searching
import TestSupport
import Testing

@Suite struct BranchAndBoundTests {
    private func search(
        _ query: Query, _ splitting: Splitting, programs: ProgramUse = .atLeaves, threads: Int = 2,
        limits: Limits = Limits(deadline: .now + .seconds(20)), judge: Judge? = nil
    ) -> SearchOutcome {
        var options = Options()
        options.threads = threads
        var statistics = Statistics()
        let search = BranchAndBound(
            graph: PreparedGraph(query.graph), query: query, splitting: splitting, programs: programs,
            context: Context(options: options, limits: limits), judge: judge ?? exactJudge(query))
        return search.run(&statistics)
    }

    private func xor(
        _ unsafe: [[LinearRow]], regionRows: [LinearRow] = [], decisions: [PhaseDecision] = []
    ) -> Query {
        SampleQueries.box(
            SampleNetworks.xor, lower: [0, 0], upper: [1, 1], unsafe: unsafe, regionRows: regionRows,
            decisions: decisions)
    }

    private static let quarter = Rational(1) / 4

    /// The output lies in [0, 1]: bounds alone do not see it, splitting does.
    @Test(arguments: [Splitting.inputs, .phases], [1, 2]) func provesXor(splitting: Splitting, threads: Int) {
        let unsafe = [[SampleQueries.atLeast(0, 1 + Self.quarter)], [SampleQueries.atMost(0, -Self.quarter)]]
        guard case .closed(let leaves, _) = search(xor(unsafe), splitting, threads: threads) else {
            Issue.record("the search did not close")
            return
        }
        #expect(leaves >= 1)
    }

    /// Splitting phases and splitting inputs come to the same answer; wide layers have much for lines over inputs to gain.
    @Test(arguments: 0..<20) func phasesAndInputsAgree(chunk: Int) {
        for seed in (chunk * 10)..<((chunk + 1) * 10) {
            let queries = [
                SampleQueries.random(seed: seed, widest: 9), SampleQueries.randomPattern(seed: seed),
                SampleQueries.randomPictures(seed: seed),
            ]
            for (kind, query) in queries.enumerated() {
                let answers = [Splitting.inputs, .phases].compactMap { search(query, $0).isViolated }
                #expect(Set(answers).count <= 1, "query \(kind) of seed \(seed)")
            }
        }
    }

    /// What a phase search proves no point of a sample contradicts.
    @Test(arguments: 0..<10) func phaseProofsHold(chunk: Int) {
        var proofs = 0
        for seed in (1_000 + chunk * 10)..<(1_000 + (chunk + 1) * 10) {
            let query = SampleQueries.random(seed: seed, widest: 12)
            guard case .closed = search(query, .phases) else { continue }
            proofs += 1
            var random = SeededNumbers(seed: seed)
            for problem in query.cases {
                for _ in 0..<40 {
                    let point = zip(problem.box.lower, problem.box.upper).map {
                        $0 + ($1 - $0) * Rational(Int.random(in: 0...4, using: &random)) / 4
                    }
                    let output = query.network.output(at: point)
                    guard problem.regionRows.allSatisfy({ $0.isMet(input: point, output: output) }) else { continue }
                    for unsafe in problem.unsafe {
                        #expect(!unsafe.rows.allSatisfy { $0.isMet(input: point, output: output) }, "seed \(seed)")
                    }
                }
            }
        }
        #expect(proofs > 0)
    }

    @Test func provesXorByProgramsEverywhere() {
        let unsafe = [[SampleQueries.atLeast(0, 1 + Self.quarter)], [SampleQueries.atMost(0, -Self.quarter)]]
        guard case .closed = search(xor(unsafe), .phases, programs: .always) else {
            Issue.record("the search did not close")
            return
        }
    }

    /// x0 + x1 <= 1/2 and output >= 3/4 exclude each other, but neither alone is impossible.
    @Test(arguments: [Splitting.inputs, .phases]) func regionRowsTakePart(splitting: Splitting) {
        let query = xor(
            [[SampleQueries.atLeast(0, 3 * Self.quarter)]],
            regionRows: [SampleQueries.input([1, 1], atMost: 2 * Self.quarter)])
        guard case .closed = search(query, splitting) else {
            Issue.record("the search did not close")
            return
        }
    }

    /// On x0 + x1 <= 1 the output is x0 + x1: it cannot be at most 1/2 where x0 >= 3/4. Elsewhere it is 0 at (1, 1).
    @Test(arguments: [Splitting.inputs, .phases], [ProgramUse.atLeaves, .always])
    func patternsTakePart(splitting: Splitting, programs: ProgramUse) {
        let unsafe = [
            [SampleQueries.atMost(0, 2 * Self.quarter), SampleQueries.input([-1, 0], atMost: -3 * Self.quarter)]
        ]
        guard case .closed = search(xor(unsafe, decisions: SampleQueries.pattern(~1)), splitting, programs: programs)
        else {
            Issue.record("the search did not close")
            return
        }
        guard case .witness = search(xor(unsafe), splitting, programs: programs) else {
            Issue.record("no witness without the pattern")
            return
        }
    }

    /// The claim that a pattern has no input, where the box leaves it one and where it does not.
    @Test(arguments: [Splitting.inputs, .phases]) func emptyPatterns(splitting: Splitting) {
        func isEmpty(_ side: LinearRow) -> SearchOutcome {
            search(xor([[]], regionRows: [side], decisions: SampleQueries.pattern(1)), splitting)
        }
        guard case .closed = isEmpty(SampleQueries.input([1, 1], atMost: 3 * Self.quarter)) else {
            Issue.record("the search did not close")
            return
        }
        guard case .witness(let witness) = isEmpty(SampleQueries.input([1, 1], atMost: 5 * Self.quarter)) else {
            Issue.record("no point of the region")
            return
        }
        #expect(witness.input[0] + witness.input[1] >= 1)
    }

    @Test(arguments: [Splitting.inputs, .phases]) func refutesXor(splitting: Splitting) throws {
        guard case .witness(let witness) = search(xor([[SampleQueries.atLeast(0, 3 * Self.quarter)]]), splitting)
        else {
            Issue.record("no witness")
            return
        }
        #expect(SampleNetworks.xor.output(at: witness.exactInput)[0] >= 3 * Self.quarter)
    }

    /// Every point of a wide output range is unsafe and the judge accepts none: such a search has no end of its own.
    private func endless() -> Query {
        var random = SeededNumbers(seed: 4)
        let network = SampleNetworks.random(widths: [12, 30, 30, 30, 1], &random)
        let value = network.output(at: [Rational](repeating: 0, count: 12))[0]
        return SampleQueries.box(
            network, lower: [Rational](repeating: -1, count: 12), upper: [Rational](repeating: 1, count: 12),
            unsafe: [[SampleQueries.atLeast(0, value)]])
    }

    @Test(.timeLimit(.minutes(1)), arguments: [Splitting.inputs, .phases])
    func interruptEndsTheSearchWithinASecond(splitting: Splitting) throws {
        let limits = Limits()
        let later = LaterInterrupt(limits, milliseconds: 300)
        let outcome = search(endless(), splitting, limits: limits) { _, _ in nil }
        let age = try #require(later.age)
        guard case .stopped(.interrupted) = outcome else {
            Issue.record("ended as \(outcome)")
            return
        }
        #expect(age < .seconds(1))
    }

    @Test(.timeLimit(.minutes(1)), arguments: [Splitting.inputs, .phases])
    func deadlineEndsTheSearchWithinASecond(splitting: Splitting) {
        let deadline = ContinuousClock.now + .milliseconds(300)
        let outcome = search(endless(), splitting, limits: Limits(deadline: deadline)) { _, _ in nil }
        guard case .stopped(.timeout) = outcome else {
            Issue.record("ended as \(outcome)")
            return
        }
        #expect(ContinuousClock.now - deadline < .seconds(1))
    }
}

extension SearchOutcome {
    /// What the search shows, if anything.
    fileprivate var isViolated: Bool? {
        switch self {
        case .closed: false
        case .witness: true
        case .stopped, .stuck: nil
        }
    }
}
