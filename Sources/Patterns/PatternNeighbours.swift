/// Which rows of data bear on the claim that a class is best wherever a pattern is followed.
///
/// Requires  rows that were evaluated on the pattern's network.
/// Returns   numbers of rows, in three lists without a row in common.
/// Cost      a pass over the rows with a few words of bits each, and a sort.
package struct PatternNeighbours: Sendable {
    /// Rows that follow the pattern and that the network gives another class, or none: each refutes the claim, if it is in
    /// the domain. The labels of the data play no role.
    package let refuting: [Int]
    /// All other rows that follow the pattern.
    package let followers: [Int]
    /// Rows that do not: those first that break fewest of its demands, rows of the class and rows of others in turn.
    package let nearest: [Int]

    /// No list is longer than `most`.
    package init(_ rows: EvaluatedData, of pattern: ActivationPattern, target: Int, most: Int) {
        let broken = rows.rows.map { pattern.rejections(ofActive: $0.active).count }
        let follow = rows.rows.indices.filter { broken[$0] == 0 }
        refuting = Array(follow.filter { rows.rows[$0].decision != target }.prefix(most))
        followers = Array(follow.filter { rows.rows[$0].decision == target }.prefix(most))
        let order = rows.rows.indices.filter { broken[$0] > 0 }
            .sorted { broken[$0] != broken[$1] ? broken[$0] < broken[$1] : $0 < $1 }
        let own = order.lazy.filter { rows.rows[$0].decision == target }.prefix(most)
        let others = order.lazy.filter { rows.rows[$0].decision != target }.prefix(most)
        nearest = Array(Self.inTurn(Array(others), Array(own)).prefix(most))
    }

    private static func inTurn(_ a: [Int], _ b: [Int]) -> [Int] {
        (0..<max(a.count, b.count)).flatMap { i in [a, b].compactMap { $0.indices.contains(i) ? $0[i] : nil } }
    }
}
