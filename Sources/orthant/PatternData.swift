import Contexts
import DataFiles
import Networks
import Patterns
import Verification

/// The data beside a claim about patterns, read and evaluated once.
struct PatternData {
    let set: DataSet
    let rows: EvaluatedData

    /// Throws what reading a point finds.
    init(_ set: DataSet, _ evaluator: PhaseEvaluator, threads: Int) throws {
        self.set = set
        rows = try evaluator.evaluate(set, threads: threads)
    }

    /// What the rows know about the claim that `target` is best wherever the pattern is followed.
    func known(_ pattern: ActivationPattern, target: Int) throws -> KnownPoints {
        let near = PatternNeighbours(rows, of: pattern, target: target, most: Self.most)
        let refuting = try points(near.refuting.prefix(Self.mostJudged))
        let members = try points(near.followers.prefix(Self.mostJudged))
        let starts = try points((near.refuting + near.nearest + near.followers).prefix(Self.most))
        return KnownPoints(refuting: refuting, members: refuting + members, starts: starts)
    }

    private func points(_ indices: some Sequence<Int>) throws -> [[Double]] {
        try indices.map { try set.roundedPoint($0) }
    }

    /// As many rows as an attack can use, and as many as are worth a look each.
    private static let most = 200
    private static let mostJudged = 8
}
