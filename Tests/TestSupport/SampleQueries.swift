package import Exact
package import Networks
package import Properties
package import Queries

/// Queries made in code, and short ways to write their parts.
package enum SampleQueries {
    /// Does some point of [lower, upper]^n have an output in the polyhedron of `rows`?
    package static func box(
        _ network: Network, lower: [Rational], upper: [Rational], unsafe: [[LinearRow]], regionRows: [LinearRow] = [],
        decisions: [PhaseDecision] = []
    ) -> Query {
        let problem = Case(
            box: Box(lower: lower, upper: upper), regionRows: regionRows, decisions: decisions,
            unsafe: unsafe.map { Polyhedron(rows: $0) })
        return Query(network: network, graph: AffineReLUGraph(network), cases: [problem])
    }

    /// A case with a region and nothing unsafe: for tests that give the polyhedron themselves.
    package static func region(_ lower: [Rational], _ upper: [Rational], rows: [LinearRow] = []) -> Case {
        Case(box: Box(lower: lower, upper: upper), regionRows: rows, unsafe: [])
    }

    /// The neurons of a pattern, those below 0 in -1 - neuron: `pattern(2, ~5)` has 2 active and 5 inactive.
    package static func pattern(_ neurons: Int...) -> [PhaseDecision] {
        neurons.map { PhaseDecision(neuron: $0 < 0 ? ~$0 : $0, isActive: $0 >= 0) }
    }

    /// `output j >= bound`, as a row.
    package static func atLeast(_ j: Int, _ bound: Rational) -> LinearRow {
        LinearRow(terms: [(.output(j), -1)], bound: -bound)
    }

    /// `output j <= bound`, as a row.
    package static func atMost(_ j: Int, _ bound: Rational) -> LinearRow {
        LinearRow(terms: [(.output(j), 1)], bound: bound)
    }

    /// sum of coefficient * Y_j <= bound.
    package static func output(_ coefficients: [Rational], atMost bound: Rational, isStrict: Bool = false) -> LinearRow
    {
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
