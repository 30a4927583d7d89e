import Bounds
import Contexts
import Networks
import Queries

/// Linear programmes over one subproblem.
final class LeafProgram {
    enum Outcome {
        /// No point of the subproblem lies in the alternative: the programme's multipliers say so, re-checked outward.
        case excluded
        /// The programme's solution: an input that may be a witness.
        case candidate([Double])
        case undecided(String)
    }

    private let graph: AffineReLUGraph
    private let context: Context

    init(graph: AffineReLUGraph, context: Context) {
        self.graph = graph
        self.context = context
    }

    /// Whether a programme is worth its time at an inner node with this many unstable neurons.
    func isWorthwhile(unstable: Int) -> Bool { false }

    func exclude(_ problem: Case, alternative: Int, bounds: NodeBounds, phases: Phases) -> Outcome {
        .undecided("no linear programmes yet")
    }
}
