package import Exact
package import Properties
package import Queries

/// Short ways to write cases and polyhedra in tests.
package enum SmallQueries {
    /// A box without further rows.
    package static func box(_ lower: [Rational], _ upper: [Rational], rows: [LinearRow] = []) -> Case {
        Case(box: Box(lower: lower, upper: upper), regionRows: rows, unsafe: [])
    }

    /// sum of coefficient * Y_j <= bound.
    package static func output(_ coefficients: [Rational], atMost bound: Rational, isStrict: Bool = false) -> LinearRow {
        LinearRow(
            terms: coefficients.enumerated().map { (variable: .output($0), coefficient: $1) }, bound: bound,
            isStrict: isStrict)
    }

    /// sum of coefficient * X_i <= bound.
    package static func input(_ coefficients: [Rational], atMost bound: Rational, isStrict: Bool = false) -> LinearRow {
        LinearRow(
            terms: coefficients.enumerated().map { (variable: .input($0), coefficient: $1) }, bound: bound,
            isStrict: isStrict)
    }
}
