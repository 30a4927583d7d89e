package import Bounds
package import Exact
package import Networks
import Properties
package import Queries

/// Which program an undecided ReLU becomes.
package enum Encoding: Sendable, Hashable {
    /// A linear program: ``TriangleBridge``. Contains every point of the query, and more.
    case relaxation
    /// The relaxation with a slack t >= 0 in every property, region and phase row, minimising t. A minimum above 0 proves
    /// that the relaxation is empty, and its dual multipliers are the proof (``CertifiedBound``).
    case elasticRelaxation
    /// A mixed-integer program: ``BigMBridge``. Its points are the query's closure.
    case mixedInteger
    /// Linear real arithmetic with disjunctions: ``ExactReLUBridge``. Its points are the query's, strict rows included.
    case exact
}

/// Why a query has no program in the encoding asked for.
package enum EncodingError: Error, Hashable {
    /// A big-M row needs finite bounds of the pre-activation.
    case unboundedNeuron(NeuronIndex)
    /// The caller wanted no more of it.
    case stopped
}

/// A program and where the graph's elements are in it.
package struct EncodedQuery: Sendable {
    package var program: Program
    /// The variable of each element of each graph node; `nil` where the element is constantly 0. Copies and active
    /// neurons share the variable of their source.
    package let variables: [[VariableIndex?]]
    /// The slack of an elastic relaxation.
    package let slack: VariableIndex?
    /// The rows of the polyhedron, in its order.
    package let propertyRows: [RowIndex]

    /// The values of a node's elements at a point of the program.
    package func values(ofNode node: Int, at point: [Double]) -> [Double] {
        variables[node].map { $0.map { point[$0.index] } ?? 0 }
    }

    /// The network input at a point of the program.
    package func input(at point: [Double]) -> [Double] { values(ofNode: 0, at: point) }

    /// The same for an exact point.
    package func input(at point: [Rational]) -> [Rational] {
        variables[0].map { $0.map { point[$0.index] } ?? .zero }
    }
}

