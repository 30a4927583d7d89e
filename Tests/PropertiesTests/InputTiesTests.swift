import Exact
import Properties
import Testing

@Suite struct InputTiesTests {
    private static func atMost(_ i: Int, _ j: Int, isStrict: Bool = false) -> Formula {
        .row(LinearRow(terms: [(.input(i), 1), (.input(j), -1)], bound: 0, isStrict: isStrict))
    }

    private static func equal(_ i: Int, _ j: Int) -> Formula { .all([atMost(i, j), atMost(j, i)]) }

    private static func property(_ parts: [Formula], inputs: Int = 5) -> UnsafeProperty {
        UnsafeProperty(inputCount: inputs, outputCount: 1, formula: .all(parts), source: "p")
    }

    /// x4 = x1, x3 = x4 tie three; x0 <= x2 alone ties nothing.
    @Test func equalInputsAreOneVariable() {
        let ties = InputTies(Self.property([Self.equal(4, 1), Self.equal(3, 4), Self.atMost(0, 2)]))
        #expect(ties.inputs == [0, 1, 2])
        #expect(ties.variables == [0, 1, 2, 1, 1])
        #expect(!ties.isEmpty)
    }

    @Test func inequalitiesMayStandApart() {
        let ties = InputTies(Self.property([Self.atMost(0, 1), Self.atMost(2, 3), Self.atMost(1, 0)]))
        #expect(ties.variables == [0, 0, 1, 2, 3])
    }

    @Test(arguments: [
        Formula.any([Self.equal(0, 1), Self.equal(2, 3)]),
        .all([Self.atMost(0, 1), Self.atMost(1, 0, isStrict: true)]),
        .row(LinearRow(terms: [(.input(0), 1), (.input(1), 1)], bound: 0)),
        .all([
            .row(LinearRow(terms: [(.input(0), 1), (.input(1), -1)], bound: 1)),
            .row(LinearRow(terms: [(.input(0), -1), (.input(1), 1)], bound: -1)),
        ]),
        .all([
            .row(LinearRow(terms: [(.input(0), 2), (.input(1), -1)], bound: 0)),
            .row(LinearRow(terms: [(.input(0), -2), (.input(1), 1)], bound: 0)),
        ]),
    ])
    func nothingElseTies(formula: Formula) {
        #expect(InputTies(Self.property([formula])).isEmpty)
    }

    /// The bounds of all tied inputs meet on the one variable, and the ties themselves say nothing any more.
    @Test func propertyIsRewritten() {
        let property = Self.property(
            [
                Self.equal(0, 2), .row(LinearRow(.input(2), times: 1, bound: 3)),
                .row(LinearRow(terms: [(.input(1), 1), (.input(2), 2), (.output(0), -1)], bound: 4, isStrict: true)),
            ], inputs: 3)
        let tied = InputTies(property).tied(property)
        #expect(tied.inputCount == 2)
        let zero = Formula.row(LinearRow(terms: [], bound: 0))
        #expect(
            tied.formula
                == .all([
                    .all([zero, zero]), .row(LinearRow(.input(0), times: 1, bound: 3)),
                    .row(
                        LinearRow(terms: [(.input(0), 2), (.input(1), 1), (.output(0), -1)], bound: 4, isStrict: true)),
                ]))
        #expect(tied.names.name(of: .input(1)) == "X_1")
    }

    @Test func namesFollowTheInputsThatAreKept() {
        let names = VariableNames(
            inputs: [TensorName(name: "X", dimensions: [2]), TensorName(name: "U", dimensions: [1, 2])],
            outputs: [TensorName(name: "H", dimensions: [2]), TensorName(name: "Y", dimensions: [])])
        #expect((0..<4).map { names.name(of: .input($0)) } == ["X[0]", "X[1]", "U[0,0]", "U[0,1]"])
        #expect((0..<3).map { names.name(of: .output($0)) } == ["H[0]", "H[1]", "Y"])
        let kept = names.keeping(inputs: [1, 2])
        #expect((0..<2).map { kept.name(of: .input($0)) } == ["X[1]", "U[0,0]"])
        #expect(kept.keeping(inputs: [1]).name(of: .input(0)) == "U[0,0]")
    }
}
