import Exact
import Properties
package import Queries

extension Program {
    /// The inputs of a case's box that meet its region rows, exactly: a variable `X_i` per input. Decided phases are not in
    /// it, and neither is the network.
    package init(regionOf problem: Case) {
        self.init()
        let inputs = problem.lower.indices.map { i in
            addVariable("X_\(i)", lower: problem.lower[i], upper: problem.upper[i])
        }
        addExactEnds(of: inputs, problem)
        for (i, row) in problem.regionRows.enumerated() {
            PropertyBridge.add(
                row, name: "region\(i)", elastic: nil,
                variable: { if case .input(let i) = $0 { inputs[i] } else { nil } }, to: &self)
        }
    }

    /// The box ends that are no Doubles, as rows; the variables' own bounds are those ends rounded outward.
    mutating func addExactEnds(of inputs: [VariableIndex], _ problem: Case) {
        for (i, x) in inputs.enumerated() {
            let (lower, upper) = (problem.box.lower[i], problem.box.upper[i])
            if Rational(exactly: problem.lower[i]) == lower && Rational(exactly: problem.upper[i]) == upper { continue }
            let expression = LinearExpression([(variable: x, coefficient: 1)])
            addRow(Row("box\(i)", expression, exactLower: lower, exactUpper: upper))
        }
    }
}
