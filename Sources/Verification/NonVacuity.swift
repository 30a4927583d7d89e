package import Contexts
import Exact
import Programs
package import Queries
import SMTSolving

/// Whether a run also finds out if its regions have points.
package enum VacuityCheck: Sendable, Hashable {
    case included
    /// For callers that have no use for it: interchange formats, the steps of a radius search.
    case leftOut
}

/// Finds a point of the regions that a proof speaks about, or proves that there is none.
///
/// Requires  queries that hold.
/// Returns   ``Vacuity``, or `nil` where it is no question: some region is a plain box, or the claim is that there is no
///           point.
/// Method    the question is a query itself, with every output unsafe. Without decided phases the network does not matter
///           and Z3 solves the region's rows alone; with phases the portfolio runs.
/// Guarantee a point has passed the judge; `vacuous` is a proof like any other.
/// Cost      a fifth of the time that is left, and never more than ten seconds.
package struct NonVacuity {
    private let queries: [Query]
    private let context: Context
    /// Inputs that are believed to be in a region: judged before anything is searched.
    private let members: [[Double]]
    /// Whether the queries are regions and nothing else.
    private let areRegions: Bool

    private static let share = 0.2
    private static let longest = Duration.seconds(10)

    /// About the regions of queries. Rows on inputs alone belong to the region here, as a property file asserts them.
    package init(queries: [Query], context: Context, members: [[Double]] = []) {
        self.queries = queries
        self.context = context
        self.members = members
        areRegions = false
    }

    /// About the region of a claim, lowered with every output unsafe: rows on inputs in the claim's property are no part
    /// of it.
    package init(regions: [Query], context: Context, members: [[Double]] = []) {
        queries = regions
        self.context = context
        self.members = members
        areRegions = true
    }

    /// A region in question: one case, alone in a query whose every output is unsafe.
    private struct Question {
        let query: Query
        let queryIndex: Int
        let caseIndex: Int
    }

    package func run() -> Vacuity? {
        if queries.isEmpty { return .vacuous }
        let cases = queries.flatMap(\.cases).filter { areRegions || !$0.claimsEmptiness }
        if areRegions && cases.isEmpty { return .vacuous }
        if cases.isEmpty || cases.contains(where: \.isPlainBox) { return nil }
        let part = Limits(Self.share, of: context.limits, atMost: Self.longest)
        context.progress.begin(.vacuity)
        defer { context.progress.end() }
        let questions = questions
        var open: UnknownReason?
        for (index, question) in questions.enumerated() {
            let share = Limits(1 / Double(questions.count - index), of: part)
            switch answer(question, context.with(share).withoutProgress()) {
            case .violated(let witness):
                return .nonEmpty(
                    RegionPoint(
                        input: witness.exactInput, queryIndex: question.queryIndex, caseIndex: question.caseIndex))
            case .holds: continue
            case .unknown(let reason): open = open ?? reason
            }
        }
        return open.map { .undecided($0) } ?? .vacuous
    }

    /// Each region once.
    private var questions: [Question] {
        queries.enumerated().flatMap { queryIndex, query in
            var seen = Set<Case>()
            return query.cases.enumerated().compactMap { caseIndex, problem -> Question? in
                let region = problem.withEverythingUnsafe
                guard areRegions || !problem.claimsEmptiness, seen.insert(region).inserted else { return nil }
                return Question(query: query.with([region]), queryIndex: queryIndex, caseIndex: caseIndex)
            }
        }
    }

    /// A witness of the query is a point of the region.
    private func answer(_ question: Question, _ context: Context) -> Verdict {
        context.log.stage("vacuity: looking for a point of the region")
        var run = EngineRun(query: question.query, context: context, accepting: .exact)
        if let witness = run.firstWitness(among: members) { return .violated(witness) }
        let problem = question.query.cases[0]
        // Most regions have points, and an attack finds one sooner than bounds say anything.
        if let witness = run.falsify() { return .violated(witness) }
        guard problem.decisions.isEmpty else { return run.runPortfolio().0 }
        switch SMTSolver.solve(Program(regionOf: problem), limits: context.limits) {
        case .unsatisfiable: return .holds(.exactUnsatisfiability(queries: 1))
        case .satisfiable(let point):
            guard let witness = run.judge.judge(caseIndex: 0, exactPoint: point) else {
                return .unknown(.numerical("the judge rejects Z3's model"))
            }
            return .violated(witness)
        case .stopped(let cause): return .unknown(UnknownReason(cause))
        case .unknown(let reason): return .unknown(.solver("Z3: \(reason)"))
        }
    }
}

extension Case {
    /// Whether every point of the region is unsafe, so that the case holds only if there is none.
    fileprivate var claimsEmptiness: Bool { unsafe.contains { $0.rows.isEmpty } }
}
