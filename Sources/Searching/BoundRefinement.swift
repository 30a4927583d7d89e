import Bounds
import Contexts
import Dispatch
import HeapModule
import Networks
import Properties
import Queries
import Synchronization

/// Bounds of hidden neurons by branch-and-bound.
///
/// Optimised slopes leave each bound with the gap of its convex relaxation, and the gaps of all layers multiply: on
/// mnist_fc 256x6 at radius 0.05 the root of the search is hundreds away from a proof that exists. Deciding phases in front
/// of a neuron closes its own gap, and one layer's better bounds are every later layer's better relaxations. The search for
/// the property itself cannot do that: each of its splits serves one bound, the last.
///
/// Requires  a subproblem, propagated or not.
/// Returns   the same subproblem with pre-activation bounds at least as tight.
/// Method    layer by layer, for each side of each unstable neuron: a tree whose leaves are phase decisions of neurons in
///           front of it, the worst leaf split first, on the neuron whose relaxation gives most away there. The bound is the
///           least of the leaves'.
/// Guarantee sound: the leaves of a tree cover the subproblem, and each has a bound of ``OptimisedBounds``.
/// Cost      per layer 2 unstable neurons x ``Effort/splits`` x 2 optimised rows through the layers in front.
/// Reference the method is branch-and-bound (Bunel et al., 2020) in place of the integer programmes with which Wang et al.,
///           Beta-CROWN, 2021, refine hidden bounds.
struct BoundRefinement {
    struct Effort {
        /// Splits per side of a neuron.
        var splits: Int
        /// Steps of bound optimisation in a leaf.
        var iterations: Int
    }

    let graph: PreparedGraph
    let context: Context
    let effort: Effort

    /// Neurons whose trees grow together in one worker.
    private static let together = 16
    private static let plainIterations = 20

    /// `nil` when limits end it early: what is known by then is lost.
    func refine(_ root: Subproblem) -> Subproblem? {
        var known = root
        let layers = graph.nodes.indices.compactMap { node -> (node: Int, neurons: Range<Int>)? in
            guard case .affine(let terms, _, let first?, _) = graph.nodes[node].kind,
                terms.contains(where: { $0.source != 0 })
            else { return nil }
            return (node, first..<first + graph.nodes[node].width)
        }
        for (node, neurons) in layers {
            if context.limits.stop != nil { return nil }
            refine(node, neurons, &known)
        }
        known.settledThrough = nil
        return known
    }

    private func refine(_ node: Int, _ neurons: Range<Int>, _ known: inout Subproblem) {
        known.settledThrough = neurons.lowerBound - 1
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        var batch = [known]
        OptimisedBounds(bounds).propagate(&batch, iterations: Self.plainIterations, through: node)
        if bounds.isEmpty[0] { return }
        known = batch[0]
        let unstable = neurons.filter { known.neuronLower[$0] < 0 && known.neuronUpper[$0] > 0 }
        let sides = unstable.flatMap { [(neuron: $0, sign: 1.0), (neuron: $0, sign: -1.0)] }
        let chunks = stride(from: 0, to: sides.count, by: Self.together).map {
            Array(sides[$0..<min($0 + Self.together, sides.count)])
        }
        let next = Atomic<Int>(0)
        let found = Mutex<[(neuron: Int, sign: Double, value: Double)]>([])
        let start = known
        DispatchQueue.concurrentPerform(iterations: context.options.threads) { _ in
            let worker = Worker(self, node: node, firstNeuron: neurons.lowerBound, root: start, capacity: 2 * Self.together)
            while true {
                let chunk = next.add(1, ordering: .relaxed).oldValue
                if chunk >= chunks.count || context.limits.stop != nil { break }
                let values = worker.bounds(of: chunks[chunk])
                found.withLock { $0 += zip(chunks[chunk], values).map { ($0.neuron, $0.sign, $1) } }
            }
        }
        for (neuron, sign, value) in found.withLock({ $0 }) {
            if sign > 0 {
                known.neuronLower[neuron] = max(known.neuronLower[neuron], value)
            } else {
                known.neuronUpper[neuron] = min(known.neuronUpper[neuron], -value)
            }
        }
    }

    /// One thread's share of a layer.
    private final class Worker {
        private let node: Int
        private let firstNeuron: Int
        private let width: Int
        private let root: Subproblem
        private let effort: Effort
        private let context: Context
        private let bounds: BatchedBounds
        private let optimiser: OptimisedBounds

