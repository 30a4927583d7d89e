package import Contexts
import Kernels
package import Queries

/// Decides queries: the one entry to all engines.
package struct Verifier: Sendable {
    package let query: Query
    package let context: Context

    package init(query: Query, context: Context) {
        self.query = query
        self.context = context
    }

    /// Runs the engine that the options name until an answer or a limit. Every `holds` and `violated` has passed the
    /// checks of the soundness rules. Cost: up to the deadline of the context.
    package func run() -> Answer {
        let start = ContinuousClock.now
        MatrixProducts.useOneThread()
        var run = EngineRun(query: query, context: context)
        let choice = context.options.engine
        var (verdict, engine) =
            switch choice {
            case .auto: run.runPortfolio()
            case .bounds: (run.runBounds(), choice)
            case .bab: (run.runBranchAndBound(), choice)
            case .milp: (run.runMixedInteger(), choice)
            case .smt: (run.runSMT(), choice)
            }
        // A witness that is exact but fragile in floats refutes the property all the same.
        if case .unknown = verdict, let witness = run.judge.fallback { verdict = .violated(witness) }
        if case .incomplete(let tried)? = verdict.reason { engine = tried }
        return Answer(
            verdict: verdict, engine: engine, statistics: run.statistics,
            seconds: (ContinuousClock.now - start).seconds)
    }
}

extension Verdict {
    /// Why the verdict is unknown; `nil` when it is not.
    package var reason: UnknownReason? {
        if case .unknown(let reason) = self { reason } else { nil }
    }
}
