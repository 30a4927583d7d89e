import Bounds
import Exact
import Networks
import Queries
import TestSupport
import Testing

@Suite struct OptimisedBoundsTests {
    /// A random network, box and set of phase decisions, bounded once.
    private struct Setting {
        let network: Network
        let graph: PreparedGraph
        let subproblem: Subproblem
        let bounds: BatchedBounds
        let row: RowCoefficients
        var random: SeededNumbers

        init(seed: Int) {
            var random = SeededNumbers(seed: seed)
            let inputs = Int.random(in: 1...3, using: &random)
            let depth = Int.random(in: 1...3, using: &random)
            let widths = [inputs] + (0..<depth).map { _ in Int.random(in: 1...6, using: &random) } + [2]
            let network = SampleNetworks.random(widths: widths, &random)
            graph = PreparedGraph(AffineReLUGraph(network))
            let lower = (0..<inputs).map { _ in random.eighths(1) }
            let upper = lower.map { $0 + abs(random.eighths(1)) }
            var start = Subproblem(
                lower: lower, upper: upper, phases: Phases(neuronCount: graph.neuronCount))
            for neuron in 0..<graph.neuronCount where Int.random(in: 0...2, using: &random) == 0 {
                let isActive = Bool.random(using: &random)
                start.phases[NeuronIndex(neuron)] = isActive ? .active : .inactive
                if isActive { start.neuronLower[neuron] = 0 } else { start.neuronUpper[neuron] = 0 }
            }
            bounds = BatchedBounds(graph: graph, capacity: 1)
            var batch = [start]
            bounds.propagate(&batch)
            subproblem = batch[0]
            row = RowCoefficients(output: [random.eighths(1), random.eighths(1)], input: nil)
            self.network = network
            self.random = random
        }

        func optimise(
            iterations: Int, start: OptimisedBounds.Duals?, relaxation: OptimisedBounds.Relaxation = .triangle
        ) -> OptimisedBounds.Result {
            let task = OptimisedBounds.Task(
                row: BoundRow(subproblem: 0, row: 0), target: .infinity, start: start)
            return OptimisedBounds(bounds).optimise(
                [task], coefficients: [row], subproblems: [subproblem], iterations: iterations, relaxation: relaxation)[
                    0]
        }

        /// The exact value of the row at a sample of the box, or `nil` where a decision is not followed.
        mutating func exactSample() -> Rational? {
            guard let values = exactValues() else { return nil }
            return zip(row.output, values[graph.output]).reduce(.zero) { $0 + Rational(weight: $1.0) * $1.1 }
        }

        /// The exact pre-activations of all neurons at such a sample.
        mutating func exactPreActivations() -> [Rational]? {
            guard let values = exactValues() else { return nil }
            return graph.graph.reluNodes.flatMap { node -> [Rational] in
                guard case .relu(let source, _) = graph.graph.nodes[node].kind else { return [] }
                return values[source]
            }
        }

        private mutating func exactValues() -> [[Rational]]? {
            let point = zip(subproblem.lower, subproblem.upper).map { low, high in
                low + (high - low) * Double(Int.random(in: 0...8, using: &random)) / 8
            }
            let values = graph.graph.values(at: point.map { Rational(weight: $0) })
            for node in graph.graph.reluNodes {
                guard case .relu(let source, let first) = graph.graph.nodes[node].kind else { continue }
                for (i, z) in values[source].enumerated() {
                    switch subproblem.phases[NeuronIndex(first.index + i)] {
                    case .active where z.isNegative, .inactive where z > .zero, .zero where !z.isZero: return nil
                    case .active, .inactive, .zero, .undecided: continue
                    }
                }
            }
            return values
        }
    }

