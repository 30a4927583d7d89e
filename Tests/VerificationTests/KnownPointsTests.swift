import Contexts
import Exact
import Properties
import Queries
import TestSupport
import Testing
import Verification

/// Points given beforehand are judged, not believed.
@Suite struct KnownPointsTests {
    /// The output min(s, 2 - s) of s = x0 + x1 stays below 3/4 where s >= 1: refuted by (1/2, 5/8), not by (1, 1).
    private let query = SampleQueries.box(
        SampleNetworks.xor, lower: [0, 0], upper: [1, 1], unsafe: [[SampleQueries.atLeast(0, Rational(3) / 4)]],
        decisions: SampleQueries.pattern(1))

    private func run(_ query: Query, _ known: KnownPoints, limits: Limits = Limits()) -> Answer {
        Verifier(query: query, context: Context(limits: limits), known: known).run()
    }

    @Test func aRefutingPointEndsTheRun() throws {
        let answer = run(query, KnownPoints(refuting: [[1, 1], [0.5, 0.625]]))
        guard case .violated(let witness) = answer.verdict else {
            Issue.record("\(answer.verdict)")
            return
        }
        #expect(witness.input == [0.5, 0.625])
        #expect(answer.statistics.candidatesJudged == 2 && answer.statistics.attackPoints == 0)
    }

    /// A point that refutes nothing, or is in another place than its owner thinks, changes no verdict.
    @Test func wrongPointsChangeNothing() {
        let lower = query.with([
            Case(
                box: query.cases[0].box, regionRows: [], decisions: query.cases[0].decisions,
                unsafe: [Polyhedron(rows: [SampleQueries.atLeast(0, 2)])])
        ])
        let known = KnownPoints(refuting: [[1, 1]], members: [[0, 0]], starts: [[0, 0], [7, 7]])
        let answer = run(lower, known)
        guard case .holds = answer.verdict, case .nonEmpty(let point)? = answer.vacuity else {
            Issue.record("\(answer.verdict) \(String(describing: answer.vacuity))")
            return
        }
        #expect(point.input[0] + point.input[1] >= 1)
    }

    @Test func aMemberIsTheNonVacuityPoint() {
        let members: [[Double]] = [[0, 0.25], [0.875, 0.5]]
        let found = NonVacuity(queries: [query], context: Context(), members: members).run()
        #expect(
            found == .nonEmpty(RegionPoint(input: [Rational(7) / 8, Rational(1) / 2], queryIndex: 0, caseIndex: 0)))
    }
}
