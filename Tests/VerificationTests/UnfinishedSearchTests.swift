import Contexts
import Exact
import Networks
import Queries
import TestSupport
import Testing
import Verification

@Suite struct UnfinishedSearchTests {
    private static let half = Rational(1) / 2

    /// |x| on [-1, 1] against the unsafe y >= 1/2: violated, but nothing else is looked at here.
    private let query = SampleQueries.box(
        SampleNetworks.absolute, lower: [-1], upper: [1], unsafe: [[SampleQueries.atLeast(0, half)]])

    @Test func names() throws {
        var standing = Standing()
        standing.bound = -0.5
        standing.open = 2
        standing.hardest = [SplitCount(.neuron(1), splits: 3), SplitCount(.input(0), splits: 1)]
        let unfinished = try #require(UnfinishedSearch(standing, of: query))
        let layer = query.network.reluLayers[0].activationName
        #expect(unfinished.hardest == [.init(name: "\(layer)[1]", splits: 3), .init(name: "X_0", splits: 1)])
        #expect(unfinished.gap == 0.5 && unfinished.open == 2 && unfinished.attack == nil)
        #expect(UnfinishedSearch(Standing(), of: query) == nil)
    }

    /// relu(x) + relu(-x) >= 0 is what interval bounds see.
    @Test func nothingBesideAProof() throws {
        let query = SampleQueries.box(
            SampleNetworks.absolute, lower: [-1], upper: [1], unsafe: [[SampleQueries.atMost(0, -Self.half / 2)]])
        var options = Options()
        options.engine = .bounds
        let answer = Verifier(query: query, context: Context(options: options)).run()
        guard case .holds = answer.verdict else {
            Issue.record("\(answer.verdict)")
            return
        }
        #expect(answer.unfinished == nil)
    }

    /// s - 2 relu(s - 1) + relu(s - 7/4), s = x0 + x1 over the unit square, is at most 1; what bounds make of it is more, with
    /// any slopes at least 5/4.
    @Test func limitsOfSubproblems() throws {
        let network = SampleNetworks.chain([
            ([[1, 1], [1, 1], [1, 1]], [0, -1, -1.75]), ([[1, -2, 1]], [0]),
        ])
        let query = SampleQueries.box(
            network, lower: [0, 0], upper: [1, 1],
            unsafe: [[SampleQueries.atLeast(0, 1 + Rational(1) / 100)]])
        var options = Options()
        options.engine = .bounds
        let bounds = Verifier(query: query, context: Context(options: options)).run()
        #expect(bounds.verdict == .unknown(.incomplete(.bounds)))
        let unfinished = try #require(bounds.unfinished)
        #expect(try #require(unfinished.gap) > 0.2)
        #expect(unfinished.attack == nil)
        options.engine = .bab
        options.threads = 1
        let limits = Limits(nodes: 1)
        let context = Context(options: options, limits: limits)
        let search = Verifier(query: query, context: context).run()
        guard case .unknown(.nodes) = search.verdict else {
            Issue.record("\(search.verdict)")
            return
        }
        let left = try #require(search.unfinished)
        // The greatest output is 1: a point with it keeps a margin of 1/100.
        #expect(abs(try #require(left.attack) - 0.01) < 1e-6)
        #expect(left.open > 0)
        #expect(try #require(left.gap) >= 0)
    }
}
