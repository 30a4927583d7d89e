import Bounds
import Contexts
import Queries

/// The attack by single inputs that runs along with a search, from fresh points of the whole box: what is unsafe may be a
/// needle that no corner of any open box is near to.
extension SearchWorker {
    struct CoordinateAttack {
        /// Points that may be evaluated.
        fileprivate var credit = 0
        fileprivate var random: RandomNumbers

        init(seed: Int) {
            random = RandomNumbers(seed: seed)
        }
    }

    /// Points per bounded box: about a tenth of what the box costs on ACAS Xu.
    private static let pointsPerBox = 4
    private static let samples = 64
    private static let starts = 4
    private static let rounds = 40

    /// Attacks one alternative of a box's case when the boxes bounded since the last time have earned it.
    func attackAlongCoordinates(_ batch: [OpenSubproblem]) -> Witness? {
        guard graph.inputCount <= CoordinateDescent.mostInputs,
            let open = batch.first(where: { $0.splitting == .inputs && query.cases[$0.caseIndex].isPlainBox }),
            let alternative = open.alternatives.randomElement(using: &coordinateAttack.random)
        else { return nil }
        let cost =
            Self.samples
            + CoordinateDescent.cost(starts: Self.starts, inputs: graph.inputCount, rounds: Self.rounds)
        coordinateAttack.credit += Self.pointsPerBox * batch.count
        guard coordinateAttack.credit >= cost else { return nil }
        coordinateAttack.credit -= cost
        statistics.attackPoints += cost
        let (problem, rows) = (query.cases[open.caseIndex], table.cases[open.caseIndex])
        let limits = context.limits
        let descent = CoordinateDescent(evaluator: evaluator) { limits.stop != nil }
        let starts = descent.best(
            Self.starts, of: Self.samples, alternative, problem, rows, &coordinateAttack.random)
        let found = descent.run(starts, alternative, problem, rows, rounds: Self.rounds, &coordinateAttack.random)
        noteAttack(found.deepest, on: open)
        for point in found.points.prefix(2) {
            statistics.candidatesJudged += 1
            if let witness = judge(open.caseIndex, point) { return witness }
        }
        return nil
    }
}
