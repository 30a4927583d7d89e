import Contexts
import Exact
import MILPSolving
import Networks
import Programs
import Properties
import Queries
import TestSupport
import Testing

@Suite struct LPSolverTests {
    /// min -x - y, x + 2 y <= 4, 3 x + y <= 6 on [0, 10]^2: optimum -2.8 at (1.6, 1.2).
    private func textbook() -> Program {
        var program = Program()
        let x = program.addVariable("x", lower: 0, upper: 10)
        let y = program.addVariable("y", lower: 0, upper: 10)
        program.addRow(
            Row("a", LinearExpression([(variable: x, coefficient: 1), (variable: y, coefficient: 2)]), upper: 4))
        program.addRow(
            Row("b", LinearExpression([(variable: x, coefficient: 3), (variable: y, coefficient: 1)]), upper: 6))
        program.objective = LinearExpression([(variable: x, coefficient: -1), (variable: y, coefficient: -1)])
        return program
    }

    @Test func optimum() throws {
        let solver = try LPSolver(textbook())
        let solution = solver.solve(limits: Limits())
        #expect(solution.status == .optimal)
        #expect(abs(solution.objective + 2.8) < 1e-9)
        #expect(abs(solution.values[0] - 1.6) < 1e-9)
        let bound = CertifiedBound.lowerBound(of: solver.program, multipliers: solution.multipliers)
        #expect(bound <= -2.8 && bound > -2.8 - 1e-9)
    }

    @Test func warmStart() throws {
        let solver = try LPSolver(textbook())
        _ = solver.solve(limits: Limits())
        solver.setBounds(of: VariableIndex(1), lower: 0, upper: 1)
        let solution = solver.solve(limits: Limits())
        #expect(abs(solution.objective + 8.0 / 3) < 1e-9)
        solver.setSides(of: RowIndex(1), lower: -.infinity, upper: 3)
        #expect(abs(solver.solve(limits: Limits()).objective + 5.0 / 3) < 1e-9)
    }

    @Test func infeasibleWithRay() throws {
        var program = textbook()
        let both = LinearExpression([
            (variable: VariableIndex(0), coefficient: 1), (variable: VariableIndex(1), coefficient: 1),
        ])
        program.addRow(Row("c", both, lower: 3))
        let solver = try LPSolver(program)
        let solution = solver.solve(limits: Limits())
        #expect(solution.status == .infeasible)
        #expect(CertifiedBound.provesEmptiness(of: program, multipliers: solution.multipliers))
    }

    @Test func unbounded() throws {
        var program = textbook()
        program.setBounds(of: VariableIndex(0), lower: -.infinity, upper: 10)
        program.objective = LinearExpression([(variable: VariableIndex(0), coefficient: 1)])
        let solver = try LPSolver(program)
        #expect(solver.solve(limits: Limits()).status == .unbounded)
    }

    @Test func crossedBounds() throws {
        let solver = try LPSolver(textbook())
        solver.setBounds(of: VariableIndex(0), lower: 2, upper: 1)
        #expect(solver.solve(limits: Limits()).status == .infeasible)
        #expect(CertifiedBound.provesEmptiness(of: solver.program, multipliers: [0, 0]))
        solver.setBounds(of: VariableIndex(0), lower: 0, upper: 10)
        #expect(solver.solve(limits: Limits()).status == .optimal)
    }

    @Test func objectiveLimit() throws {
        let solver = try LPSolver(textbook())
        let solution = solver.solve(limits: Limits(), stopAbove: -5)
        #expect(solution.status == .objectiveLimit || solution.status == .optimal)
        let bound = CertifiedBound.lowerBound(of: solver.program, multipliers: solution.multipliers)
        #expect(bound >= -5 && bound <= -2.8)
    }

    @Test func disjunctionsAreRefused() {
        var program = textbook()
        program.addDisjunction(Disjunction([]))
        #expect(throws: ProgramDefect.disjunctions) { try LPSolver(program) }
    }

    @Test func interruptAndDeadline() throws {
        let solver = try LPSolver(textbook())
        let interrupted = Limits()
        interrupted.interrupt()
        #expect(solver.solve(limits: interrupted).status == .stopped(.interrupted))
        #expect(solver.solve(limits: Limits(deadline: .now)).status == .stopped(.timeout))
    }

    /// On random networks the certified bound is close to the LP optimum and never above the true minimum.
    @Test(arguments: 0..<40) func certifiedBoundIsTight(seed: Int) throws {
        let graph = SampleNetworks.randomGraph([3, 12, 12, 1], seed: seed)
        let region = SampleQueries.region([-1, -1, -1], [1, 1, 1])
        let bounds = graph.intervalBounds(lower: region.lower, upper: region.upper)
        var encoded = try Encoder(
            graph: graph, case: region, polyhedron: Polyhedron(rows: []), bounds: bounds,
            phases: Phases(neuronCount: graph.neuronCount), encoding: .relaxation
        ).encode()
        let y = try #require(encoded.variables[graph.output][0])
        encoded.program.objective = LinearExpression([(variable: y, coefficient: 1)])
        let solution = try LPSolver(encoded.program).solve(limits: Limits())
        #expect(solution.status == .optimal)
        let bound = CertifiedBound.lowerBound(of: encoded.program, multipliers: solution.multipliers)
        #expect(bound <= solution.objective + 1e-6)
        #expect(bound >= solution.objective - 1e-9 * max(1, abs(solution.objective)))
        var generator = SeededNumbers(seed: seed)
        for _ in 0..<50 {
            let point = (0..<3).map { _ in Rational(weight: generator.eighths(1)) }
            let value = graph.values(at: point)[graph.output][0]
            #expect(Rational(weight: bound) <= value)
        }
    }
}
