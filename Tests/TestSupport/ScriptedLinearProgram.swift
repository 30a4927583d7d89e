package import Contexts
package import MILPSolving
package import Programs

/// A linear-programming back end that plays back answers: for tests of code that must survive a wrong solver.
package final class ScriptedLinearProgram: LinearProgramSolving {
    package private(set) var program: Program
    private var script: [LPSolution]

    /// Answers with the solutions in order; the last one is repeated.
    package init(_ program: Program, script: [LPSolution]) {
        precondition(!script.isEmpty, "a script without an answer")
        self.program = program
        self.script = script
    }

    package func setBounds(of variable: VariableIndex, lower: Double, upper: Double) {
        program.setBounds(of: variable, lower: lower, upper: upper)
    }

    package func setSides(of row: RowIndex, lower: Double, upper: Double) {
        program.setSides(of: row, lower: lower, upper: upper)
    }

    package func setObjective(_ objective: LinearExpression) {
        program.objective = objective
    }

    package func solve(limits: Limits, stopAbove: Double) -> LPSolution {
        script.count > 1 ? script.removeFirst() : script[0]
    }
}
