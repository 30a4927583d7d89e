import Exact
import Networks
import Queries
import Searching
import TestSupport

/// A judge that takes a point at its word: it is a witness when it lies in the region and in an unsafe polyhedron, both in
/// exact arithmetic.
func exactJudge(_ query: Query) -> Judge {
    { caseIndex, point in
        let input = point.map { Rational(weight: $0) }
        guard query.regionContains(input, case: caseIndex) else { return nil }
        let output = query.network.output(at: input)
        let met = query.cases[caseIndex].unsafe.firstIndex { polyhedron in
            polyhedron.rows.allSatisfy { $0.isMet(input: input, output: output) }
        }
        guard let met else { return nil }
        return Witness(
            exactInput: input, input: point, output: output.map { $0.double(.nearest) }, grade: .strict,
            caseIndex: caseIndex, unsafeIndex: met, margin: 0)
    }
}
