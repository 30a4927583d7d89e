/// Counters of one run, grouped by activity. A worker counts in its own copy; copies are added at the end.
package struct Statistics: Sendable, Hashable, Encodable {
    // Falsification
    /// Input points evaluated by random search and by gradient descent.
    package var attackPoints = 0
    /// Candidates handed to the exact judge.
    package var candidatesJudged = 0

    // Bounds
    /// Subproblems on which bounds were computed.
    package var boundedSubproblems = 0
    /// Rows sent backward through the network, over all subproblems.
    package var backwardRows = 0

    // Search
    /// Subproblems closed by bounds alone.
    package var closedByBounds = 0
    /// Subproblems closed through re-checked LP multipliers.
    package var closedByLP = 0
    /// Subproblems split in two.
    package var splits = 0
    /// The largest number of subproblems waiting at once.
    package var peakOpen = 0

    // Solvers
    /// Linear programmes given to GLPK.
    package var linearPrograms = 0
    /// Simplex answers whose multipliers did not survive the outward-rounded check.
    package var rejectedMultipliers = 0
    /// Integer programmes given to GLPK.
    package var integerPrograms = 0
    /// Queries given to Z3.
    package var smtQueries = 0

    package init() {}

    /// Adds the counters of another worker.
    package mutating func add(_ other: Statistics) {
        attackPoints += other.attackPoints
        candidatesJudged += other.candidatesJudged
        boundedSubproblems += other.boundedSubproblems
        backwardRows += other.backwardRows
        closedByBounds += other.closedByBounds
        closedByLP += other.closedByLP
        splits += other.splits
        peakOpen = max(peakOpen, other.peakOpen)
        linearPrograms += other.linearPrograms
        rejectedMultipliers += other.rejectedMultipliers
        integerPrograms += other.integerPrograms
        smtQueries += other.smtQueries
    }
}
