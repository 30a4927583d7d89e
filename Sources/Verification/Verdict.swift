package import Contexts
package import Exact
package import Queries

/// What a run found out about a query. Carries its evidence; there is no other way to say that a property holds.
package enum Verdict: Sendable, Hashable {
    /// Proved for the exact stored weights in real arithmetic.
    case holds(Proof)
    case violated(Witness)
    case unknown(UnknownReason)
}

/// How a `holds` was closed. Every case is an argument allowed by the soundness rules in `docs/soundness.md`.
package enum Proof: Sendable, Hashable {
    /// Outward-rounded bounds exclude every unsafe polyhedron on every subproblem of a tree that covers the region;
    /// `byMultipliers` of the subproblems needed linear-programming multipliers, re-checked with outward rounding.
    case boundedTree(subproblems: Int, byMultipliers: Int)
    /// Z3 found every case unsatisfiable in exact rational arithmetic.
    case exactUnsatisfiability(queries: Int)
    /// Pieces of a claim were closed in either way.
    case mixed(subproblems: Int, byMultipliers: Int, exactQueries: Int)

    /// Subproblems, those of them closed by multipliers, and exact queries.
    package var size: (subproblems: Int, byMultipliers: Int, exactQueries: Int) {
        switch self {
        case .boundedTree(let subproblems, let byMultipliers): (subproblems, byMultipliers, 0)
        case .exactUnsatisfiability(let queries): (0, 0, queries)
        case .mixed(let subproblems, let byMultipliers, let exactQueries): (subproblems, byMultipliers, exactQueries)
        }
    }

    /// The proof of two claims together.
    package static func + (a: Proof, b: Proof) -> Proof {
        let (x, y) = (a.size, b.size)
        let (subproblems, byMultipliers) = (x.subproblems + y.subproblems, x.byMultipliers + y.byMultipliers)
        let exactQueries = x.exactQueries + y.exactQueries
        if exactQueries == 0 { return .boundedTree(subproblems: subproblems, byMultipliers: byMultipliers) }
        if subproblems == 0 { return .exactUnsatisfiability(queries: exactQueries) }
        return .mixed(subproblems: subproblems, byMultipliers: byMultipliers, exactQueries: exactQueries)
    }
}

/// Whether there is anything that a proof speaks about: a region with rows or decided phases may be empty.
package enum Vacuity: Sendable, Hashable {
    /// The region has this point.
    case nonEmpty(RegionPoint)
    /// The region was proved empty: the claim is true of nothing.
    case vacuous
    /// Neither was found out in the time there was.
    case undecided(UnknownReason)
}

/// A point of a region, checked in exact arithmetic.
package struct RegionPoint: Sendable, Hashable {
    /// The network's input.
    package let input: [Rational]
    /// The query of the claim, and its case, whose region has the point.
    package let queryIndex: Int
    package let caseIndex: Int

    package init(input: [Rational], queryIndex: Int, caseIndex: Int) {
        self.input = input
        self.queryIndex = queryIndex
        self.caseIndex = caseIndex
    }
}

/// Why a run stopped without an answer.
package enum UnknownReason: Sendable, Hashable {
    case timeout
    case interrupted
    /// The memory that the run may use was used up.
    case memory
    /// The number of subproblems that the run may bound was reached.
    case nodes
    /// The engine asked for cannot decide this query: bounds that do not close, say.
    case incomplete(EngineChoice)
    /// Only counterexamples were looked for, at so many points.
    case noCounterexample(points: Int)
    /// Rounding errors were too large for an argument; the text names what failed.
    case numerical(String)
    /// What violates is the limit of ever greater scales of a cone, and no input.
    case limit
    /// A solver gave up for a reason of its own.
    case solver(String)
}

/// The answer to one query, or to a claim that is a list of them.
package struct Answer: Sendable {
    package let verdict: Verdict
    /// Beside a `holds`: whether the region has a point. `nil` where that is no question (a plain box; a claim that the
    /// region *is* empty), where nobody asked, and beside every other verdict.
    package var vacuity: Vacuity?
    /// Beside an `unknown`: how far the run came.
    package var unfinished: UnfinishedSearch?
    /// Which of the claim's queries has the witness, or gives the reason for `unknown`. 0 when all hold.
    package var queryIndex: Int
    /// The engine that decided, or the last one that tried.
    package let engine: EngineChoice
    package let statistics: Statistics
    /// Wall-clock time of the run, in seconds, without loading.
    package let seconds: Double

    package init(
        verdict: Verdict, vacuity: Vacuity? = nil, unfinished: UnfinishedSearch? = nil, queryIndex: Int = 0,
        engine: EngineChoice, statistics: Statistics, seconds: Double
    ) {
        self.verdict = verdict
        self.vacuity = vacuity
        self.unfinished = unfinished
        self.queryIndex = queryIndex
        self.engine = engine
        self.statistics = statistics
        self.seconds = seconds
    }
}
