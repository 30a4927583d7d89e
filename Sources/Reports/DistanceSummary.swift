import Exact
package import Patterns

/// How far the rows of a class are from their nearest neighbours in it.
package struct DistanceSummary: Encodable, Sendable {
    struct Norm: Encodable, Sendable {
        let least: String
        let median: String
        let greatest: String
    }

    let `class`: Int
    let rows: Int
    /// Whether the three values of L-inf and L1 are exact and those of L2 correctly computed from exact sums.
    let isExact: Bool
    let lInf: Norm
    let l1: Norm
    let l2: Norm

    package init(_ distances: ClassDistances) {
        `class` = distances.label
        rows = distances.rows
        isExact = distances.isExact
        let scale = distances.scale
        let isExact = distances.isExact
        func norm(_ statistics: ClassDistances.Statistics, _ text: (Double) -> String) -> Norm {
            Norm(least: text(statistics.least), median: text(statistics.median), greatest: text(statistics.greatest))
        }
        lInf = norm(distances.lInf) { Self.text($0, scale, isExact: isExact) }
        l1 = norm(distances.l1) { Self.text($0, scale, isExact: isExact) }
        l2 = norm(distances.l2) { Self.text($0, scale, isExact: false) }
    }

    /// Six digits after the point, and for integers that were divided by one the fraction: `135/255 (0.529412)`.
    private static func text(_ stored: Double, _ scale: Rational, isExact: Bool) -> String {
        guard let value = Rational(exactly: stored) else { return stored.description }
        let decimal = NumberText.fixed((value * scale).double(.nearest), places: 6)
        let inverse = Rational.one / scale
        guard isExact, let denominator = inverse.floor, denominator > 1, Rational(denominator) == inverse,
            let integer = Int(exactly: stored)
        else { return decimal }
        return "\(integer)/\(denominator) (\(decimal))"
    }

    static func table(_ distances: [DistanceSummary]) -> String {
        let cells = distances.flatMap { item in
            [("L-inf", item.lInf), ("L1", item.l1), ("L2", item.l2)].map { name, norm in
                [String(item.class), String(item.rows), name, norm.least, norm.median, norm.greatest]
            }
        }
        let note = distances.allSatisfy(\.isExact) ? "" : "\nstored numbers are no integers: distances are rounded"
        return "distance of each row to the nearest other row of its class\n\n"
            + TextTable.text(
                titles: ["class", "rows", "norm", "least", "median", "greatest"], rows: cells,
                rightAligned: [0, 1, 3, 4, 5]) + note
    }
}
