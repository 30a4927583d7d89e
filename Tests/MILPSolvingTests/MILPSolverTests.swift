import Contexts
import Exact
import MILPSolving
import Networks
import Programs
import Properties
import Queries
import TestSupport
import Testing

@Suite struct MILPSolverTests {
    private func encode(
        _ graph: AffineReLUGraph, _ region: Case, _ rows: [LinearRow] = [], _ encoding: Encoding = .mixedInteger,
        _ phases: Phases? = nil
    ) throws -> EncodedQuery {
        try Encoder(
            graph: graph, case: region, polyhedron: Polyhedron(rows: rows),
            bounds: graph.intervalBounds(lower: region.lower, upper: region.upper),
            phases: phases ?? Phases(neuronCount: graph.neuronCount), encoding: encoding
        ).encode()
    }

    private func objective(_ encoded: EncodedQuery, _ graph: AffineReLUGraph, _ sign: Double) -> LinearExpression {
        LinearExpression(encoded.variables[graph.output].compactMap { $0 }.map { (variable: $0, coefficient: sign) })
    }

    private let interval = SampleQueries.region([-1], [1])

    @Test func absoluteValue() throws {
        let graph = SampleNetworks.absoluteGraph
        var encoded = try encode(graph, interval)
        encoded.program.objective = objective(encoded, graph, 1)
        #expect(try MILPSolver(encoded.program).solve(limits: Limits()).incumbent?.objective == 0)
        encoded.program.objective = objective(encoded, graph, -1)
        let greatest = try MILPSolver(encoded.program).solve(limits: Limits())
        #expect(greatest.status == .optimal && greatest.bound == -1)
        #expect(greatest.incumbent.map { abs(encoded.input(at: $0.values)[0]) } == 1)
        // The relaxation knows only that relu(x) + relu(-x) <= 1.
        var relaxed = try encode(graph, interval, [], .relaxation)
        relaxed.program.objective = objective(relaxed, graph, -1)
        #expect(try LPSolver(relaxed.program).solve(limits: Limits()).objective == -1)
    }

    @Test func infeasibleProperty() throws {
        let encoded = try encode(
            SampleNetworks.absoluteGraph, interval, [SampleQueries.output([1], atMost: Rational(-1) / 2)])
        let solution = try MILPSolver(encoded.program).solve(limits: Limits())
        #expect(solution.status == .infeasible && solution.incumbent == nil)
    }

    @Test func unboundedObjective() throws {
        var program = Program()
        let x = program.addVariable("x")
        let d = program.addVariable("d", lower: 0, upper: 1, isBinary: true)
        program.addRow(
            Row("r", LinearExpression([(variable: x, coefficient: 1), (variable: d, coefficient: 1)]), upper: 3))
        program.objective = LinearExpression([(variable: x, coefficient: 1)])
        #expect(try MILPSolver(program).solve(limits: Limits()).status == .unbounded)
    }

    /// The optimum equals the least over all phase patterns of the linear program with these phases.
    @Test(arguments: 0..<25) func equalsBruteForceOverPatterns(seed: Int) throws {
        let graph = SampleNetworks.randomGraph([2, 4, 3, 1], seed: seed)
        let region = SampleQueries.region([-1, -1], [1, 1])
        var encoded = try encode(graph, region)
        encoded.program.objective = objective(encoded, graph, 1)
        let optimum = try MILPSolver(encoded.program).solve(limits: Limits())
        #expect(optimum.status == .optimal)
        var least = Double.infinity
        for pattern in 0..<(1 << graph.neuronCount) {
            var phases = Phases(neuronCount: graph.neuronCount)
            for neuron in 0..<graph.neuronCount {
                phases[NeuronIndex(neuron)] = pattern >> neuron & 1 == 1 ? .active : .inactive
            }
            var part = try encode(graph, region, [], .relaxation, phases)
            part.program.objective = objective(part, graph, 1)
            let solution = try LPSolver(part.program).solve(limits: Limits())
            #expect(solution.status == .optimal || solution.status == .infeasible)
            if solution.status == .optimal { least = min(least, solution.objective) }
            if solution.status == .infeasible {
                #expect(CertifiedBound.provesEmptiness(of: part.program, multipliers: solution.multipliers))
            }
        }
        let found = try #require(optimum.incumbent)
        #expect(abs(found.objective - least) < 1e-6)
        // The incumbent's input, evaluated by the network.
        let input = encoded.input(at: found.values).map { Rational(weight: min(max($0, -1), 1)) }
        #expect(abs(graph.values(at: input)[graph.output][0].double(.nearest) - found.objective) < 1e-6)
    }

