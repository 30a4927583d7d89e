/// The slack variable t of an elastic relaxation: its upper bound and the objective.
///
/// The bound must be finite, because ``CertifiedBound`` multiplies it with a rounding error, and large enough that every
/// elastic row can be met: t is given the largest violation that the variables' bounds allow. Any bound is sound: a point
/// of the query has t = 0.
enum ElasticSlack {
    /// The bound when some variable is unbounded.
    private static let fallback = 1e9

    static func finish(_ slack: VariableIndex, of program: inout Program) {
        var greatest = 1.0
        for row in program.rows {
            guard let factor = row.expression.terms.first(where: { $0.variable == slack })?.coefficient else {
                continue
            }
            var low = 0.0
            var high = 0.0
            for term in row.expression.terms where term.variable != slack {
                let ends = (program[term.variable].lower, program[term.variable].upper)
                low += min(term.coefficient * ends.0, term.coefficient * ends.1)
                high += max(term.coefficient * ends.0, term.coefficient * ends.1)
            }
            let violation = max(row.lower - low, high - row.upper) / abs(factor)
            greatest = max(greatest, violation.isNaN ? fallback : violation)
        }
        program.setBounds(of: slack, lower: 0, upper: min(2 * greatest, fallback))
        program.objective = LinearExpression([(variable: slack, coefficient: 1)])
    }
}
