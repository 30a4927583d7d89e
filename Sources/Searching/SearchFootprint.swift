package import Bounds

/// About how many bytes the parts of a search take, rather too many than too few: what is asked of a memory limit before
/// they are made.
package enum SearchFootprint {
    /// Scratch memory of one worker that bounds `batchSize` subproblems together: bounds and relaxations of every node, and
    /// the rows on their way through it, their gains, slopes, lines and multipliers.
    package static func worker(_ graph: PreparedGraph, batchSize: Int) -> Int {
        let rows = max(16, min(512, (1 << 17) / max(graph.widest, 1)))
        let forms = graph.hasForwardBounds ? 32 * graph.widest * (graph.inputCount + 3) * batchSize : 0
        return 8 * graph.totalWidth * (9 * batchSize + 15 * rows) + forms
            + TightenedRelaxation.footprint(graph, rows: rows)
    }

    /// Values and gradients of an attack on so many points.
    package static func attack(_ graph: PreparedGraph, points: Int) -> Int {
        16 * graph.totalWidth * points
    }

    /// A programme over the whole network, with GLPK's copy of it.
    package static func program(_ graph: PreparedGraph) -> Int {
        96 * graph.weightCount
    }

    /// A waiting subproblem: its box, the bounds of its neurons, and slopes and multipliers for each alternative; and half
    /// of the lines that it shares with its sibling, of a quarter of all neurons.
    static func subproblem(_ graph: PreparedGraph, alternatives: Int) -> Int {
        16 * (graph.neuronCount + graph.inputCount) + 8 * graph.neuronCount * max(alternatives, 1)
            + graph.weightCount / 8 + 256
    }
}
