import Exact
import Properties
import Specifications
import Testing

@Suite struct RegionTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    private func region(_ text: String, network: String = "pair.onnx", before: String = "") throws -> Region {
        try workshop.check(text, network: network, before: before).onlyClaim().region
    }

    @Test(arguments: [
        ("{box: [0, 1]}", box(["0", "0"], ["1", "1"])),
        ("{box: {lower: [0, -1], upper: 2}}", box(["0", "-1"], ["2", "2"])),
        ("{ball: {center: [1, 2], radius: 1/4}}", box(["3/4", "7/4"], ["5/4", "9/4"])),
        ("{ball: {center: [1, 2], radius: [0, 1/2], norm: inf}}", box(["1", "3/2"], ["1", "5/2"])),
        ("{ball: {center: {csv: pair.csv, row: 1}, radius: 1}}", box(["0", "1"], ["2", "3"])),
        ("{ball: {center: [0, 0], radius: 1}, clip: [0, 2]}", box(["0", "0"], ["1", "1"])),
        ("{box: [0, 1], ball: {center: 1, radius: 1/2}}", box(["1/2", "1/2"], ["1", "1"])),
        ("{intersect: [{box: [0, 1]}, {box: [1/2, 2]}]}", box(["1/2", "1/2"], ["1", "1"])),
        ("{box: ['0 <= x[0] <= 1', 'X_1 >= 2', '3 >= x[1]']}", box(["0", "2"], ["1", "3"])),
        ("{box: ['0 <= 2 x[0] <= 1', 'x[1] == 3']}", box(["0", "3"], ["1/2", "3"])),
        (
            "{ball: {center: [1, 2], radius: 1, norm: 1}}",
            .oneNormBall(center: [1, 2], radii: [1, 1])
        ),
        ("{hull: {points: [[0, 0], [1, 2]]}}", .hull([[0, 0], [1, 2]])),
        (
            "{hull: {points: [[0, 0], [1, 2]]}, inflate: 1/4}",
            .inflated(base: .hull([[0, 0], [1, 2]]), radius: Rational(decimal: "0.25") ?? 0)
        ),
        (
            "{union: [{box: [0, 1]}, {box: [2, 3]}]}",
            .union([box(["0", "0"], ["1", "1"]), box(["2", "2"], ["3", "3"])])
        ),
    ])
    func shape(_ text: String, _ expected: Region) throws {
        #expect(try region(text) == expected)
    }

    @Test func strictRowsAndRowsOverSeveralInputsStayRows() throws {
        let rows = [
            LinearRow(.input(0), times: 1, bound: 1, isStrict: true),
            LinearRow(terms: [(.input(0), 1), (.input(1), 1)], bound: 1),
        ]
        #expect(
            try region("{box: [0, 1], halfspaces: ['x[0] < 1', 'sum(x[0..1]) <= 1']}")
                == .intersection([box(["0", "0"], ["1", "1"]), .halfspaces(rows)]))
    }

    @Test func meanIsTheSumDividedByItsLength() throws {
        let half = rational("1/2")
        let row = LinearRow(terms: [(.input(0), half), (.input(1), half)], bound: half)
        #expect(
            try region("{box: [0, 1], halfspaces: ['mean(x[0..1]) <= 1/2']}")
                == .intersection([box(["0", "0"], ["1", "1"]), .halfspaces([row])]))
    }

    @Test func inflateComesBeforeClip() throws {
        #expect(try region("{box: [0, 1], inflate: 1, clip: [0, 3/2]}").isIntersection(of: 2))
        let expected = Region.intersection([
            .inflated(base: box(["0", "0"], ["1", "1"]), radius: 1), box(["0", "0"], ["3/2", "3/2"]),
        ])
        #expect(try region("{box: [0, 1], inflate: 1, clip: [0, 3/2]}") == expected)
    }

    @Test func namedRegionsAndTheDomain() throws {
        let before = "regions: {unit: {box: [0, 1]}}"
        #expect(try region("$unit", before: before) == box(["0", "0"], ["1", "1"]))
        #expect(
            try region("domain", network: "{path: pair.onnx, domain: [[0, 1], [2, 3]]}")
                == box(["0", "2"], ["1", "3"]))
        #expect(
            try region(
                "{box: ['x[0] >= 1/2'], within: domain}", network: "{path: pair.onnx, domain: [[0, 1]]}")
                == .intersection([
                    .halfspaces([LinearRow(.input(0), times: -1, bound: rational("-1/2"))]),
                    box(["0", "0"], ["1", "1"]),
                ]))
    }

    @Test(arguments: [
        ("positive", Scale.positive), ("2", Scale(lower: 2, upper: 2)),
        ("{from: 1/4, to: 4}", Scale(lower: rational("1/4"), upper: 4)),
        ("{from: 1/4}", Scale(lower: rational("1/4"), upper: nil)),
    ])
    func cone(_ scale: String, _ expected: Scale) throws {
        let made = try region("{cone: {of: {box: [1, 2]}, scale: \(scale)}}", network: "free.onnx")
        #expect(made == .cone(base: box(["1", "1"], ["2", "2"]), scale: expected))
    }

    /// Contrast and brightness: a * (x + s * 1) is a cone over the base moved along the diagonal.
    @Test(arguments: [
        ("{ball: {center: [1, 2], radius: 1/4}, clip: [0, 2]}", Region.box(box34)),
        ("{hull: {points: [[1, 2], [5, 5]]}}", .hull([[1, 2], [5, 5]])),
        (
            "{box: [0, 1], halfspaces: ['x[0] + x[1] >= 1']}",
            .intersection([
                .box(Box(lower: [0, 0], upper: [1, 1])),
                .halfspaces([LinearRow(terms: [(.input(0), -1), (.input(1), -1)], bound: -1)]),
            ])
        ),
    ])
    func brightness(_ base: String, _ expected: Region) throws {
        let made = try region("{cone: {of: \(base), scale: 2, brightness: [-1, 2]}}", network: "free.onnx")
        let moved = Region.swept(base: expected, by: Sweep([1, 1], from: -1, to: 2))
        #expect(made == .cone(base: moved, scale: Scale(lower: 2, upper: 2)))
    }

    private static let box34 = Box(
        lower: [Rational(3) / 4, Rational(7) / 4], upper: [Rational(5) / 4, 2])

    /// A brightness is a number in the units of the file: every entry moves by it times its own factor.
    @Test func brightnessInUnits() throws {
        let network = "{path: free.onnx, units: {scale: [2, -3], shift: 0}}"
        let made = try region("{cone: {of: {box: [1, 2]}, scale: 2, brightness: [0, 1]}}", network: network)
        let base = Region.box(Box(lower: [2, -6], upper: [4, -3]))
        #expect(
            made
                == .cone(
                    base: .swept(base: base, by: Sweep([2, -3], from: 0, to: 1)), scale: Scale(lower: 2, upper: 2)))
    }

    @Test func patternsByIndicesAndByCharacters() throws {
        let expected = Region.intersection([
            .pattern([
                PhaseDecision(neuron: 0, isActive: true), PhaseDecision(neuron: 2, isActive: false),
                PhaseDecision(neuron: 4, isActive: true),
            ]), box(["1/2", "1/2"], ["1", "1"]),
        ])
        let indices =
            "{nap: {'relu[0]': {active: [0], inactive: [2]}, 'relu[1]': {active: [1]}}, within: {box: [1/2, 1]}}"
        let characters = "{nap: {'relu[0]': A-I, 'relu[1]': '-A'}, within: {box: [1/2, 1]}}"
        let named = "{nap: hand, within: {box: [1/2, 1]}}"
        #expect(try region(indices, network: "free.onnx") == expected)
        #expect(try region(characters, network: "free.onnx") == expected)
        #expect(
            try region(named, network: "free.onnx", before: "naps: {hand: {'relu[0]': A-I, 'relu[1]': '-A'}}")
                == expected)
    }

    @Test func aClaimOfEmptinessMayContradictItself() throws {
        let text = "{box: ['0 <= x[0] <= 1', '0 <= x[1] <= 1', 'x[0] >= 2']}"
        let claim = try workshop.check(text, property: "empty").onlyClaim()
        #expect(claim.unsafe == .all([]))
    }

    @Test(arguments: ["0.1", "1/10", "1e-1", "0.10"])
    func waysToWriteANumberGiveOneClaim(_ number: String) throws {
        let ball = "{ball: {center: [1, 2], radius: \(number)}}"
        #expect(try region(ball) == box(["0.9", "1.9"], ["1.1", "2.1"]))
    }

    @Test func twoOver255StaysTwoOver255() throws {
        guard case .box(let box) = try region("{ball: {center: 0, radius: 2/255}}") else {
            Issue.record("no box")
            return
        }
        #expect(box.upper[0].fraction.numerator == 2)
        #expect(box.upper[0].fraction.denominator == 255)
    }
}

extension Region {
    fileprivate func isIntersection(of count: Int) -> Bool {
        if case .intersection(let parts) = self { parts.count == count } else { false }
    }
}