        init(_ refinement: BoundRefinement, node: Int, firstNeuron: Int, root: Subproblem, capacity: Int) {
            self.node = node
            self.firstNeuron = firstNeuron
            width = refinement.graph.nodes[node].width
            self.root = root
            effort = refinement.effort
            context = refinement.context
            bounds = BatchedBounds(graph: refinement.graph, capacity: capacity)
            optimiser = OptimisedBounds(bounds)
        }

        /// A leaf of a neuron's tree.
        private struct Leaf: Comparable {
            var decisions: [PhaseDecision]
            var value: Double
            var duals: OptimisedBounds.Duals?
            /// The neuron to decide next, with the coefficient of its output; `nil` when no neuron in front is open.
            var split: (neuron: Int, coefficient: Float)?

            static func == (a: Leaf, b: Leaf) -> Bool { a.value == b.value }
            static func < (a: Leaf, b: Leaf) -> Bool { a.value < b.value }
        }

        private struct Tree {
            let neuron: Int
            let sign: Double
            var open: Heap<Leaf>
            var isFinished = false
        }

        /// Lower bounds of neurons times signs.
        func bounds(of sides: [(neuron: Int, sign: Double)]) -> [Double] {
            var trees = sides.map { side in
                Tree(neuron: side.neuron, sign: side.sign, open: [])
            }
            let first = evaluate(trees.indices.map { ($0, Leaf(decisions: [], value: -.infinity)) }, trees)
            for (tree, leaf) in zip(trees.indices, first) { trees[tree].open.insert(leaf) }
            for _ in 0..<effort.splits {
                if context.limits.stop != nil { break }
                var children: [(tree: Int, leaf: Leaf)] = []
                for t in trees.indices where !trees[t].isFinished {
                    guard let worst = trees[t].open.min, worst.value < 0, let split = worst.split else {
                        trees[t].isFinished = true
                        continue
                    }
                    trees[t].open.removeMin()
                    for isActive in [true, false] {
                        var child = worst
                        child.decisions.append(PhaseDecision(neuron: split.neuron, isActive: isActive))
                        child.duals?.decide(split.neuron, isActive: isActive, coefficient: split.coefficient)
                        children.append((t, child))
                    }
                }
                if children.isEmpty { break }
                for (child, leaf) in zip(children, evaluate(children, trees)) { trees[child.tree].open.insert(leaf) }
            }
            return trees.map { $0.open.min?.value ?? .infinity }
        }

        /// The leaves with their bounds: never below the bound they come with, which holds for the whole of their parent.
        private func evaluate(_ leaves: [(tree: Int, leaf: Leaf)], _ trees: [Tree]) -> [Leaf] {
            var subproblems = leaves.map { _, leaf in
                var subproblem = root
                for decision in leaf.decisions {
                    subproblem.phases[NeuronIndex(decision.neuron)] = decision.isActive ? .active : .inactive
                    if decision.isActive {
                        subproblem.neuronLower[decision.neuron] = max(0, subproblem.neuronLower[decision.neuron])
                    } else {
                        subproblem.neuronUpper[decision.neuron] = min(0, subproblem.neuronUpper[decision.neuron])
                    }
                }
                return subproblem
            }
            bounds.propagate(&subproblems, refine: false, through: node)
            var tasks: [OptimisedBounds.Task] = []
            var table: [RowCoefficients] = []
            for (b, (tree, leaf)) in leaves.enumerated() {
                let side = trees[tree]
                tasks.append(OptimisedBounds.Task(row: BoundRow(subproblem: b, row: b), target: 0, start: leaf.duals))
                table.append(.element(side.neuron - firstNeuron, of: width, times: side.sign))
            }
            let found = optimiser.optimise(
                tasks, from: node, coefficients: table, subproblems: subproblems,
                iterations: leaves[0].leaf.duals == nil ? 2 * effort.iterations : effort.iterations)
            return leaves.indices.map { l in
                var leaf = leaves[l].leaf
                leaf.value = bounds.isEmpty[l] ? .infinity : max(leaf.value, found[l].value)
                leaf.duals = found[l].duals
                let loss = found[l].loss
                let most = (0..<firstNeuron).max { loss[$0] < loss[$1] }
                leaf.split = most.flatMap { loss[$0] > 0 ? ($0, found[l].coefficient[$0]) : nil }
                return leaf
            }
        }
    }
}
