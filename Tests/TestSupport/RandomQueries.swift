package import Exact
package import Networks
package import Properties
package import Queries

/// Random small queries, and what they are by definition.
extension SampleQueries {
    /// A random small network, a random box, and one to three unsafe polyhedra whose thresholds lie near values that
    /// the network takes: about half of the queries are violated, many of them barely. A region row, sometimes. Layers have at most `widest`
    /// neurons.
    package static func random(seed: Int, widest: Int = 4) -> Query {
        var random = SeededNumbers(seed: seed)
        let depth = Int.random(in: 1...3, using: &random)
        let inputs = Int.random(in: 1...3, using: &random)
        let outputs = Int.random(in: 1...2, using: &random)
        let widths = [inputs] + (0..<depth).map { _ in Int.random(in: 1...widest, using: &random) } + [outputs]
        let network = SampleNetworks.random(widths: widths, &random)
        let lower = (0..<inputs).map { _ in Rational(weight: random.eighths(1)) }
        let upper = lower.map { $0 + Rational(weight: abs(random.eighths(1))) }
        let middle = zip(lower, upper).map { ($0 + $1) * Rational(weight: 0.5) }
        let typical = network.output(at: middle)
        let unsafe = unsafe(near: typical, &random)
        let row = LinearRow(
            terms: (0..<inputs).map { (.input($0), Rational(Int.random(in: -1...1, using: &random))) },
            bound: middle.reduce(.zero, +))
        let regionRows = Int.random(in: 0...3, using: &random) == 0 ? [row] : []
        return box(network, lower: lower, upper: upper, unsafe: unsafe, regionRows: regionRows)
    }

    /// The same kind of query about a network with convolutions and piecewise-linear operators, of at most `mostNeurons`
    /// ReLUs.
    package static func randomPictures(seed: Int, mostNeurons: Int = 12) -> Query {
        var random = SeededNumbers(seed: seed)
        var network = NetworkSketch.randomPictures(steps: 2, &random)
        while AffineReLUGraph(network).neuronCount > mostNeurons {
            network = NetworkSketch.randomPictures(steps: 2, &random)
        }
        let lower = (0..<network.inputCount).map { _ in Rational(weight: random.eighths(1)) }
        let upper = lower.map { $0 + Rational(weight: abs(random.eighths(1))) }
        let middle = zip(lower, upper).map { ($0 + $1) * Rational(weight: 0.5) }
        let unsafe = unsafe(near: network.output(at: middle), &random)
        return box(network, lower: lower, upper: upper, unsafe: unsafe)
    }

    /// The same kind of query with a pattern and up to two region rows. The pattern has some phases of a point of the box,
    /// some of them turned over: most regions have points, some are empty. Thresholds lie near the value at that point.
    package static func randomPattern(seed: Int, mostNeurons: Int = 12) -> Query {
        var random = SeededNumbers(seed: seed)
        let inputs = Int.random(in: 1...3, using: &random)
        let outputs = Int.random(in: 1...2, using: &random)
        var hidden: [Int] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let left = mostNeurons - hidden.reduce(0, +)
            if left > 0 { hidden.append(Int.random(in: 1...min(4, left), using: &random)) }
        }
        let network = SampleNetworks.random(widths: [inputs] + hidden + [outputs], &random)
        let lower = (0..<inputs).map { _ in Rational(weight: random.eighths(1)) }
        let upper = lower.map { $0 + Rational(weight: abs(random.eighths(1))) }
        let point = zip(lower, upper).map { $0 + ($1 - $0) * Rational(Int.random(in: 0...8, using: &random)) / 8 }
        let phases = AffineReLUGraph(network).preActivations(at: point)
        let share = Int.random(in: 1...4, using: &random)
        var decisions: [PhaseDecision] = []
        for (neuron, z) in phases.enumerated() where Int.random(in: 0...4, using: &random) < share {
            let isTurned = Int.random(in: 0..<12, using: &random) == 0
            decisions.append(PhaseDecision(neuron: neuron, isActive: (z > .zero) != isTurned))
            if Int.random(in: 0..<40, using: &random) == 0 {
                decisions.append(PhaseDecision(neuron: neuron, isActive: (z > .zero) == isTurned))
            }
        }
        let rows = (0..<Int.random(in: 0...2, using: &random)).map { _ in
            let terms = (0..<inputs).map {
                (variable: Variable.input($0), coefficient: Rational(Int.random(in: -2...2, using: &random)))
            }
            let value = terms.indices.reduce(Rational.zero) { $0 + terms[$1].coefficient * point[$1] }
            return LinearRow(
                terms: terms, bound: value + Rational(weight: random.eighths(1) + 0.5) / 4,
                isStrict: Bool.random(using: &random))
        }
        return box(
            network, lower: lower, upper: upper, unsafe: unsafe(near: network.output(at: point), &random),
            regionRows: rows, decisions: decisions)
    }

    private static func unsafe(near typical: [Rational], _ random: inout SeededNumbers) -> [[LinearRow]] {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
            (0..<Int.random(in: 1...2, using: &random)).map { _ in
                let terms = typical.indices.map {
                    (variable: Variable.output($0), coefficient: Rational(Int.random(in: -2...2, using: &random)))
                }
                let value = terms.indices.reduce(Rational.zero) { $0 + terms[$1].coefficient * typical[$1] }
                let bound = value + Rational(weight: random.eighths(1)) - Rational(weight: 0.25)
                return LinearRow(terms: terms, bound: bound, isStrict: Bool.random(using: &random))
            }
        }
    }
}

extension AffineReLUGraph {
    /// The exact pre-activations of all neurons at an input, in their order.
    package func preActivations(at input: [Rational]) -> [Rational] {
        let values = values(at: input)
        return reluNodes.flatMap { node -> [Rational] in
            guard case .relu(let source, _) = nodes[node].kind else { return [] }
            return values[source]
        }
    }
}

extension Query {
    /// Whether an input belongs to the region of a case, by definition and in exact arithmetic.
    package func regionContains(_ input: [Rational], case index: Int) -> Bool {
        let problem = cases[index]
        guard problem.box.contains(input) else { return false }
        let preActivations = graph.preActivations(at: input)
        return problem.regionRows.allSatisfy { $0.isMet(input: input, output: []) }
            && problem.decisions.allSatisfy {
                $0.isActive ? !preActivations[$0.neuron].isNegative : preActivations[$0.neuron] <= .zero
            }
    }
}

extension LinearRow {
    /// Whether the row is met, in exact arithmetic.
    package func isMet(input: [Rational], output: [Rational]) -> Bool {
        isMet(
            slack: slack { variable in
                switch variable {
                case .input(let i): input[i]
                case .output(let j): output[j]
                }
            })
    }
}
