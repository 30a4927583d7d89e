import Kernels

/// Multipliers of a region's own rows in backward bounds.
///
/// Requires  rows that have arrived at the input: linear functions c.x + k, each below what it was made from.
/// Returns   the same rows with multiples of the region's rows added. mu (a.x - b) with mu >= 0 is not positive where
///           a.x <= b, so that they stay below on the region, while their least value over the box rises.
/// Method    one region row after the other, twice: the least value of c.x + mu (a.x - b) over a box is concave and
///           piecewise linear in mu, its slope changes where a coefficient changes sign, and the best mu is where the slope
///           does. For a single row this is the least value over box and row together.
/// Guarantee sound for whatever multipliers come out; their products are rounded, and counted in the rows' scales.
/// Cost      per row a sort of the entries of each region row.
/// Reference Dantzig, Discrete-Variable Extremum Problems, 1957 (a linear function over a box and one row).
struct RegionMultipliers {
    /// With K of them a coefficient c + sum of mu a is wrong by at most (K + 1) u (|c| + sum of mu |a|). ``RoundingBound/gamma(_:)``
    /// has room for that: it is 4 (n + 4) u where the rest of the row needs n u, and n is at least 16.
    private static let most = 32
    private static let rounds = 2

    private let regionRows: [InputClipping.Row]
    private let lower: [Double]
    private let upper: [Double]

    init(_ regionRows: [InputClipping.Row], lower: [Double], upper: [Double]) {
        self.regionRows = regionRows
        self.lower = lower
        self.upper = upper
    }

    /// Adds the best multiples to row `r` of `rows`, its constant and its scale.
    func apply(to rows: Block, row r: Int, constant: Buffer, scale: Buffer) {
        let plain = rows.row(r)
        let multipliers = multipliers(of: plain)
        if multipliers.allSatisfy({ $0 == 0 }) { return }
        // From the start, so that each multiple is rounded once.
        var sum = plain
        for (region, mu) in zip(regionRows, multipliers) where mu > 0 {
            var magnitude = abs(region.bound)
            for (i, a) in zip(region.inputs, region.coefficients) {
                sum[i] += mu * a
                magnitude += abs(a) * max(abs(lower[i]), abs(upper[i]))
            }
            constant[r] -= mu * region.bound
            // |c| is at most the magnitude of the sum, which counts later, and that of the multiples once more.
            scale[r] += 2 * mu * magnitude
        }
        rows.setRow(r, sum)
    }

    private func multipliers(of plain: [Double]) -> [Double] {
        var multipliers = [Double](repeating: 0, count: regionRows.count)
        var used = 0
        var c = plain
        for _ in 0..<Self.rounds {
            for (k, region) in regionRows.enumerated() where multipliers[k] > 0 || used < Self.most {
                let old = multipliers[k]
                region.add(-old, to: &c)
                let new = region.bestMultiplier(c, lower, upper)
                region.add(new, to: &c)
                used += (new > 0 ? 1 : 0) - (old > 0 ? 1 : 0)
                multipliers[k] = new
            }
        }
        return multipliers
    }
}

extension InputClipping.Row {
    fileprivate func add(_ multiplier: Double, to c: inout [Double]) {
        if multiplier == 0 { return }
        for (i, a) in zip(inputs, coefficients) { c[i] += multiplier * a }
    }

    /// The multiplier mu that lifts the least value of c.x + mu (a.x - bound) over the box most; 0 when that is not finite.
    fileprivate func bestMultiplier(_ c: [Double], _ lower: [Double], _ upper: [Double]) -> Double {
        // The slope just above mu = 0: a.x - bound at the corner where c.x is least.
        var slope = -bound
        var turns: [(mu: Double, drop: Double)] = []
        for (i, a) in zip(inputs, coefficients) {
            let takesLower = c[i] == 0 ? a > 0 : c[i] > 0
            slope += a * (takesLower ? lower[i] : upper[i])
            let mu = -c[i] / a
            if mu > 0 { turns.append((mu, abs(a) * (upper[i] - lower[i]))) }
        }
        guard slope > 0 else { return 0 }
        turns.sort { $0.mu < $1.mu }
        let flat = 1e-12 * slope
        // Where the slope never ends the box has no point that meets the row; any multiplier is as good as the next.
        var best = 2 * (turns.last?.mu ?? 1)
        for (k, turn) in turns.enumerated() {
            slope -= turn.drop
            guard slope <= flat else { continue }
            // On a plateau the middle is best: it leaves the other rows room to climb.
            let isPlateau = slope >= -flat && k + 1 < turns.count
            best = isPlateau ? (turn.mu + turns[k + 1].mu) / 2 : turn.mu
            break
        }
        return best.isFinite ? best : 0
    }
}
