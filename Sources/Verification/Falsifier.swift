package import Contexts
import Kernels
package import Queries

/// Looks for counterexamples and for nothing else.
///
/// Method    the attack that precedes every search, again and again with other random numbers.
/// Guarantee a `violated` has passed the judge; there is no way to a `holds`.
/// Cost      `rounds` attacks, or up to the deadline of the context.
package struct Falsifier: Sendable {
    package let query: Query
    package let context: Context
    package let rounds: Int

    package init(query: Query, context: Context, rounds: Int) {
        self.query = query
        self.context = context
        self.rounds = rounds
    }

    /// What an attack can end with.
    package struct Finding: Sendable {
        package let witness: Witness?
        package let stop: StopCause?
        package let statistics: Statistics
        package let seconds: Double
        /// Beside an `unknown`: how near to a counterexample the attacks came.
        package let unfinished: UnfinishedSearch?

        /// `violated`, or `unknown` with the reason.
        package var verdict: Verdict {
            if let witness { return .violated(witness) }
            if let stop { return .unknown(UnknownReason(stop)) }
            return .unknown(.noCounterexample(points: statistics.attackPoints))
        }
    }

    package func run() -> Finding {
        let start = ContinuousClock.now
        MatrixProducts.useOneThread()
        context.progress.restart()
        var run = EngineRun(query: query, context: context)
        var witness: Witness?
        for round in 0..<rounds {
            if witness != nil || context.limits.stop != nil { break }
            var options = context.options
            options.seed += round
            run.context.options = options
            witness = run.falsify()
        }
        context.progress.end()
        let found = witness ?? run.judge.fallback
        return Finding(
            witness: found, stop: context.limits.stop, statistics: run.statistics,
            seconds: (ContinuousClock.now - start).seconds,
            unfinished: found == nil ? UnfinishedSearch(context.progress.standing, of: query) : nil)
    }
}
