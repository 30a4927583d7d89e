import Exact
import Kernels
import Properties

/// Clipping of input boxes by linear rows over inputs: the rows of a case's region, and what its decided phases say about
/// inputs.
///
/// Requires  rows that every point of the region meets.
/// Returns   a box that holds the region's part of the given box, never a larger one; or that there is none.
/// Method    in c.x <= b each term is at most its own least value plus the room r = b - (sum of all least values), so that
///           x_i <= l_i + r / c_i for c_i > 0, and x_i >= u_i - r / |c_i| for c_i < 0. No room: no point.
/// Guarantee sound in exact arithmetic: r is raised by the rounding bound of its sum and of coefficients rounded to nearest.
/// Cost      one pass over the coefficients.
/// Reference Messine, Deterministic Global Optimization Using Interval Constraint Propagation Techniques, 2004: the linear case.
package struct InputClipping: Sendable {
    /// c.x <= bound, met by every point of the region; coefficients that are 0 are left out.
    package struct Row: Sendable {
        let inputs: [Int]
        let coefficients: [Double]
        let bound: Double

        /// Dense coefficients, one per input.
        init(coefficients: [Double], bound: Double) {
            inputs = coefficients.indices.filter { coefficients[$0] != 0 }
            self.coefficients = inputs.map { coefficients[$0] }
            self.bound = bound
        }

        /// A region row: coefficients are rounded to nearest, the bound up.
        init(_ row: LinearRow) {
            var inputs: [Int] = []
            var coefficients: [Double] = []
            for case .input(let i) in row.terms.map(\.variable) { inputs.append(i) }
            for term in row.terms { coefficients.append(term.coefficient.double(.nearest)) }
            precondition(inputs.count == coefficients.count, "a region row with an output")
            self.inputs = inputs
            self.coefficients = coefficients
            bound = row.bound.double(.up)
        }
    }

    private(set) var rows: [Row] = []

    /// Rows beyond this many coefficients are used at the root and then forgotten.
    private static let mostCoefficients = 1 << 20

    /// No rows.
    package init() {}

    init(_ regionRows: [LinearRow]) {
        rows = regionRows.map(Row.init)
    }

    package var isEmpty: Bool { rows.isEmpty }

    /// Adds rows for later clips, as far as they fit.
    mutating func add(_ more: [Row]) {
        let size = (rows + more).reduce(0) { $0 + $1.inputs.count }
        if size <= Self.mostCoefficients { rows += more }
    }

    /// Shrinks the subproblem's box, or finds it empty. A later pass uses what an earlier one has cut.
    package func clip(_ subproblem: inout Subproblem, passes: Int = 1) {
        Self.clip(&subproblem, by: rows, passes: passes)
    }

    static func clip(_ subproblem: inout Subproblem, by rows: [Row], passes: Int) {
        for _ in 0..<passes {
            for row in rows where !subproblem.isEmpty { row.clip(&subproblem) }
        }
    }
}

extension InputClipping.Row {
    /// Room for the roundings of a quotient, of a coefficient and of the last sum.
    private static let slack = 16 * RoundingBound.unit

    fileprivate func clip(_ box: inout Subproblem) {
        var least = 0.0
        var magnitude = abs(bound)
        var size = 0.0
        for (i, c) in zip(inputs, coefficients) {
            least += c > 0 ? c * box.lower[i] : c * box.upper[i]
            let largest = max(abs(box.lower[i]), abs(box.upper[i]))
            magnitude += abs(c) * largest
            size += largest
        }
        let count = 2 * inputs.count + 8
        let error = RoundingBound.gamma(count) * magnitude + RoundingBound.underflow(terms: count, magnitude: size)
        let room = (bound - least + error).nextUp
        // Comparisons with NaN fail, and nothing is clipped.
        if room < 0 { box.isEmpty = true }
        guard room >= 0, room.isFinite else { return }
        for (i, c) in zip(inputs, coefficients) where c.isNormal {
            let reach = (room / abs(c) * (1 + Self.slack)).nextUp
            if c > 0 {
                let end = Self.raised(box.lower[i], by: reach)
                if end < box.upper[i] { box.upper[i] = end }
            } else {
                let end = -Self.raised(-box.upper[i], by: reach)
                if end > box.lower[i] { box.lower[i] = end }
            }
        }
    }

    /// At least start + reach, in exact arithmetic.
    private static func raised(_ start: Double, by reach: Double) -> Double {
        (start + reach + slack * (abs(start) + reach)).nextUp
    }
}
