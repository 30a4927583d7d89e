package import Contexts
import Kernels
package import Queries

/// Decides queries: the one entry to all engines.
package struct Verifier: Sendable {
    package let query: Query
    package let context: Context
    package let vacuity: VacuityCheck
    /// Inputs of the query's graph from which attacks may start.
    package let hints: [[Double]]
    /// Inputs of the network that are looked at first.
    package let known: KnownPoints

    package init(
        query: Query, context: Context, vacuity: VacuityCheck = .included, hints: [[Double]] = [],
        known: KnownPoints = KnownPoints()
    ) {
        self.hints = hints
        self.known = known
        self.query = query
        self.context = context
        self.vacuity = vacuity
    }

    /// Runs the engine that the options name until an answer or a limit. Every `holds` and `violated` has passed the
    /// checks of the soundness rules. Beside `holds` for regions that are more than boxes stands whether they have a
    /// point. Cost: up to the deadline of the context.
    package func run() -> Answer {
        let start = ContinuousClock.now
        MatrixProducts.useOneThread()
        context.progress.restart()
        if let cause = context.limits.stop { return .stopped(cause, context.options) }
        var run = EngineRun(query: query, context: context)
        run.hints = hints + (query.embedding == nil ? known.starts : [])
        var (verdict, engine) = decide(&run)
        if let witness = run.judge.fallback {
            switch verdict {
            // A witness that is exact but fragile in floats refutes the property all the same.
            case .unknown: verdict = .violated(witness)
            // A proof and a valid witness cannot both be: one of them is a bug, and no answer is left.
            case .holds: verdict = .unknown(.numerical("internal contradiction: a proof and a counterexample"))
            case .violated(let found) where found.replay == .lost && witness.replay != .lost:
                verdict = .violated(witness)
            case .violated: break
            }
        }
        context.progress.end()
        if case .incomplete(let tried)? = verdict.reason { engine = tried }
        let unfinished = verdict.reason.flatMap { _ in UnfinishedSearch(context.progress.standing, of: query) }
        var found: Vacuity?
        if case .holds = verdict, vacuity == .included {
            found = NonVacuity(queries: [query], context: context, members: known.members).run()
        }
        return Answer(
            verdict: verdict, vacuity: found, unfinished: unfinished, engine: engine, statistics: run.statistics,
            seconds: (ContinuousClock.now - start).seconds)
    }

    private func decide(_ run: inout EngineRun) -> (Verdict, EngineChoice) {
        let choice = context.options.engine
        if let witness = run.firstWitness(among: known.refuting) {
            // A known point is an attack without a search.
            return (.violated(witness), choice == .auto ? .bab : choice)
        }
        return switch choice {
        case .auto: run.runPortfolio()
        case .bounds: (run.runBounds(), choice)
        case .bab: (run.runBranchAndBound(), choice)
        case .milp: (run.runMixedInteger(), choice)
        case .smt: (run.runSMT(), choice)
        }
    }
}

extension Answer {
    /// The answer of a run that was told to stop before it began.
    package static func stopped(_ cause: StopCause, _ options: Options) -> Answer {
        Answer(
            verdict: .unknown(UnknownReason(cause)), engine: options.engine, statistics: Statistics(), seconds: 0)
    }
}

extension Verdict {
    /// Why the verdict is unknown; `nil` when it is not.
    package var reason: UnknownReason? {
        if case .unknown(let reason) = self { reason } else { nil }
    }
}
