package import Contexts
package import Programs

/// A linear program that is solved again and again under changing bounds.
///
/// Search code speaks to this protocol; tests give it a scripted back end.
package protocol LinearProgramSolving: AnyObject {
    /// The program as it stands, edits included: what multipliers are checked against.
    var program: Program { get }

    /// Changes bounds; the next solve starts from the last basis.
    func setBounds(of variable: VariableIndex, lower: Double, upper: Double)
    func setSides(of row: RowIndex, lower: Double, upper: Double)
    func setObjective(_ objective: LinearExpression)

    /// Minimises the objective, ignoring integrality. With `stopAbove` the run may end as soon as the objective is known
    /// to exceed it.
    func solve(limits: Limits, stopAbove: Double) -> LPSolution
}

extension LinearProgramSolving {
    package func solve(limits: Limits) -> LPSolution {
        solve(limits: limits, stopAbove: .infinity)
    }
}
