package import Verification

/// What `cone hull` found: which points share a certificate.
package struct HullSummary: Encodable, Sendable {
    struct Hull: Encodable, Sendable {
        let `class`: Int
        let rows: [Int]
        let patterns: Int
    }

    let schema = 1
    let network: String
    let data: String
    let points: Int
    /// Points of the class asked for, with their label where there are labels.
    let covered: Int
    /// `cone`: every sum with positive weights has the class; `hull`: every weighted mean.
    let certificate: String
    /// Certificates that need no solver: one for each class and activation pattern.
    let patterns: [Hull]
    /// Those that are left when the engines joined what they could prove.
    let merged: [Hull]?
    let asked: Int?
    let proved: Int?

    package init(
        network: String, data: String, points: Int, isCone: Bool, groups: [ClassHull], merged: HullMerging.Findings?
    ) {
        self.network = network
        self.data = data
        self.points = points
        covered = groups.reduce(0) { $0 + $1.points.count }
        certificate = isCone ? "cone" : "hull"
        patterns = groups.map { Hull(class: $0.class, rows: $0.points, patterns: $0.patterns) }
        self.merged = merged?.hulls.map { Hull(class: $0.class, rows: $0.points.sorted(), patterns: $0.patterns) }
        asked = merged?.asked
        proved = merged?.proved
    }

    package var text: String {
        let classes = Set(patterns.map(\.class)).sorted()
        let hulls = merged ?? patterns
        let rows = classes.map { number in
            let own = patterns.filter { $0.class == number }
            let joined = hulls.filter { $0.class == number }
            return [
                String(number), String(own.reduce(0) { $0 + $1.rows.count }), String(own.count), String(joined.count),
                String(joined.map(\.rows.count).max() ?? 0),
            ]
        }
        let table = TextTable.text(
            titles: ["class", "points", "patterns", "certificates", "most points in one"], rows: rows,
            rightAligned: [0, 1, 2, 3, 4])
        var lines = [table, ""]
        lines.append(
            "\(NumberText.count(covered, "point")) of \(points) in \(NumberText.count(hulls.count, "certificate")), at most "
                + "\(hulls.map(\.rows.count).max() ?? 0) in one")
        if let asked, let proved { lines.append("merged   \(proved) of \(asked) joined hulls were proved") }
        lines.append(
            certificate == "cone"
                ? "each certificate: every sum of its points with positive weights has its class, at every contrast"
                : "each certificate: every weighted mean of its points has its class")
        return lines.joined(separator: "\n")
    }
}