/// The symbolic encoder: one case, one polyhedron and a set of phase decisions become one program.
///
/// - Requires: `bounds` are sound on the case's box, rows and decided phases; `phases` has at least the case's own.
/// - Guarantees: every input of the case that follows the decisions and whose output lies in the polyhedron extends to a
///   point of the program (with t = 0), in exact arithmetic. In the encodings `mixedInteger` (up to closure) and `exact`
///   the converse holds too.
/// - Cost: one pass over the weights.
///
/// Neurons whose bounds or decision fix the phase need no disjunction (``PhaseFixedBridge``). Variables are `X_i` for
/// inputs, `Y_j` for outputs, and `n<node>_<element>` between.
package struct Encoder {
    /// The least |bound| of an undecided neuron in float encodings.
    private static let leastReach = 1e-9

    private let graph: AffineReLUGraph
    private let region: Case
    private let polyhedron: Polyhedron
    private let bounds: NodeBounds
    private let phases: Phases
    private let encoding: Encoding
    private let mustStop: () -> Bool

    /// `mustStop` is asked for every row: big networks take seconds.
    package init(
        graph: AffineReLUGraph, case region: Case, polyhedron: Polyhedron, bounds: NodeBounds, phases: Phases,
        encoding: Encoding, mustStop: @escaping () -> Bool = { false }
    ) {
        precondition(bounds.lower.count == graph.nodes.count, "bounds of another graph")
        precondition(phases.neuronCount == graph.neuronCount, "phases of another graph")
        self.graph = graph
        self.region = region
        self.polyhedron = polyhedron
        self.bounds = bounds
        self.phases = phases
        self.encoding = encoding
        self.mustStop = mustStop
    }

    package func encode() throws(EncodingError) -> EncodedQuery {
        var program = Program()
        let inputs = addInputs(to: &program)
        let slack = encoding == .elasticRelaxation ? program.addVariable("t", lower: 0, upper: 1) : nil
        var variables: [[VariableIndex?]] = [inputs]
        // Where the rows that define a node's elements start.
        var definitions = [0]
        for index in 1..<max(graph.nodes.count, 1) {
            let node = graph.nodes[index]
            definitions.append(program.rows.count)
            switch node.kind {
            case .input: variables.append(inputs)
            case .affine(let terms, let bias):
                variables.append(addAffine(index, terms, bias, variables, to: &program))
                if mustStop() { throw .stopped }
            case .relu(let source, let firstNeuron):
                if slack != nil { loosen(source, firstNeuron, variables[source], definitions[source], &program) }
                variables.append(
                    try addReLU(
                        index, source: source, firstNeuron, z: variables[source], slack: slack, to: &program))
            }
        }
        let variable = { (variable: Variable) in
            switch variable {
            case .input(let i): variables[0][i]
            case .output(let j): variables[graph.output][j]
            }
        }
        for (i, row) in region.regionRows.enumerated() {
            PropertyBridge.add(row, name: "region\(i)", elastic: slack, variable: variable, to: &program)
        }
        let propertyRows = polyhedron.rows.enumerated().map { i, row in
            PropertyBridge.add(row, name: "unsafe\(i)", elastic: slack, variable: variable, to: &program)
        }
        if let slack { ElasticSlack.finish(slack, of: &program) }
        return EncodedQuery(program: program, variables: variables, slack: slack, propertyRows: propertyRows)
    }

    /// Input variables with the case's box. Its Double ends are rounded outward; where they are not the exact ends, the
    /// exact encoding adds those as rows.
    private func addInputs(to program: inout Program) -> [VariableIndex?] {
        let inputs = (0..<graph.inputCount).map { i in
            program.addVariable(
                "X_\(i)", lower: max(region.lower[i], bounds.lower[0][i]),
                upper: min(region.upper[i], bounds.upper[0][i]))
        }
        if encoding == .exact { program.addExactEnds(of: inputs, region) }
        return inputs
    }

    private func addAffine(
        _ index: Int, _ terms: [AffineReLUGraph.Term], _ bias: [Double], _ variables: [[VariableIndex?]],
        to program: inout Program
    ) -> [VariableIndex?] {
        // Outputs keep variables of their own, so that exported programs name them.
        if index != graph.output, let copy = AffineBridge.copies(terms, bias: bias) {
            return copy.elements.map { variables[copy.source][$0] }
        }
        let targets = bias.indices.map { i in
            program.addVariable(
                index == graph.output ? "Y_\(i)" : "n\(index)_\(i)", lower: bounds.lower[index][i],
                upper: bounds.upper[index][i])
        }
        AffineBridge.add(
            terms, bias: bias, sources: { variables[$0] }, targets: targets, name: "affine\(index)", to: &program,
            mustStop: mustStop)
        return targets
    }

    /// Gives decided pre-activations the range that their own rows leave them. Bounds that already carry the decision
    /// would make its sign a hard bound, which an elastic programme cannot give in to, and nothing could be said about the
    /// decision but through the elements before it.
    private func loosen(
        _ source: Int, _ firstNeuron: NeuronIndex, _ z: [VariableIndex?], _ definition: Int, _ program: inout Program
    ) {
        for (i, z) in z.enumerated() {
            let phase = phases[NeuronIndex(firstNeuron.index + i)]
            // Copies have no row of their own, and no bound that a decision has cut.
            guard phase != .undecided, let z, program.rows.indices.contains(definition + i) else { continue }
            guard let range = Self.range(of: z, by: program.rows[definition + i], program) else { continue }
            let (lower, upper) = (program[z].lower, program[z].upper)
            program.setBounds(
                of: z, lower: phase.isNeverNegative && lower == 0 ? min(range.lower, 0) : lower,
                upper: phase.isNeverPositive && upper == 0 ? max(range.upper, 0) : upper)
        }
    }

    /// About what an equality row leaves to one of its variables, given the bounds of the others. A wrong digit does no
    /// harm: the points of the query lie on the decided side.
    private static func range(of z: VariableIndex, by row: Row, _ program: Program) -> (lower: Double, upper: Double)? {
        guard let own = row.expression.terms.last, own.variable == z else { return nil }
        var (low, high) = (row.lower, row.upper)
        for term in row.expression.terms.dropLast() {
            let ends = (
                program[term.variable].lower * term.coefficient, program[term.variable].upper * term.coefficient
            )
            low -= max(ends.0, ends.1)
            high -= min(ends.0, ends.1)
        }
        let ends = (low / own.coefficient, high / own.coefficient)
        let range = (lower: min(ends.0, ends.1), upper: max(ends.0, ends.1))
        return range.lower.isFinite && range.upper.isFinite ? range : nil
    }

    private func addReLU(
        _ index: Int, source: Int, _ firstNeuron: NeuronIndex, z: [VariableIndex?], slack: VariableIndex?,
        to program: inout Program
    ) throws(EncodingError) -> [VariableIndex?] {
        var outputs: [VariableIndex?] = []
        for i in z.indices {
            let neuron = NeuronIndex(firstNeuron.index + i)
            outputs.append(try addNeuron(neuron, "\(index)_\(i)", source, i, z[i], slack, to: &program))
        }
        return outputs
    }

    /// The variable of one ReLU's output.
    private func addNeuron(
        _ neuron: NeuronIndex, _ name: String, _ source: Int, _ element: Int, _ z: VariableIndex?,
        _ slack: VariableIndex?, to program: inout Program
    ) throws(EncodingError) -> VariableIndex? {
        guard let z else { return nil }
        let lower = bounds.lower[source][element]
        let upper = bounds.upper[source][element]
        let known: Phase = lower >= 0 ? .active : (upper <= 0 ? .inactive : .undecided)
        // A decision against the bounds is kept: its sign row is what makes the program empty (or leaves only z = 0).
        let phase = phases[neuron] == .undecided ? known : phases[neuron]
        if phase != .undecided {
            return PhaseFixedBridge.add(phase, z: z, elastic: slack, name: "relu\(name)", to: &program)
        }
        // Float solvers choke on bounds that differ from 0 by rounding only; a wider relaxation is as sound.
        let (low, high) = (min(lower, -Self.leastReach), max(upper, Self.leastReach))
        if encoding == .mixedInteger && !(lower.isFinite && upper.isFinite) {
            throw .unboundedNeuron(neuron)
        }
        let y = program.addVariable("n\(name)", lower: 0, upper: max(upper, 0))
        switch encoding {
        case .relaxation, .elasticRelaxation:
            TriangleBridge.add(z: z, y: y, lower: low, upper: high, name: "relu\(name)", to: &program)
        case .mixedInteger: _ = BigMBridge.add(z: z, y: y, lower: low, upper: high, name: name, to: &program)
        case .exact: ExactReLUBridge.add(z: z, y: y, name: "relu\(name)", to: &program)
        }
        return y
    }
}
