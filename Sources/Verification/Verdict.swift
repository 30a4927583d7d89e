package import Contexts
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
}

/// Why a run stopped without an answer.
package enum UnknownReason: Sendable, Hashable {
    case timeout
    case interrupted
    /// The engine asked for cannot decide this query: bounds that do not close, say.
    case incomplete(EngineChoice)
    /// Only counterexamples were looked for, at so many points.
    case noCounterexample(points: Int)
    /// Rounding errors were too large for an argument; the text names what failed.
    case numerical(String)
    /// A solver gave up for a reason of its own.
    case solver(String)
}

/// The answer to one query.
package struct Answer: Sendable {
    package let verdict: Verdict
    /// The engine that decided, or the last one that tried.
    package let engine: EngineChoice
    package let statistics: Statistics
    /// Wall-clock time of the run, in seconds, without loading.
    package let seconds: Double

    package init(verdict: Verdict, engine: EngineChoice, statistics: Statistics, seconds: Double) {
        self.verdict = verdict
        self.engine = engine
        self.statistics = statistics
        self.seconds = seconds
    }
}
