import Bounds
import Contexts
import Exact
import Networks
import Properties
import Queries
import Searching
import TestSupport
import Testing

/// What a search leaves behind when it runs into a limit, and that one worker repeats itself.
@Suite struct SearchLimitsTests {
    private func run(
        _ query: Query, _ splitting: Splitting, limits: Limits, seed: Int = 3, judge: Judge? = nil
    ) -> (outcome: SearchOutcome, statistics: Statistics, standing: Standing) {
        var options = Options()
        options.threads = 1
        options.seed = seed
        options.batchSize = 4
        let context = Context(options: options, limits: limits)
        var statistics = Statistics()
        let graph = PreparedGraph(query.graph)
        let judge = judge ?? exactJudge(query)
        if let witness = Falsification(graph: graph, query: query, context: context, judge: judge).run(&statistics) {
            return (.witness(witness), statistics, context.progress.standing)
        }
        let search = BranchAndBound(graph: graph, query: query, splitting: splitting, context: context, judge: judge)
        return (search.run(&statistics), statistics, context.progress.standing)
    }

    /// A network whose output somewhere exceeds `share` of what it has at the middle of the box.
    private func query(share: Double, seed: Int = 4) -> Query {
        var random = SeededNumbers(seed: seed)
        let network = SampleNetworks.random(widths: [3, 10, 10, 1], &random)
        let value = network.output(at: [0, 0, 0])[0].double(.nearest)
        return SampleQueries.box(
            network, lower: [-1, -1, -1], upper: [1, 1, 1],
            unsafe: [[SampleQueries.atLeast(0, Rational(weight: value + share))]])
    }

    /// A judge that accepts nothing keeps the search going where everything else finds a witness.
    @Test(arguments: [Splitting.inputs, .phases]) func runsWithOneWorkerRepeat(splitting: Splitting) throws {
        for share in [0.5, 2] {
            func once() -> (outcome: SearchOutcome, statistics: Statistics, standing: Standing) {
                run(query(share: share), splitting, limits: Limits(nodes: 100)) { _, _ in nil }
            }
            let (first, second) = (once(), once())
            #expect(first.statistics == second.statistics)
            #expect(first.standing == second.standing)
            #expect("\(first.outcome)" == "\(second.outcome)")
        }
        let searched = run(query(share: 0.5), splitting, limits: Limits(nodes: 100)) { _, _ in nil }
        #expect(searched.statistics.splits > 10)
    }

    @Test(arguments: [Splitting.inputs, .phases]) func witnessesRepeat(splitting: Splitting) throws {
        func once() -> Witness? {
            var options = Options()
            options.threads = 1
            options.seed = 3
            let query = query(share: 0.5)
            var statistics = Statistics()
            let search = BranchAndBound(
                graph: PreparedGraph(query.graph), query: query, splitting: splitting,
                context: Context(options: options), judge: exactJudge(query))
            guard case .witness(let witness) = search.run(&statistics) else { return nil }
            return witness
        }
        let first = try #require(once())
        #expect(once() == first)
    }

    /// The number of subproblems is a limit; the batch under way is finished.
    @Test(arguments: [Splitting.inputs, .phases]) func subproblems(splitting: Splitting) throws {
        let found = run(query(share: 0.5), splitting, limits: Limits(nodes: 50)) { _, _ in nil }
        guard case .stopped(.nodes) = found.outcome else {
            Issue.record("ended as \(found.outcome)")
            return
        }
        #expect((50..<54).contains(found.statistics.boundedSubproblems))
        #expect(found.standing.open > 0)
        // A point is unsafe, and the bounds of the part with it say so: the margin is below 0 on both accounts.
        let bound = try #require(found.standing.bound)
        let attack = try #require(found.standing.attack)
        #expect(bound <= attack && attack <= 0)
        let hardest = found.standing.hardest
        #expect(!hardest.isEmpty && hardest.count <= 5)
        #expect(hardest.map(\.splits) == hardest.map(\.splits).sorted(by: >))
        #expect(hardest.reduce(0) { $0 + $1.splits } <= found.statistics.splits)
        for split in hardest {
            switch split.subject {
            case .input(let input): #expect(splitting == .inputs && (0..<3).contains(input))
            case .neuron(let neuron): #expect((0..<20).contains(neuron))
            }
        }
    }

    @Test func memory() throws {
        let held = try #require(ResidentMemory.bytes)
        let found = run(query(share: 0.5), .inputs, limits: Limits(memory: held + 1_000)) { _, _ in nil }
        guard case .stopped(.memory) = found.outcome else {
            Issue.record("ended as \(found.outcome)")
            return
        }
        #expect(found.statistics.boundedSubproblems == 0)
    }
}
