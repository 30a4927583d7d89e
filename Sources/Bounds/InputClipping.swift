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
        for (i, c) in zip(inputs, coefficients) { Self.clip(&box.lower[i], &box.upper[i], c, room: room) }
    }

    /// Cuts one input's range to where c x stays within `room` of its least value on the range.
    fileprivate static func clip(_ lower: inout Double, _ upper: inout Double, _ c: Double, room: Double) {
        guard c.isNormal else { return }
        let reach = (room / abs(c) * (1 + slack)).nextUp
        if c > 0 {
            let end = raised(lower, by: reach)
            if end < upper { upper = end }
        } else {
            let end = -raised(-upper, by: reach)
            if end > lower { lower = end }
        }
    }

    /// At least start + reach, in exact arithmetic.
    private static func raised(_ start: Double, by reach: Double) -> Double {
        (start + reach + slack * (abs(start) + reach)).nextUp
    }
}

extension Subproblem {
    /// Shrinks the box to the points at which rows may be met that ``BatchedBounds`` has bounded on it: a row whose linear
    /// lower bound has these coefficients, and this sound least value of its own on the box, is at least
    /// value + sum of (c_i x_i - least c_i x_i) at x, and met only where that is at most the threshold.
    ///
    /// A point is kept when it may meet every row of one of the `alternatives`. Returns the places of the alternatives that
    /// have such points; without any the subproblem is empty. Guarantee: no point of the region that meets all rows of an
    /// alternative is lost. Cost: one pass over the coefficients.
    package mutating func clip(
        to alternatives: [[(coefficients: ArraySlice<Double>, value: Double, threshold: Double)]]
    ) -> [Int] {
        var left: [Int] = []
        var hull: (lower: [Double], upper: [Double])?
        for (place, rows) in alternatives.enumerated() {
            var (low, high) = (lower, upper)
            for (coefficients, value, threshold) in rows {
                let room = (threshold - value).nextUp
                guard room >= 0, room.isFinite else { continue }
                for (i, c) in zip(low.indices, coefficients) {
                    // Each row's bound is for the whole box: its ends are where the others may be cut from.
                    var (from, to) = (lower[i], upper[i])
                    InputClipping.Row.clip(&from, &to, c, room: room)
                    low[i] = max(low[i], from)
                    high[i] = min(high[i], to)
                }
            }
            guard zip(low, high).allSatisfy({ $0 <= $1 }) else { continue }
            left.append(place)
            hull = hull.map { (zip($0.lower, low).map(min), zip($0.upper, high).map(max)) } ?? (low, high)
        }
        guard let hull else {
            isEmpty = true
            return []
        }
        (lower, upper) = hull
        return left
    }
}
