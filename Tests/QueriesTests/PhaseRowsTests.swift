import Exact
import Networks
import Properties
import Queries
import TestSupport
import Testing

/// Rows about hidden nodes become decided phases where they are that.
@Suite struct PhaseRowsTests {
    /// Outputs: Y_0, Y_1 the pre-activations of xor's two neurons, Y_2, Y_3 their activations, Y_4 the output.
    private static var network: Network {
        let xor = SampleNetworks.xor
        return Network.product(
            [
                ProductFactor(
                    name: "f", network: xor, inputs: [0, 1], outputs: [4],
                    hidden: [(value: ValueID(1), places: [0, 1]), (value: ValueID(2), places: [2, 3])])
            ], inputCount: 2)
    }

    private static func row(_ output: Int, _ coefficient: Rational, _ bound: Rational, isStrict: Bool = false)
        -> Formula
    {
        .row(LinearRow(.output(output), times: coefficient, bound: bound, isStrict: isStrict))
    }

    private func cases(_ formula: Formula) throws -> [Case] {
        let box = (0..<2).flatMap { i in
            [
                Formula.row(LinearRow(.input(i), times: 1, bound: 1)),
                .row(LinearRow(.input(i), times: -1, bound: 0)),
            ]
        }
        let property = UnsafeProperty(
            inputCount: 2, outputCount: 5, formula: .all(box + [formula]), source: "p.vnnlib")
        return try Query.lowered(network: Self.network, property: property).query.cases
    }

    private static let active = PhaseDecision(neuron: 1, isActive: true)
    private static let inactive = PhaseDecision(neuron: 1, isActive: false)

    /// A row about the second neuron, the decision it makes, and whether it stays.
    static let rows: [(Formula, PhaseDecision?, stays: Bool)] = [
        (row(1, -1, 0), active, false), (row(1, 1, 0), inactive, false), (row(1, -3, 0), active, false),
        (row(1, -1, 0, isStrict: true), active, true), (row(1, 1, 0, isStrict: true), inactive, true),
        (row(1, -1, -1), active, true), (row(1, 1, -1), inactive, true),
        (row(1, -1, 1), nil, true), (row(1, 1, 1), nil, true),
        (row(3, 1, 0), inactive, false), (row(3, -1, 0, isStrict: true), active, true), (row(3, -1, -1), active, true),
        (row(3, -1, 0), nil, true), (row(3, 1, 0, isStrict: true), nil, true), (row(3, 1, -1), nil, true),
        (row(3, 1, 1), nil, true), (row(4, 1, 0), nil, true),
    ]

    @Test(arguments: rows.indices) func decisions(index: Int) throws {
        let (formula, decision, stays) = Self.rows[index]
        let cases = try cases(formula)
        #expect(cases.count == 1)
        #expect(cases[0].decisions == [decision].compactMap(\.self))
        #expect(cases[0].unsafe.map(\.rows.count) == [stays ? 1 : 0])
    }

    /// Alternatives with different patterns are different cases of one region, those with one pattern a single one.
    @Test func alternativesArePatterns() throws {
        let cases = try cases(
            .any([
                .all([Self.row(1, -1, 0), Self.row(4, 1, 0)]), .all([Self.row(1, 1, 0), Self.row(4, 1, 2)]),
                .all([Self.row(4, 1, 3), Self.row(1, -1, 0)]),
            ]))
        #expect(cases.map(\.decisions) == [[Self.active], [Self.inactive]])
        #expect(cases.map(\.unsafe.count) == [2, 1])
        #expect(cases[0].box == cases[1].box)
    }

    @Test func twoRowsOnTwoNeurons() throws {
        let cases = try cases(.all([Self.row(1, 1, 0), Self.row(0, -1, 0), Self.row(4, -1, 0)]))
        #expect(cases[0].decisions == [PhaseDecision(neuron: 0, isActive: true), Self.inactive])
        #expect(cases[0].unsafe == [Polyhedron(rows: [LinearRow(.output(4), times: -1, bound: 0)])])
    }

    /// z >= 0 and z < 0, z > 0 and z <= 0, max(z, 0) > 0 and z <= 0 have no point; z >= 0 and z <= 0 are z = 0.
    @Test func contradictionsAreNoCases() throws {
        for rows in [
            [Self.row(1, -1, 0), Self.row(1, 1, 0, isStrict: true)], [Self.row(1, -1, -1), Self.row(1, 1, 0)],
            [Self.row(3, -1, 0, isStrict: true), Self.row(1, 1, 0)],
        ] {
            #expect(try cases(.all(rows)).isEmpty)
            let other = try cases(.any([.all(rows), Self.row(4, 1, 0)]))
            #expect(other.map(\.unsafe.count) == [1])
        }
        let zero = try cases(.all([Self.row(1, -1, 0), Self.row(1, 1, 0)]))
        #expect(zero.map(\.decisions) == [[Self.active, Self.inactive]])
    }

    /// A row over two neurons, or a neuron and the output, is a row.
    @Test func otherRowsStay() throws {
        let sum = Formula.row(LinearRow(terms: [(.output(0), 1), (.output(1), 1)], bound: 0))
        #expect(try cases(sum)[0].decisions.isEmpty)
        #expect(try cases(sum)[0].unsafe.map(\.rows.count) == [1])
    }
}
