import Bounds
import Contexts
import Exact
import MILPSolving
import Networks
import Programs
import Properties
import Queries
import SMTSolving
import TestSupport
import Testing

@Suite struct SMTSolverTests {
    private func encode(
        _ graph: AffineReLUGraph, _ region: Case, _ rows: [LinearRow], _ encoding: Encoding = .exact
    ) throws -> EncodedQuery {
        try Encoder(
            graph: graph, case: region, polyhedron: Polyhedron(rows: rows),
            bounds: graph.intervalBounds(lower: region.lower, upper: region.upper),
            phases: Phases(neuronCount: graph.neuronCount), encoding: encoding
        ).encode()
    }

    private let interval = SampleQueries.region([-1], [1])

    @Test func absoluteValue() throws {
        // |x| >= 1 is met at the ends, |x| > 1 nowhere.
        let met = try encode(SampleNetworks.absoluteGraph, interval, [SampleQueries.output([-1], atMost: -1)])
        guard case .satisfiable(let model) = SMTSolver.solve(met.program, limits: Limits()) else {
            Issue.record("|x| = 1 was not found")
            return
        }
        #expect(met.input(at: model)[0].magnitude == .one)
        let strict = try encode(
            SampleNetworks.absoluteGraph, interval, [SampleQueries.output([-1], atMost: -1, isStrict: true)])
        #expect(SMTSolver.solve(strict.program, limits: Limits()) == .unsatisfiable)
    }

    /// The ends of the box are exact: x <= 1/3 excludes |x| > 1/3 but not |x| >= 1/3.
    @Test func exactEnds() throws {
        let third = Rational(1) / 3
        let region = SampleQueries.region([.zero], [third])
        let reach = try encode(SampleNetworks.absoluteGraph, region, [SampleQueries.output([-1], atMost: -third)])
        guard case .satisfiable(let model) = SMTSolver.solve(reach.program, limits: Limits()) else {
            Issue.record("1/3 was not found")
            return
        }
        #expect(reach.input(at: model) == [third])
        let beyond = try encode(
            SampleNetworks.absoluteGraph, region, [SampleQueries.output([-1], atMost: -third, isStrict: true)])
        #expect(SMTSolver.solve(beyond.program, limits: Limits()) == .unsatisfiable)
    }

    @Test func emptyAndTrivialPrograms() {
        #expect(SMTSolver.solve(Program(), limits: Limits()) == .satisfiable(model: []))
        var none = Program()
        none.addDisjunction(Disjunction([]))
        #expect(SMTSolver.solve(none, limits: Limits()) == .unsatisfiable)
        var crossed = Program()
        crossed.addVariable("x", lower: 1, upper: 0)
        #expect(SMTSolver.solve(crossed, limits: Limits()) == .unsatisfiable)
    }

    /// A name that SMT-LIB cannot read is an error of Z3, read and reported.
    @Test func readerErrorsAreReported() {
        var program = Program()
        program.addVariable(") oops", lower: 0, upper: 1)
        guard case .unknown(let reason) = SMTSolver.solve(program, limits: Limits()) else {
            Issue.record("a broken script was accepted")
            return
        }
        #expect(!reason.isEmpty)
    }

    /// Integer programming and exact solving agree on random networks, wherever the threshold is not within tolerance.
    @Test(arguments: 0..<100) func agreesWithMixedInteger(seed: Int) throws {
        let graph = SampleNetworks.randomGraph([2, 4, 3, 1], seed: seed)
        let region = SampleQueries.region([-1, -1], [1, 1])
        var integer = try encode(graph, region, [], .mixedInteger)
        let y = try #require(integer.variables[graph.output][0])
        integer.program.objective = LinearExpression([(variable: y, coefficient: 1)])
        let optimum = try MILPSolver(integer.program).solve(limits: Limits())
        #expect(optimum.status == .optimal)
        let minimum = try #require(optimum.incumbent?.objective)
        for shift in [-0.01, 0.01] {
            let threshold = Rational(weight: minimum + shift)
            let exact = try encode(graph, region, [SampleQueries.output([1], atMost: threshold)])
            let answer = SMTSolver.solve(exact.program, limits: Limits())
            if shift < 0 {
                #expect(answer == .unsatisfiable)
                continue
            }
            guard case .satisfiable(let model) = answer else {
                Issue.record("Z3 says \(answer) at \(threshold)")
                continue
            }
            // The witness is judged by the network itself.
            let input = exact.input(at: model)
            #expect(region.box.contains(input))
            #expect(graph.values(at: input)[graph.output][0] <= threshold)
        }
    }

    /// A query far beyond a second of Z3's time.
    private func hard() throws -> Program {
        let graph = SampleNetworks.randomGraph([8, 24, 24, 24, 1], seed: 3)
        let region = SampleQueries.region(
            [Rational](repeating: -1, count: 8), [Rational](repeating: 1, count: 8))
        let bounds = graph.intervalBounds(lower: region.lower, upper: region.upper)
        let threshold = Rational(weight: bounds.lower[graph.output][0]) / 8
        return try encode(graph, region, [SampleQueries.output([1], atMost: threshold)]).program
    }

    /// What is left is less than what Z3 may take in one go; without the limit it can be asked again.
    @Test(.timeLimit(.minutes(1))) func memory() throws {
        let program = try hard()
        let held = try #require(ResidentMemory.bytes)
        let limits = Limits(deadline: .now + .seconds(30), memory: held + (1 << 20))
        #expect(SMTSolver.solve(program, limits: limits) == .stopped(.memory))
        #expect(SMTSolver.solve(Program(), limits: Limits()) == .satisfiable(model: []))
    }

    @Test(.timeLimit(.minutes(1))) func interrupt() throws {
        let program = try hard()
        let limits = Limits()
        let later = LaterInterrupt(limits, milliseconds: 300)
        #expect(SMTSolver.solve(program, limits: limits) == .stopped(.interrupted))
        #expect(try #require(later.age) < .seconds(1))
    }

    @Test func timeout() throws {
        let program = try hard()
        let deadline = ContinuousClock.now + .milliseconds(300)
        let answer = SMTSolver.solve(program, limits: Limits(deadline: deadline))
        #expect(answer == .stopped(.timeout))
        #expect(ContinuousClock.now - deadline < .seconds(1))
        #expect(SMTSolver.solve(program, limits: Limits(deadline: .now)) == .stopped(.timeout))
    }
}
