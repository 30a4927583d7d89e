import Contexts
import Queries

/// What a search tells of itself: while it runs, when somebody watches, and at its end in any case.
extension SearchWorker {
    /// Called once per batch.
    func tellProgress(_ pool: WorkPool<OpenSubproblem>) {
        guard context.progress.isWatched else { return }
        let survey = pool.survey
        let closed = statistics.closedByBounds + statistics.closedByLP
        context.progress.tell { standing in
            standing.take(survey)
            standing.closed += closed - toldClosed
            if let attack { standing.attacked(attack) }
        }
        toldClosed = closed
    }

    /// Takes note of how far a point kept from an open alternative. Only in boxes: elsewhere the point may not belong to
    /// the region.
    func noteAttack(_ slack: Double, on open: OpenSubproblem) {
        guard query.cases[open.caseIndex].isPlainBox, -slack < attack ?? .infinity else { return }
        attack = -slack
    }
}

extension SharedFindings.Value {
    private static let mostHardest = 5

    /// What is left to say when the workers have ended.
    func tell(_ progress: SearchProgress, _ survey: WorkPool<OpenSubproblem>.Survey) {
        // By count; equal counts in the order of their indices, so that runs repeat.
        let hardest = splits.map { SplitCount($0.key, splits: $0.value) }
            .sorted { ($0.splits, -$0.subject.index) > ($1.splits, -$1.subject.index) }
        progress.tell { standing in
            standing.take(survey)
            standing.closed = statistics.closedByBounds + statistics.closedByLP
            standing.hardest = Array(hardest.prefix(Self.mostHardest))
            if let attack { standing.attacked(attack) }
        }
    }
}

extension Standing {
    /// The highest priority is the greatest gap. One without bounds yet changes nothing: what was known of the whole holds
    /// for its parts.
    fileprivate mutating func take(_ survey: WorkPool<OpenSubproblem>.Survey) {
        open = survey.count
        if let gap = survey.highest, gap.isFinite { bound = -gap }
    }
}

extension SplitCount.Subject {
    fileprivate var index: Int {
        switch self {
        case .input(let index), .neuron(let index): index
        }
    }
}
