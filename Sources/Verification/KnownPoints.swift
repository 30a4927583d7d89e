import Contexts
import Queries

/// Inputs of the network that somebody knows about before a run: rows of data, mostly. Nothing proved rests on them; the
/// judge looks at each like at any other candidate.
package struct KnownPoints: Sendable {
    /// Points that are believed to refute the claim: they are judged before anything else is done.
    package var refuting: [[Double]]
    /// Points that are believed to be in the claim's region: the first that is makes a search for one needless.
    package var members: [[Double]]
    /// Where attacks may start.
    package var starts: [[Double]]

    package init(refuting: [[Double]] = [], members: [[Double]] = [], starts: [[Double]] = []) {
        self.refuting = refuting
        self.members = members
        self.starts = starts
    }
}

extension EngineRun {
    /// No more points than this are judged: each costs an evaluation in intervals.
    private static let mostJudged = 16

    /// The first of these points that is a witness of a case. None is where the query's inputs are not the network's.
    mutating func firstWitness(among points: [[Double]]) -> Witness? {
        guard query.embedding == nil else { return nil }
        for point in points.prefix(Self.mostJudged) {
            for index in query.cases.indices {
                statistics.candidatesJudged += 1
                if let witness = accept(index, point) { return witness }
            }
        }
        return nil
    }
}
