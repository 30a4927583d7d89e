import Exact
import Properties
import Specifications
import Testing

/// Units: x = (v - 10) / 2 for the first input, x = (v - 0) / -4 for the second.
@Suite struct UnitsTests {
    private let workshop: Workshop
    private let network = """
        {path: pair.onnx, inputs: [speed, angle], units: {mean: [10, 0], range: [2, -4]}, domain: [[10, 14], [0, 8]]}
        """

    init() throws { workshop = try Workshop() }

    private func claim(_ region: String, property: String = "{class: 0}") throws -> Claim {
        try workshop.check(region, property: property, network: network).onlyClaim()
    }

    @Test func theDomainIsPhysicalAndANegativeRangeSwapsItsEnds() throws {
        #expect(try claim("domain").region == box(["0", "-2"], ["2", "0"]))
    }

    @Test func constraintsArePhysical() throws {
        // speed <= 12 is 2 x0 + 10 <= 12; angle <= 4 is -4 x1 <= 4.
        let rows = [LinearRow(.input(0), times: 2, bound: 2), LinearRow(.input(1), times: -4, bound: 4)]
        #expect(
            try claim("{halfspaces: [speed <= 12, angle <= 4], within: domain}").region
                == .intersection([.halfspaces(rows), box(["0", "-2"], ["2", "0"])]))
        #expect(try claim("{box: [10 <= speed <= 12, 0 <= angle <= 4]}").region == box(["0", "-1"], ["1", "0"]))
    }

    @Test func xAndSumsArePhysicalToo() throws {
        // x[0] + x[1] <= 12: 2 x0 + 10 - 4 x1 <= 12.
        let row = LinearRow(terms: [(.input(0), 2), (.input(1), -4)], bound: 2)
        #expect(
            try claim("{halfspaces: ['sum(x[0..1]) <= 12'], within: domain}").region
                == .intersection([.halfspaces([row]), box(["0", "-2"], ["2", "0"])]))
    }

    @Test func aRadiusAroundAWrittenPointIsPhysical() throws {
        #expect(try claim("{ball: {center: [12, 4], radius: 1}}").region == box(["1/2", "-5/4"], ["3/2", "-3/4"]))
        #expect(
            try claim("{ball: {center: [12, 4], radius: 1, norm: 1}}").region
                == .oneNormBall(center: [1, -1], radii: [rational("1/2"), rational("1/4")]))
    }

    @Test func aRadiusAroundAPointOfDataIsTheNetworks() throws {
        #expect(
            try claim("{ball: {center: {csv: pair.csv, row: 0}, radius: 1}}").region
                == box(["-1/2", "-3/4"], ["3/2", "5/4"]))
    }

    @Test func clipIsPhysical() throws {
        #expect(
            try claim("{ball: {center: {csv: pair.csv, row: 0}, radius: 1}, clip: [0, 12]}").region
                == box(["-1/2", "-3/4"], ["1", "0"]))
    }

    @Test func cornersAreSwappedWithTheirUnits() throws {
        #expect(try claim("{box: {lower: [10, 0], upper: [12, 4]}}").region == box(["0", "-1"], ["1", "0"]))
    }

    @Test func inflatingAWrittenBoxIsPhysicalEntryByEntry() throws {
        #expect(
            try claim("{box: {lower: [10, 0], upper: [12, 4]}, inflate: 2}").region
                == box(["-1", "-3/2"], ["2", "1/2"]))
    }

    @Test func inputsInAPropertyArePhysical() throws {
        // y[0] - speed >= 0 fails where y0 - 2 x0 - 10 < 0.
        let row = LinearRow(terms: [(.output(0), 1), (.input(0), -2)], bound: 10, isStrict: true)
        #expect(try claim("domain", property: "{holds: ['y[0] - speed >= 0']}").unsafe == .any([.row(row)]))
    }

    @Test func scaleAndShift() throws {
        let network = "{path: pair.onnx, units: {scale: 1/2, shift: [1, 0]}}"
        #expect(
            try workshop.check("{box: [0, 1]}", network: network).onlyClaim().region
                == box(["1", "0"], ["3/2", "1/2"]))
    }
}
