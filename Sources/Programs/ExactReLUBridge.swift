/// Undecided ReLU -> a disjunction, exact without any bounds:
///
///     (z >= 0 and y - z = 0)  or  (z <= 0 and y = 0)
///
/// y >= 0 is a variable bound and helps the solver before it picks an alternative.
package enum ExactReLUBridge {
    package static func add(z: VariableIndex, y: VariableIndex, name: String, to program: inout Program) {
        let sign = LinearExpression([(variable: z, coefficient: 1)])
        let output = LinearExpression([(variable: y, coefficient: 1)])
        let difference = LinearExpression([(variable: z, coefficient: -1), (variable: y, coefficient: 1)])
        program.addDisjunction(
            Disjunction([
                [Row("\(name)_active", sign, lower: 0), Row("\(name)_equal", difference, lower: 0, upper: 0)],
                [Row("\(name)_inactive", sign, upper: 0), Row("\(name)_zero", output, lower: 0, upper: 0)],
            ]))
    }
}
