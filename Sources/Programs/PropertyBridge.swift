import Exact
package import Properties

/// Row of a property or a region -> row of the program, over the variables of inputs and outputs:
///
///     c.(x, y) <= b            elastic:    c.(x, y) - k t <= b
///
/// k is the largest power of two that is at most the largest |c|, so that t measures all rows on one scale; being a power
/// of two it brings no rounding. Elements without a variable are 0 and drop out.
package enum PropertyBridge {
    @discardableResult
    package static func add(
        _ row: LinearRow, name: String, elastic: VariableIndex?, variable: (Variable) -> VariableIndex?,
        to program: inout Program
    ) -> RowIndex {
        var sum: [(variable: VariableIndex, coefficient: Rational)] = []
        for term in row.terms {
            if let known = variable(term.variable) { sum.append((variable: known, coefficient: term.coefficient)) }
        }
        if let elastic {
            let largest = row.terms.map { $0.coefficient.magnitude.double(.nearest) }.max() ?? 1
            let scale = largest.isNormal ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
            sum.append((variable: elastic, coefficient: -Rational(weight: scale)))
        }
        return program.addRow(
            Row(name, LinearExpression(exact: sum), exactLower: nil, exactUpper: row.bound, isStrict: row.isStrict))
    }
}