    @Test func visitorEndsTheSearch() throws {
        let graph = SampleNetworks.randomGraph([3, 8, 8, 1], seed: 1)
        var encoded = try encode(graph, SampleQueries.region([-1, -1, -1], [1, 1, 1]))
        encoded.program.objective = objective(encoded, graph, 1)
        var seen: [Double] = []
        let solution = try MILPSolver(encoded.program).solve(limits: Limits()) { incumbent in
            seen.append(incumbent.objective)
            return .stop
        }
        #expect(solution.status == .stoppedByVisitor)
        #expect(seen.count == 1 && solution.incumbent?.objective == seen.first)
        #expect(solution.incumbent?.values.count == encoded.program.variables.count)
    }

    /// An elastic relaxation is feasible, and its certified minimum proves an impossible pattern empty.
    @Test func elasticProof() throws {
        var phases = Phases(neuronCount: 2)
        phases[NeuronIndex(0)] = .active
        phases[NeuronIndex(1)] = .active
        let region = SampleQueries.region([-1], [1], rows: [SampleQueries.input([-1], atMost: Rational(-1) / 2)])
        let encoded = try encode(SampleNetworks.absoluteGraph, region, [], .elasticRelaxation, phases)
        let solver = try LPSolver(encoded.program)
        let solution = solver.solve(limits: Limits())
        #expect(solution.status == .optimal)
        let bound = CertifiedBound.lowerBound(of: encoded.program, multipliers: solution.multipliers)
        #expect(bound > 0.2 && bound <= 0.25)
        // The same proof, stopped as soon as it is one.
        let early = solver.solve(limits: Limits(), stopAbove: 1e-6)
        #expect(CertifiedBound.lowerBound(of: encoded.program, multipliers: early.multipliers) > 0)
        // Without the region the pattern allows x = 0, and nothing is proved.
        let open = try encode(SampleNetworks.absoluteGraph, interval, [], .elasticRelaxation, phases)
        let feasible = try LPSolver(open.program).solve(limits: Limits())
        #expect(feasible.status == .optimal)
        #expect(CertifiedBound.lowerBound(of: open.program, multipliers: feasible.multipliers) <= 0)
    }

    /// A search far beyond a second.
    private func hard() throws -> Program {
        let graph = SampleNetworks.randomGraph([8, 30, 30, 30, 1], seed: 2)
        let region = SampleQueries.region(
            [Rational](repeating: -1, count: 8), [Rational](repeating: 1, count: 8))
        var encoded = try encode(graph, region)
        encoded.program.objective = objective(encoded, graph, 1)
        return encoded.program
    }

    @Test(.timeLimit(.minutes(1))) func interrupt() throws {
        let solver = try MILPSolver(hard())
        let limits = Limits()
        let later = LaterInterrupt(limits, milliseconds: 300)
        let solution = solver.solve(limits: limits)
        #expect(solution.status == .stopped(.interrupted))
        #expect(try #require(later.age) < .seconds(1))
    }

    @Test func timeLimit() throws {
        let deadline = ContinuousClock.now + .milliseconds(300)
        let solution = try MILPSolver(hard()).solve(limits: Limits(deadline: deadline))
        #expect(solution.status == .stopped(.timeout))
        #expect(ContinuousClock.now - deadline < .seconds(1))
    }

    /// A back end that lies: nothing wrong is concluded from it.
    @Test func aLyingSolverProvesNothing() throws {
        let encoded = try encode(SampleNetworks.absoluteGraph, interval, [], .elasticRelaxation)
        let lie = LPSolution(
            status: .optimal, objective: 5, values: [Double](repeating: 0, count: encoded.program.variables.count),
            multipliers: encoded.program.rows.map { _ in 3 })
        let solver: any LinearProgramSolving = ScriptedLinearProgram(encoded.program, script: [lie])
        let solution = solver.solve(limits: Limits())
        #expect(CertifiedBound.lowerBound(of: solver.program, multipliers: solution.multipliers) <= 0)
    }
}
