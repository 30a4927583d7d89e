import Bounds
import Exact
import Kernels
import Networks
import Programs
import Properties
import Queries
import TestSupport
import Testing

@Suite struct EncoderTests {
    private func encode(
        _ graph: AffineReLUGraph, _ region: Case, _ rows: [LinearRow], _ encoding: Encoding, _ phases: Phases? = nil
    ) throws -> EncodedQuery {
        try Encoder(
            graph: graph, case: region, polyhedron: Polyhedron(rows: rows),
            bounds: graph.intervalBounds(lower: region.lower, upper: region.upper),
            phases: phases ?? Phases(neuronCount: graph.neuronCount), encoding: encoding
        ).encode()
    }

    private let interval = SampleQueries.region([-1], [1])

    /// Every encoding contains the graph's own values at every input of the region (soundness), exactly.
    @Test(arguments: 0..<30) func containsTheNetwork(seed: Int) throws {
        let graph = SampleNetworks.randomGraph([2, 4, 3, 2], seed: seed)
        let region = SampleQueries.region([-1, Rational(-1) / 3], [1, Rational(1) / 3])
        var generator = SeededNumbers(seed: seed)
        for encoding in [Encoding.relaxation, .elasticRelaxation, .mixedInteger, .exact] {
            let encoded = try encode(graph, region, [], encoding)
            for _ in 0..<10 {
                let input = [Rational(weight: generator.eighths(1)), Rational(weight: generator.eighths(1)) / 3]
                #expect(encoded.program.isFeasible(point(encoded, graph, input)))
            }
        }
    }

    /// The program's point of an input: node values, binaries by sign, slack 0.
    private func point(_ encoded: EncodedQuery, _ graph: AffineReLUGraph, _ input: [Rational]) -> [Rational] {
        let values = graph.values(at: input)
        var point = [Rational](repeating: .zero, count: encoded.program.variables.count)
        var signs: [String: Bool] = [:]
        for (node, variables) in encoded.variables.enumerated() {
            for (i, variable) in variables.enumerated() {
                if let variable { point[variable.index] = values[node][i] }
                if case .relu = graph.nodes[node].kind { signs["d\(node)_\(i)"] = values[node][i] > .zero }
            }
        }
        for (j, variable) in encoded.program.variables.enumerated() where variable.isBinary {
            point[j] = signs[variable.name] == true ? .one : .zero
        }
        return point
    }

    @Test func stableNeuronsShareVariables() throws {
        let encoded = try encode(SampleNetworks.absoluteGraph, SampleQueries.region([1], [2]), [], .mixedInteger)
        #expect(encoded.program.variables.map(\.name) == ["X_0", "n1_0", "n1_1", "Y_0"])
        #expect(encoded.variables[2] == [VariableIndex(1), nil])
        #expect(encoded.program.rows.map(\.name) == ["affine1_0", "affine1_1", "affine3_0"])
        #expect(encoded.values(ofNode: 2, at: [1.5, 1.5, -1.5, 1.5]) == [1.5, 0])
        #expect(encoded.input(at: [1.5, 1.5, -1.5, 1.5]) == [1.5])
    }

