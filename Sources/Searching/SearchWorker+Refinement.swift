import Bounds
import Contexts
import Queries

/// The choice between few boxes with backward bounds of hidden neurons and many with forward bounds alone.
///
/// On a lattice of tllverifybench (2 inputs, thousands of neurons) a refined box costs as much as a thousand others, and is
/// closed a few halvings earlier; on ACAS Xu (5 inputs, 300 neurons) as much as twenty, and is closed twenty halvings
/// earlier. A worker finds out by dives.
extension SearchWorker {
    struct Refinement {
        /// Whether boxes are refined.
        var isOn = true
        /// Boxes until the question is asked again: those near the end of a search are not like those at its start.
        fileprivate var boxesLeft = 0
        fileprivate var random: RandomNumbers

        init(seed: Int) {
            random = RandomNumbers(seed: seed)
        }
    }

    private static let dives = 3
    /// Per input: how often a dive halves before refinement is taken to pay.
    private static let mostHalvings = 12
    /// Boxes between two decisions, per forward pass that a decision took, and at least.
    private static let spacing = 16
    private static let leastSpacing = 512

    /// Decides for the next boxes, when that is due, by dives from one of them. Returns a witness if a dive met one.
    func settleRefinement(_ batch: [OpenSubproblem]) -> Witness? {
        guard graph.hasForwardBounds, let start = batch.first(where: { $0.splitting == .inputs }) else { return nil }
        refinement.boxesLeft -= batch.count
        guard refinement.boxesLeft <= 0 else { return nil }
        // What a dive closes is not a leaf of the search's tree.
        let (counted, split) = (statistics, splits)
        var votes = 0
        var cost = 0.0
        for _ in 0..<Self.dives {
            let dive = dive(from: start)
            if let witness = dive.witness { return witness }
            cost += dive.cost
            votes += dive.pays ? 1 : -1
            // Not dear from the start: another dive would say the same.
            if dive.cost <= 1 { break }
        }
        (statistics.closedByBounds, statistics.closedByLP) = (counted.closedByBounds, counted.closedByLP)
        (statistics.splits, splits) = (counted.splits, split)
        refinement.isOn = votes > 0
        refinement.boxesLeft = max(Self.leastSpacing, Self.spacing * Int(cost))
        return nil
    }

    private struct Dive {
        var pays: Bool
        /// In forward passes.
        var cost: Double
        var witness: Witness?
    }

    /// Follows one random child after the other with forward bounds alone until a box is closed. A tree of that depth has
    /// twice as many boxes for each level (Knuth, Estimating the Efficiency of Backtrack Programs, 1975): refinement pays
    /// when it closes the ancestor whose tree costs as much as a refinement of it.
    private func dive(from start: OpenSubproblem) -> Dive {
        var path: [(box: OpenSubproblem, price: Double)] = []
        var box = start
        while path.count < Self.mostHalvings * graph.inputCount {
            refinement.isOn = false
            let step = process([box])
            context.limits.spend(nodes: 1)
            let cost = Double(path.count + 1)
            if step.witness != nil { return Dive(pays: false, cost: cost, witness: step.witness) }
            if step.children.isEmpty { return climb(path) }
            guard context.limits.stop == nil, let child = step.children.randomElement(using: &refinement.random),
                child.splitting == .inputs, !path.isEmpty || graph.isRefinementDear(on: child.subproblem)
            else { return Dive(pays: true, cost: cost) }
            path.append((box, graph.refinementPrice(of: child.subproblem)))
            box = child
        }
        return Dive(pays: true, cost: Double(path.count))
    }

    /// Refines the ancestor at which it would just pay. Where there is none, the whole tree costs less than a refinement.
    private func climb(_ path: [(box: OpenSubproblem, price: Double)]) -> Dive {
        var tree = 1.0
        for (box, price) in path.reversed() {
            tree = 2 * tree + 1
            guard tree >= price else { continue }
            refinement.isOn = true
            let refined = process([box])
            context.limits.spend(nodes: 1)
            return Dive(
                pays: refined.children.isEmpty, cost: Double(path.count + 1) + price, witness: refined.witness)
        }
        return Dive(pays: false, cost: Double(path.count + 1))
    }
}
