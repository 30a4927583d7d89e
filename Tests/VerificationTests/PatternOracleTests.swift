import Contexts
import Exact
import Networks
import Programs
import Properties
import Queries
import SMTSolving
import TestSupport
import Testing
import Verification

/// Queries with patterns against their definition: every full assignment of phases that agrees with the pattern is one
/// linear programme, solved exactly.
@Suite struct PatternOracleTests {
    static let chunks = 8
    static let perChunk = 10

    @Test(arguments: 0..<chunks) func enginesAgreeWithEnumeration(chunk: Int) throws {
        for seed in (chunk * Self.perChunk)..<((chunk + 1) * Self.perChunk) {
            let query = SampleQueries.randomPattern(seed: 5_000 + seed, mostNeurons: 5)
            let problem = query.cases[0]
            let isViolated = try problem.unsafe.contains { try hasPoint(query, problem, $0) }
            let isEmpty = try !hasPoint(query, problem, Polyhedron(rows: []))
            for engine in [EngineChoice.bab, .milp, .smt, .auto] {
                let verdict = query.verdict(engine, seconds: 60, threads: 1)
                guard let found = verdict.isViolated else {
                    #expect(engine != .smt && engine != .auto, "seed \(seed): \(engine) gave no answer")
                    continue
                }
                #expect(found == isViolated, "seed \(seed): \(engine)")
            }
            expectVacuity(query, isEmpty: isEmpty, seed: seed)
        }
    }

    private func expectVacuity(_ query: Query, isEmpty: Bool, seed: Int) {
        switch NonVacuity(queries: [query], context: Context()).run() {
        case .nonEmpty(let point)?:
            #expect(!isEmpty, "seed \(seed)")
            #expect(query.regionContains(point.input, case: point.caseIndex), "seed \(seed)")
        case .vacuous?: #expect(isEmpty, "seed \(seed)")
        case .undecided(let reason)?: Issue.record("seed \(seed): \(reason)")
        case nil: #expect(query.cases[0].isPlainBox, "seed \(seed)")
        }
    }

    /// Whether some input of the region has an output in the polyhedron.
    private func hasPoint(_ query: Query, _ problem: Case, _ polyhedron: Polyhedron) throws -> Bool {
        let count = query.graph.neuronCount
        let bounds = query.graph.intervalBounds(lower: problem.lower, upper: problem.upper)
        for assignment in 0..<(1 << count) {
            let isActive = { (neuron: Int) in assignment >> neuron & 1 == 1 }
            // A neuron held in both phases agrees with either: the assignment and the other phase's row meet at 0.
            let both = Set(problem.decisions.map(\.neuron)).filter { neuron in
                Set(problem.decisions.filter { $0.neuron == neuron }).count == 2
            }
            guard problem.decisions.allSatisfy({ both.contains($0.neuron) || $0.isActive == isActive($0.neuron) })
            else { continue }
            let full = (0..<count).map { PhaseDecision(neuron: $0, isActive: isActive($0)) }
            let turned = both.map { PhaseDecision(neuron: $0, isActive: !isActive($0)) }
            let encoded = try Encoder(
                graph: query.graph, case: problem, polyhedron: polyhedron, bounds: bounds,
                phases: Phases(full + turned, neuronCount: count), encoding: .exact
            ).encode()
            switch SMTSolver.solve(encoded.program, limits: Limits()) {
            case .satisfiable: return true
            case .unsatisfiable: continue
            case .stopped, .unknown: throw OracleFailure()
            }
        }
        return false
    }

    private struct OracleFailure: Error {}
}
