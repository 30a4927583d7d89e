/// Undecided ReLU with l <= z <= u, l < 0 < u -> mixed-integer rows with one binary d (1: active):
///
///     y >= 0,  y - z >= 0,  y - u d <= 0,  y - z - l d <= -l
///
/// d = 0 forces y = 0 and so z <= 0; d = 1 forces y <= z and so y = z. All coefficients are bounds, which are floats: the
/// rows are exact. y >= 0 is a variable bound. Requires finite bounds; l and u are the tightest big-M constants there are.
package enum BigMBridge {
    /// Adds the binary and the rows, and returns the binary.
    package static func add(
        z: VariableIndex, y: VariableIndex, lower: Double, upper: Double, name: String, to program: inout Program
    ) -> VariableIndex {
        let d = program.addVariable("d\(name)", lower: 0, upper: 1, isBinary: true)
        let difference = LinearExpression([(variable: z, coefficient: -1), (variable: y, coefficient: 1)])
        program.addRow(Row("relu\(name)_above", difference, lower: 0))
        let off = LinearExpression([(variable: y, coefficient: 1), (variable: d, coefficient: -upper)])
        program.addRow(Row("relu\(name)_off", off, upper: 0))
        let on = LinearExpression([
            (variable: z, coefficient: -1), (variable: y, coefficient: 1), (variable: d, coefficient: -lower),
        ])
        program.addRow(Row("relu\(name)_on", on, upper: -lower))
        return d
    }
}
