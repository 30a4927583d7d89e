import Exact
import Networks
import Properties
import Queries
import Searching

/// A judge that takes a point at its word: it is a witness when it lies in the region and in an unsafe polyhedron, both in
/// exact arithmetic.
func exactJudge(_ query: Query) -> Judge {
    { caseIndex, point in
        let problem = query.cases[caseIndex]
        let input = point.map { Rational(weight: $0) }
        let output = query.network.output(at: input)
        func isMet(_ row: LinearRow) -> Bool {
            row.isMet(
                slack: row.slack { variable in
                    switch variable {
                    case .input(let i): input[i]
                    case .output(let j): output[j]
                    }
                })
        }
        guard problem.box.contains(input), problem.regionRows.allSatisfy(isMet) else { return nil }
        guard let unsafe = problem.unsafe.firstIndex(where: { $0.rows.allSatisfy(isMet) }) else { return nil }
        return Witness(
            exactInput: input, input: point, output: output.map { $0.double(.nearest) }, grade: .strict,
            caseIndex: caseIndex, unsafeIndex: unsafe, margin: 0)
    }
}
