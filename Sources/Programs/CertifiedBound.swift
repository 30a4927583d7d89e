import Exact

/// Rigorous bounds from floating-point multipliers.
///
/// Returns: a number that is at most the minimum of a program's objective, in exact arithmetic.
/// Method: weak duality with interval reduced costs (safe dual bound).
/// Guarantee: holds for *any* multipliers; good ones come from a simplex solver and need not be trusted.
/// Cost: one pass over the program's coefficients.
/// Reference: Neumaier and Shcherbina, Safe bounds in linear and mixed-integer linear programming, 2004.
///
/// For a row `lo <= a.x <= hi` and a multiplier m, put side(m) = lo when m > 0 and hi when m < 0; a multiplier whose side
/// is infinite is set to 0. Every x of the program satisfies m (a.x) >= m side(m), so with r = c - sum m_i a_i
///
///     c.x = sum m_i (a_i.x) + r.x  >=  sum m_i side(m_i) + sum_j min { r_j x_j : l_j <= x_j <= u_j }.
///
/// The right side is evaluated outward. r_j is a sum of k = n_j + 1 products at most; with u = 2^-53 its computed value
/// differs from the exact one by at most k u / (1 - k u) times the sum of the products' magnitudes, in any order of
/// summation, plus 2^-1075 per product that underflows. `slackPerTerm` is twice u, which covers the denominator and the
/// rounding of the magnitudes for k below 2^40. A coefficient that is no Double is off by at most one ulp, which joins the
/// error. The final sum is accumulated with its rounding errors, and those are added up downward. Infinities and NaN make
/// the answer -infinity.
///
/// Integrality and disjunctions are ignored, strict rows are closed: all of them only shrink the feasible set.
package enum CertifiedBound {
    private static let slackPerTerm = 0x1p-52
    private static let underflowPerTerm = 0x1p-1073

    /// A lower bound of the program's objective on its feasible set; +infinity when the bounds of a variable or the
    /// sides of a row exclude each other. Requires one multiplier per row.
    package static func lowerBound(of program: Program, multipliers: [Double]) -> Double {
        lowerBound(of: program, objective: program.objective, multipliers: multipliers)
    }

    /// Whether the multipliers, or their negation, are a Farkas proof that the program has no feasible point: they show
    /// that the objective 0 is positive.
    package static func provesEmptiness(of program: Program, multipliers: [Double]) -> Bool {
        [multipliers, multipliers.map { -$0 }].contains {
            lowerBound(of: program, objective: .zero, multipliers: $0) > 0
        }
    }

    package static func lowerBound(
        of program: Program, objective: LinearExpression, multipliers: [Double]
    ) -> Double {
        precondition(multipliers.count == program.rows.count, "one multiplier per row is needed")
        if program.variables.contains(where: { $0.lower > $0.upper }) { return .infinity }
        if program.rows.contains(where: { $0.lower > $0.upper }) { return .infinity }
        var costs = ReducedCosts(count: program.variables.count)
        costs.subtract(objective, times: -1)
        var total = LowerSum()
        for (row, given) in zip(program.rows, multipliers) {
            let multiplier = projected(given, on: row)
            if multiplier == 0 { continue }
            costs.subtract(row.expression, times: multiplier)
            total.addProduct(multiplier, multiplier > 0 ? row.lower : row.upper)
        }
        for (j, variable) in program.variables.enumerated() where costs.count[j] > 0 {
            let (low, high) = costs.interval(j)
            total.addLeast(low, high, variable.lower, variable.upper)
        }
        return total.value
    }

    private static func projected(_ multiplier: Double, on row: Row) -> Double {
        guard multiplier.isFinite else { return 0 }
        if multiplier > 0 { return row.lower.isFinite ? multiplier : 0 }
        return row.upper.isFinite ? multiplier : 0
    }

    /// The reduced costs c - sum m_i a_i with bounds of their rounding errors.
    private struct ReducedCosts {
        private var value: [Double]
        private var magnitude: [Double]
        private var extra: [Double]
        private(set) var count: [Int]

        init(count variables: Int) {
            value = [Double](repeating: 0, count: variables)
            magnitude = value
            extra = value
            count = [Int](repeating: 0, count: variables)
        }

        mutating func subtract(_ expression: LinearExpression, times multiplier: Double) {
            for term in expression.terms {
                let j = term.variable.index
                let product = multiplier * term.coefficient
                value[j] -= product
                magnitude[j] += abs(product)
                count[j] += 1
            }
            for variable in expression.inexact.keys {
                guard let term = expression.terms.first(where: { $0.variable == variable }) else { continue }
                let j = variable.index
                extra[j] = (extra[j] + (abs(multiplier) * term.coefficient.ulp).nextUp).nextUp
            }
        }

        func interval(_ j: Int) -> (low: Double, high: Double) {
            let terms = Double(count[j] + 2)
            let error = (terms * CertifiedBound.slackPerTerm * magnitude[j]).nextUp
            let rest = (terms * CertifiedBound.underflowPerTerm + extra[j]).nextUp
            let width = (error + rest).nextUp
            return ((value[j] - width).nextDown, (value[j] + width).nextUp)
        }
    }
}

/// A sum rounded downward, with little loss: the rounding errors of the float sum are summed too.
private struct LowerSum {
    private var sum = 0.0
    private var errors = 0.0

    /// The sum, rounded down; -infinity after any overflow.
    var value: Double {
        let result = -Up.sum(-sum, -errors)
        return result.isFinite ? result : -.infinity
    }

    mutating func add(_ x: Double) {
        let next = sum + x
        errors = -Up.sum(-errors, -Up.twoSumError(sum, x, next))
        sum = next
    }

    mutating func addProduct(_ a: Double, _ b: Double) {
        add(-Up.product(-a, b))
    }

    /// Adds the least r * x over low <= r <= high, lower <= x <= upper. A bilinear form is least at a corner.
    mutating func addLeast(_ low: Double, _ high: Double, _ lower: Double, _ upper: Double) {
        let corners = [
            -Up.product(-low, lower), -Up.product(-low, upper), -Up.product(-high, lower), -Up.product(-high, upper),
        ]
        var least = Double.infinity
        for corner in corners {
            // NaN: an infinite end times an unknown sign.
            least = corner.isNaN ? -.infinity : min(least, corner)
        }
        add(least)
    }
}
