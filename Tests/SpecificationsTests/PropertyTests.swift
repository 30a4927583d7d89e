import Exact
import Properties
import Specifications
import Testing

/// What the negations of properties accept, on outputs written out. `scores.onnx` has three outputs.
@Suite struct PropertyTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    private func claim(_ property: String, network: String = "scores.onnx") throws -> Claim {
        try workshop.check("{box: [1, 2]}", property: property, network: network).onlyClaim()
    }

    private func holds(_ property: String, at output: [Rational], network: String = "scores.onnx") throws -> Bool {
        try !claim(property, network: network).unsafe.isMet { variable in
            switch variable {
            case .input(let i): [1, 2][i]
            case .output(let j): output[j]
            }
        }
    }

    @Test(
        arguments: [
            ("{class: 1}", [1, 2, 0], true), ("{class: 1}", [2, 2, 0], false), ("{class: 1}", [3, 2, 0], false),
            ("{class: 1, margin: 1/2}", [1, 2, 0], true), ("{class: 1, margin: 1}", [1, 2, 0], true),
            ("{class: 1, margin: 2}", [1, 2, 0], false), ("{class: 1, margin: 0}", [2, 2, 0], false),
            ("{never: 0}", [1, 2, 0], true), ("{never: 0}", [2, 2, 0], false), ("{never: 0}", [3, 2, 0], false),
            ("{never: [0, 2]}", [1, 2, 0], true), ("{never: [0, 2]}", [1, 2, 2], false),
            ("{top: {class: 2, within: 2}}", [3, 0, 1], true), ("{top: {class: 2, within: 2}}", [3, 1, 1], false),
            ("{top: {class: 2, within: 1}}", [1, 1, 1], false), ("{top: {class: 2, within: 1}}", [0, 0, 1], true),
            ("{target: 0, against: 1}", [2, 2, 9], true), ("{target: 0, against: 1}", [1, 2, 9], false),
            ("{target: 0, against: [1, 2], margin: 1}", [3, 2, 2], true),
            ("{target: 0, against: [1, 2], margin: 1}", [3, 2, 3], false),
            ("{holds: ['y[0] >= 1', 'y[1] < 2']}", [1, 1, 0], true),
            ("{holds: ['y[0] >= 1', 'y[1] < 2']}", [1, 2, 0], false),
            ("{holds: ['y[0] == 1']}", [1, 0, 0], true), ("{holds: ['y[0] == 1']}", [2, 0, 0], false),
            ("{holds: ['0 <= y[0] <= 1']}", [2, 0, 0], false), ("{holds: ['0 <= y[0] <= 1']}", [-1, 0, 0], false),
            ("{holds: ['0 <= y[0] <= 1']}", [1, 0, 0], true), ("{holds: ['Y_0 >= x[1]']}", [2, 0, 0], true),
            ("{holds: ['Y_0 >= x[1]']}", [1, 0, 0], false),
            ("{violated_when: ['y[0] >= 1', 'y[1] >= 1']}", [1, 0, 0], true),
            ("{violated_when: ['y[0] >= 1', 'y[1] >= 1']}", [1, 1, 0], false),
            ("{all: [{never: 0}, {never: 1}]}", [0, 0, 1], true),
            ("{all: [{never: 0}, {never: 1}]}", [0, 1, 0], false),
            ("{any: [{class: 0}, {class: 1}]}", [0, 1, 0], true),
            ("{any: [{class: 0}, {class: 1}]}", [0, 1, 1], false),
            ("empty", [0, 0, 0], false),
        ] as [(String, [Rational], Bool)])
    func largest(_ property: String, _ output: [Rational], _ expected: Bool) throws {
        #expect(try holds(property, at: output) == expected)
    }

    @Test(
        arguments: [
            ("{class: COC}", [0, 1, 2], true), ("{class: COC}", [1, 1, 2], false),
            ("{never: COC}", [2, 1, 2], true), ("{never: 0}", [1, 1, 2], false),
            ("{class: WL, margin: 1}", [2, 1, 2], true), ("{class: WL, margin: 1}", [1.5, 1, 2], false),
            ("{top: {class: WR, within: 2}}", [1, 4, 2], true), ("{top: {class: WR, within: 2}}", [1, 2, 2], false),
            ("{target: WL, against: COC}", [0, 1, 0], true),
        ] as [(String, [Double], Bool)])
    func smallest(_ property: String, _ output: [Double], _ expected: Bool) throws {
        let network = "{path: scores.onnx, decision: argmin, outputs: [COC, WL, WR]}"
        let exact = output.compactMap { Rational(exactly: $0) }
        #expect(try holds(property, at: exact, network: network) == expected)
    }

    @Test func hiddenNeuronsStandBehindTheOutputs() throws {
        let claim = try claim("{holds: ['relu[1][0] - pre[0][2] >= 1', 'relu[1][0] <= y[1]']}", network: "free.onnx")
        #expect(
            claim.observed == [
                ObservedNeuron(neuron: 3, side: .activation), ObservedNeuron(neuron: 2, side: .preActivation),
            ])
        #expect(
            claim.unsafe
                == .any([
                    .row(LinearRow(terms: [(.output(2), 1), (.output(3), -1)], bound: 1, isStrict: true)),
                    .row(LinearRow(terms: [(.output(2), -1), (.output(1), 1)], bound: 0, isStrict: true)),
                ]))
    }
}

extension Formula {
    func isMet(_ value: (Variable) -> Rational) -> Bool {
        switch self {
        case .row(let row): row.isMet(slack: row.slack(value))
        case .all(let parts): parts.allSatisfy { $0.isMet(value) }
        case .any(let parts): parts.contains { $0.isMet(value) }
        }
    }
}
