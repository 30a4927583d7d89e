package import Contexts
package import Networks
package import Properties
package import Queries

/// Decides a claim that was lowered to several queries: it holds when all of them do.
///
/// Requires  queries whose regions together cover the claim's.
/// Returns   one answer. `violated` as soon as one query is; `holds` with the sizes of all proofs added up; `unknown` with
///           the first reason otherwise. Without queries the region has no piece left: the claim holds, of nothing.
/// Method    the queries run one after the other, each with an equal part of the time that is left; those that needed more
///           run again with what the others have left over.
/// Guarantee that of ``Verifier``.
/// Cost      up to the deadline of the context, shared by all queries.
package struct ClaimVerifier: Sendable {
    package let queries: [Query]
    package let context: Context
    package let vacuity: VacuityCheck
    /// Inputs of the network that are looked at first.
    package let known: KnownPoints

    package init(
        queries: [Query], context: Context, vacuity: VacuityCheck = .included, known: KnownPoints = KnownPoints()
    ) {
        self.known = known
        self.queries = queries
        self.context = context
        self.vacuity = vacuity
    }

    /// The verdict about a claim within `limits`, a part of those of the context: a step of a larger search, which reports
    /// its own progress and has no use for a point of the region. Throws ``ClaimError``.
    package static func verdict(
        on network: Network, _ claim: Claim, context: Context, limits: Limits
    ) throws(ClaimError) -> Verdict {
        let queries = try Query.lowered(network: network, claim: claim).queries
        let part = context.with(limits).withoutProgress()
        return ClaimVerifier(queries: queries, context: part, vacuity: .leftOut).run().verdict
    }

    /// What is known so far.
    private struct Progress {
        var statistics = Statistics()
        var proof: Proof?
        var engines = Set<EngineChoice>()
        /// Why queries are open, by their index, and how far each came.
        var open: [Int: (reason: UnknownReason, engine: EngineChoice, unfinished: UnfinishedSearch?)] = [:]
    }

    package func run() -> Answer {
        let start = ContinuousClock.now
        var progress = Progress()
        var waiting = Array(queries.indices)
        while !waiting.isEmpty {
            for (place, index) in waiting.enumerated() {
                if let cause = context.limits.stop {
                    // What an earlier round found out about the query says more.
                    let known = progress.open[index]
                    progress.open[index] = known ?? (UnknownReason(cause), context.options.engine, nil)
                    continue
                }
                let share = Limits(1 / Double(waiting.count - place), of: context.limits)
                let answer = Verifier(
                    query: queries[index], context: context.with(share), vacuity: .leftOut, known: known
                ).run()
                progress.statistics.add(answer.statistics)
                progress.open[index] = nil
                switch answer.verdict {
                case .violated: return finish(answer.verdict, index, answer.engine, progress, start)
                case .holds(let proof):
                    progress.proof = progress.proof.map { $0 + proof } ?? proof
                    progress.engines.insert(answer.engine)
                case .unknown(let reason): progress.open[index] = (reason, answer.engine, answer.unfinished)
                }
            }
            // Only time can make a difference, if there is some left.
            if context.limits.stop != nil { break }
            waiting = progress.open.filter { $0.value.reason == .timeout }.keys.sorted()
        }
        if let (index, first) = progress.open.min(by: { $0.key < $1.key }) {
            var answer = finish(.unknown(first.reason), index, first.engine, progress, start)
            answer.unfinished = first.unfinished
            return answer
        }
        let engine = progress.engines.count == 1 ? progress.engines.first : nil
        let proof = progress.proof ?? .boundedTree(subproblems: 0, byMultipliers: 0)
        return finish(.holds(proof), 0, engine ?? context.options.engine, progress, start)
    }

    private func finish(
        _ verdict: Verdict, _ index: Int, _ engine: EngineChoice, _ progress: Progress,
        _ start: ContinuousClock.Instant
    ) -> Answer {
        var found: Vacuity?
        if case .holds = verdict, vacuity == .included {
            found = NonVacuity(queries: queries, context: context, members: known.members).run()
        }
        return Answer(
            verdict: verdict, vacuity: found, queryIndex: index, engine: engine, statistics: progress.statistics,
            seconds: (ContinuousClock.now - start).seconds)
    }
}