    /// Whatever the slopes and multipliers are, and wherever optimisation ends, no point of the subproblem lies below.
    @Test(arguments: 0..<80) func boundsAreSound(seed: Int) {
        var setting = Setting(seed: seed)
        if setting.bounds.isEmpty[0] { return }
        let neurons = setting.graph.neuronCount
        let wild = OptimisedBounds.Duals(
            slope: (0..<neurons).map { _ in Float.random(in: 0...1, using: &setting.random) },
            multiplier: (0..<neurons).map { _ in Float.random(in: -3...3, using: &setting.random) })
        let values = [
            setting.optimise(iterations: 0, start: nil).value, setting.optimise(iterations: 30, start: nil).value,
            setting.optimise(iterations: 0, start: wild).value, setting.optimise(iterations: 5, start: wild).value,
            setting.optimise(iterations: 0, start: wild, relaxation: .tightened).value,
            setting.optimise(iterations: 30, start: nil, relaxation: .tightened).value,
        ]
        for _ in 0..<60 {
            guard let exact = setting.exactSample() else { continue }
            for value in values where value.isFinite { #expect(Rational(weight: value) <= exact) }
        }
    }

    /// Without decisions and steps the optimised bound is the plain one; steps never make it worse.
    @Test(arguments: 0..<20) func startsFromPlainBounds(seed: Int) {
        let setting = Setting(seed: seed + 1_000)
        if setting.bounds.isEmpty[0] { return }
        let plain = setting.bounds.lowerBounds(
            of: [BoundRow(subproblem: 0, row: 0)], coefficients: [setting.row]
        ).values[0]
        let none = setting.optimise(iterations: 0, start: nil).value
        let some = setting.optimise(iterations: 20, start: nil).value
        #expect(abs(plain - none) < 1e-9)
        #expect(some >= none)
    }

    /// Bounds of hidden neurons with optimised slopes hold at every point that follows the decisions, and are never looser
    /// than plain ones.
    @Test(arguments: 0..<40, [OptimisedBounds.Relaxation.triangle, .tightened])
    func hiddenBounds(seed: Int, relaxation: OptimisedBounds.Relaxation) {
        var setting = Setting(seed: seed + 2_000)
        var batch = [setting.subproblem]
        OptimisedBounds(setting.bounds).propagate(&batch, relaxation: relaxation, iterations: 12, threads: 2)
        if setting.bounds.isEmpty[0] { return }
        for neuron in 0..<setting.graph.neuronCount {
            #expect(batch[0].neuronLower[neuron] >= setting.subproblem.neuronLower[neuron])
            #expect(batch[0].neuronUpper[neuron] <= setting.subproblem.neuronUpper[neuron])
        }
        for _ in 0..<40 {
            guard let values = setting.exactPreActivations() else { continue }
            for (neuron, value) in values.enumerated() {
                #expect(Rational(weight: batch[0].neuronLower[neuron]) <= value)
                #expect(value <= Rational(weight: batch[0].neuronUpper[neuron]))
            }
        }
    }

    /// On some random networks plain bounds are as good as any; on several of these the steps must find something.
    @Test func hiddenBoundsGain() {
        var gained = 0
        for seed in 0..<40 {
            let setting = Setting(seed: seed + 2_000)
            var batch = [setting.subproblem]
            OptimisedBounds(setting.bounds).propagate(&batch, iterations: 12)
            let pairs = zip(batch[0].neuronLower, setting.subproblem.neuronLower)
            if pairs.contains(where: { $0 > $1 + 1e-9 }) { gained += 1 }
        }
        #expect(gained > 3)
    }

    /// relu(x0 + x1) - 2 relu(x0 + x1 - 1) with the second neuron active is 2 - x0 - x1 on x0 + x1 >= 1: at most 1.
    /// Plain bounds forget the decision's cut and say 2; a multiplier finds it.
    @Test func multipliersUseTheCut() {
        let graph = PreparedGraph(AffineReLUGraph(SampleNetworks.xor))
        let bounds = BatchedBounds(graph: graph, capacity: 1)
        var start = Subproblem(lower: [0, 0], upper: [1, 1], phases: Phases(neuronCount: 2))
        start.phases[NeuronIndex(1)] = .active
        start.neuronLower[1] = 0
        var batch = [start]
        bounds.propagate(&batch)
        let row = RowCoefficients(output: [-1], input: nil)
        let task = OptimisedBounds.Task(row: BoundRow(subproblem: 0, row: 0), target: .infinity, start: nil)
        let result = OptimisedBounds(bounds).optimise(
            [task], coefficients: [row], subproblems: batch, iterations: 200)[0]
        #expect(result.value <= -1 && result.value > -1.05)
    }
}