    @Test func decidedNeurons() throws {
        var phases = Phases(neuronCount: 2)
        phases[NeuronIndex(0)] = .active
        phases[NeuronIndex(1)] = .inactive
        let encoded = try encode(SampleNetworks.absoluteGraph, interval, [], .exact, phases)
        #expect(encoded.program.disjunctions.isEmpty)
        #expect(
            encoded.program.rows.map(\.name) == [
                "affine1_0", "affine1_1", "relu2_0_active", "relu2_1_inactive", "affine3_0",
            ])
        // A decision against the bounds keeps its sign row.
        let against = try encode(SampleNetworks.absoluteGraph, SampleQueries.region([1], [2]), [], .exact, phases)
        #expect(against.program.rows.count == 3)
        phases[NeuronIndex(1)] = .active
        let impossible = try encode(SampleNetworks.absoluteGraph, SampleQueries.region([1], [2]), [], .exact, phases)
        #expect(impossible.program.rows.map(\.name).contains("relu2_1_active"))
    }

    /// Both phases at once: the output is 0, and both signs are rows.
    @Test func aNeuronHeldAtZero() throws {
        let phases = Phases(SampleQueries.pattern(0, ~0), neuronCount: 2)
        let encoded = try encode(SampleNetworks.absoluteGraph, interval, [], .exact, phases)
        #expect(encoded.variables[2][0] == nil)
        #expect(
            encoded.program.rows.map(\.name).filter { $0.hasPrefix("relu2_0") } == [
                "relu2_0_active", "relu2_0_inactive",
            ])
        #expect(encoded.program.isFeasible([0, 0, 0, 0, 0]))
        #expect(!encoded.program.isFeasible([1, 1, -1, 0, 0]))
    }

    /// Bounds that carry the decision x >= 0 leave the elastic programme the range of the row itself, [-1, 1], and the
    /// decision a row that can give in.
    @Test func elasticDecisionsAreNoHardBounds() throws {
        let phases = Phases(SampleQueries.pattern(0, ~1), neuronCount: 2)
        let cut = NodeBounds(lower: [[-1], [0, -1], [0, 0], [0]], upper: [[1], [1, 0], [1, 0], [1]])
        func program(_ encoding: Encoding) throws -> Program {
            try Encoder(
                graph: SampleNetworks.absoluteGraph, case: interval, polyhedron: Polyhedron(rows: []), bounds: cut,
                phases: phases, encoding: encoding
            ).encode().program
        }
        func range(_ program: Program, _ name: String) -> [Double] {
            program.variables.filter { $0.name == name }.flatMap { [$0.lower, $0.upper] }
        }
        let elastic = try program(.elasticRelaxation)
        #expect(range(elastic, "n1_0") == [-1, 1] && range(elastic, "n1_1") == [-1, 1])
        #expect(elastic.rows.map(\.name).filter { $0.hasPrefix("relu") } == ["relu2_0_active", "relu2_1_inactive"])
        let plain = try program(.relaxation)
        #expect(range(plain, "n1_0") == [0, 1] && range(plain, "n1_1") == [-1, 0])
        #expect(plain.rows.allSatisfy { !$0.name.hasPrefix("relu") })
    }

    @Test func copiesNeedNoVariables() throws {
        var sketch = NetworkSketch(inputs: 2)
        sketch.scale(sketch.relu(sketch.gather(0, [1, 0])), [3, 3], divides: true)
        let graph = AffineReLUGraph(sketch.network)
        let encoded = try encode(graph, SampleQueries.region([-1, -1], [1, 1]), [], .relaxation)
        #expect(encoded.variables[1] == [VariableIndex(1), VariableIndex(0)])
        #expect(encoded.program.variables.map(\.name) == ["X_0", "X_1", "n2_0", "n2_1", "Y_0", "Y_1"])
    }

    @Test func exactBoxEnds() throws {
        let region = SampleQueries.region([0], [Rational(1) / 3])
        let encoded = try encode(SampleNetworks.absoluteGraph, region, [], .exact)
        #expect(encoded.program.rows[0].name == "box0")
        #expect(encoded.program.rows[0].exactUpper == Rational(1) / 3)
        #expect(try encode(SampleNetworks.absoluteGraph, region, [], .relaxation).program.rows[0].name == "affine1_0")
    }

    @Test func bigMNeedsBounds() {
        let open = NodeBounds(
            lower: [[-1], [-1, -.infinity], [0, 0], [0]], upper: [[1], [1, 1], [1, 1], [2]])
        #expect(throws: EncodingError.unboundedNeuron(NeuronIndex(1))) {
            try Encoder(
                graph: SampleNetworks.absoluteGraph, case: interval, polyhedron: Polyhedron(rows: []), bounds: open,
                phases: Phases(neuronCount: 2), encoding: .mixedInteger
            ).encode()
        }
    }

    @Test func elasticRows() throws {
        var phases = Phases(neuronCount: 2)
        phases[NeuronIndex(0)] = .active
        let region = SampleQueries.region([-1], [1], rows: [SampleQueries.input([3], atMost: 1)])
        let rows = [SampleQueries.output([1], atMost: -1)]
        let encoded = try encode(SampleNetworks.absoluteGraph, region, rows, .elasticRelaxation, phases)
        let slack = try #require(encoded.slack)
        let elastic = encoded.program.rows.filter { $0.expression.terms.contains { $0.variable == slack } }
        #expect(elastic.map(\.name) == ["relu2_0_active", "region0", "unsafe0"])
        #expect(encoded.propertyRows.map { encoded.program[$0].name } == ["unsafe0"])
        #expect(encoded.program.objective == LinearExpression([(variable: slack, coefficient: 1)]))
        #expect(encoded.program[slack].lower == 0 && encoded.program[slack].upper.isFinite)
    }
}
