import Bounds
import Contexts
import MILPSolving
import Networks
import Programs
import Queries

/// Linear programmes over one subproblem: the triangle relaxation of the neurons still open, the exact phase of the others.
///
/// Requires  sound bounds of the subproblem, its phase decisions taken into account.
/// Returns   `excluded`, or the programme's solution as a candidate.
/// Guarantee an alternative is excluded only by multipliers that ``CertifiedBound`` re-checks with outward rounding; what
///           GLPK says of its own answer is never believed (design, soundness rule 2).
/// Complete  up to numerics when no neuron is open: the relaxation is then the subproblem itself.
/// Cost      one simplex run over all neurons; a second one, elastic, when the first proof does not survive the check.
struct LeafProgram {
    enum Outcome {
        case excluded
        /// An input that may be a witness.
        case candidate([Double])
        case undecided(String)
    }

    private let graph: AffineReLUGraph
    let limits: Limits

    init(graph: AffineReLUGraph, limits: Limits) {
        self.graph = graph
        self.limits = limits
    }

    func exclude(_ problem: Case, alternative: Int, bounds: NodeBounds, phases: Phases) -> Outcome {
        do {
            let plain = try solve(.relaxation, problem, alternative, bounds, phases)
            switch plain.solution.status {
            case .optimal, .unbounded, .objectiveLimit:
                return .candidate(plain.encoded.input(at: plain.solution.values))
            case .infeasible:
                let multipliers = plain.solution.multipliers
                if CertifiedBound.provesEmptiness(of: plain.encoded.program, multipliers: multipliers) {
                    return .excluded
                }
            case .stopped: return .undecided("a linear programme was stopped")
            case .failed: break
            }
            return try excludeElastically(problem, alternative, bounds, phases)
        } catch {
            return .undecided("a linear programme could not be built: \(error)")
        }
    }

    /// The same programme with a slack in every constraint: always feasible, so that the dual of an ordinary optimum is
    /// the proof.
    private func excludeElastically(
        _ problem: Case, _ alternative: Int, _ bounds: NodeBounds, _ phases: Phases
    ) throws -> Outcome {
        let (encoded, solution) = try solve(.elasticRelaxation, problem, alternative, bounds, phases)
        guard solution.status == .optimal else {
            if CertifiedBound.provesEmptiness(of: encoded.program, multipliers: solution.multipliers) {
                return .excluded
            }
            return .undecided("GLPK ended a leaf's linear programme with status \(solution.status)")
        }
        if CertifiedBound.lowerBound(of: encoded.program, multipliers: solution.multipliers) > 0 { return .excluded }
        return .candidate(encoded.input(at: solution.values))
    }

    /// The input that keeps furthest inside all rows of region, phases and property, as far as the relaxation can tell; a
    /// vertex of the plain programme lies on some of them, and rounding decides on which side. `nil` when the relaxation
    /// has no point, and when GLPK has no answer: a hint less.
    func deepestPoint(_ problem: Case, alternative: Int, bounds: NodeBounds, phases: Phases) -> [Double]? {
        let encoder = Encoder(
            graph: graph, case: problem, polyhedron: problem.unsafe[alternative], bounds: bounds, phases: phases,
            encoding: .elasticRelaxation, mustStop: mustStop)
        guard let encoded = try? encoder.encode(), let slack = encoded.slack,
            let solver = try? LPSolver(encoded.program)
        else { return nil }
        // A negative slack is a distance kept.
        solver.setBounds(of: slack, lower: -1, upper: encoded.program[slack].upper)
        let solution = solver.solve(limits: limits, stopAbove: .infinity)
        guard solution.status == .optimal, solution.values[slack.index] < 1e-6 else { return nil }
        return encoded.input(at: solution.values)
    }

    private var mustStop: () -> Bool {
        { [limits] in limits.stop != nil }
    }

    private func solve(
        _ encoding: Encoding, _ problem: Case, _ alternative: Int, _ bounds: NodeBounds, _ phases: Phases
    ) throws -> (encoded: EncodedQuery, solution: LPSolution) {
        let encoder = Encoder(
            graph: graph, case: problem, polyhedron: problem.unsafe[alternative], bounds: bounds, phases: phases,
            encoding: encoding, mustStop: mustStop)
        let encoded = try encoder.encode()
        let solver = try LPSolver(encoded.program)
        return (encoded, solver.solve(limits: limits, stopAbove: .infinity))
    }
}
