import Contexts
import SpecReading
import Specifications
import TestSupport
import Testing

@Suite struct LinterTests {
    private let workshop: Workshop
    private let data = "data: {test: {images: images.idx, labels: labels.idx, scale: 1/255}}"

    init() throws { workshop = try Workshop() }

    /// The warnings of one check, each as `code@line`.
    private func warnings(
        _ region: String, _ property: String = "{class: 0}", network: String = "pair.onnx", before: String = "",
        bindings: String = ""
    ) throws -> [String] {
        let specification = try workshop.specification(
            """
            spec: 1
            network: \(network)
            \(before)
            checks:
              - id: only\(bindings.isEmpty ? "" : "/$img.row\n    for: {img: \(bindings)}")
                region: \(region)
                property: \(property)
            """)
        #expect(!specification.diagnostics.hasErrors, "\(workshop.lines(specification))")
        return specification.diagnostics.sorted.compactMap(\.content.code)
    }

    @Test func falseAtTheCentre() throws {
        // y = (x0 + 1, x1)
        #expect(try warnings("{ball: {center: [0, 3/2], radius: 1}}") == ["W001"])
        #expect(try warnings("{ball: {center: [0, 0], radius: 1}}") == [])
        // The centre is cut off: nothing is known of it.
        #expect(try warnings("{ball: {center: [0, 3/2], radius: 1}, clip: [1/2, 3]}") == [])
    }

    @Test func centresOfManyRows() throws {
        let specification = try workshop.specification(
            """
            spec: 1
            network: picture.onnx
            \(data)
            checks:
              - id: $img.row
                for: {img: {data: test, rows: all}}
                region: {ball: {center: $img, radius: 1/255}}
                property: {class: $img.label}
            """)
        #expect(
            workshop.lines(specification) == [
                """
                spec.yaml:8:15: warning[W001]: the property is already false at the centre for img = test[0] and for 3 \
                more of the 5 cases tried; help: choose rows with  where: correct, or check the class
                """
            ])
    }

    @Test func emptyRegion() throws {
        // Row 3 has bytes up to 255; a clip below that leaves nothing.
        let ball = "{ball: {center: $img, radius: 1/255}, clip: [0, 1/2]}"
        #expect(
            try warnings(ball, network: "picture.onnx", before: data, bindings: "{data: test, rows: 3}") == ["W002"])
        #expect(
            try warnings(ball, "{class: 1}", network: "picture.onnx", before: data, bindings: "{data: test, rows: 2}")
                == [])
        #expect(
            try warnings(ball, "empty", network: "picture.onnx", before: data, bindings: "{data: test, rows: 3}") == [])
    }

    @Test func outputsThatNeverChange() throws {
        #expect(try warnings("{box: [0, 1]}", network: "constant.onnx").first == "W003")
        #expect(try warnings("{box: [0, 1]}", network: "pair.onnx") == [])
    }

    @Test func classesOutOfReach() throws {
        // y1 = x1 <= 1 < 2 <= y0 for x0 >= 2 only... here y0 = x0 + 1 is in [3, 4].
        #expect(try warnings("{box: {lower: [2, 0], upper: [3, 1]}}", "{never: 1}") == ["W004"])
        #expect(try warnings("{box: [0, 2]}", "{never: 1}") == [])
    }

    @Test func classesThatNoRowHas() throws {
        let scores = "{path: scores.onnx}"
        let points = "data: {test: {csv: points.csv, label: 0}}"
        try workshop.folder.write("points.csv", "0,3,1\n1,1,3\n")
        let ball = "{ball: {center: $img, radius: 0.1}}"
        #expect(
            try warnings(ball, "{never: 2}", network: scores, before: points, bindings: "{data: test, rows: 0}")
                .contains("W005"))
        #expect(
            try !warnings(ball, "{never: 1}", network: scores, before: points, bindings: "{data: test, rows: 0}")
                .contains("W005"))
    }

    @Test func pointsFarOutside() throws {
        let raw = "data: {test: {images: images.idx, labels: labels.idx}}"
        let ball = "{ball: {center: $img, radius: 1}, clip: [0, 1]}"
        let network = "picture.onnx"
        #expect(
            try warnings(ball, "empty", network: network, before: raw, bindings: "{data: test, rows: 1}")
                .contains("W006"))
        #expect(
            try !warnings(
                "{ball: {center: $img, radius: 1/255}, clip: [0, 1]}", "{class: 0}", network: network, before: data,
                bindings: "{data: test, rows: 1}"
            ).contains("W006"))
    }

    @Test func bytesWithoutAScale() throws {
        let raw = "data: {test: {images: images.idx, labels: labels.idx}}"
        let ball = "{ball: {center: $img, radius: 1}}"
        #expect(
            try warnings(ball, network: "picture.onnx", before: raw, bindings: "{data: test, rows: 1}") == ["W007"])
        #expect(
            try warnings(
                "{ball: {center: $img, radius: 1/255}}", network: "picture.onnx", before: data,
                bindings: "{data: test, rows: 1}") == [])
    }

    @Test func radiusAsLargeAsTheRange() throws {
        #expect(try warnings("{ball: {center: [0, 0], radius: 1}, clip: [0, 1]}") == ["W008"])
        #expect(try warnings("{ball: {center: [0, 0], radius: 1/2}, clip: [0, 1]}") == [])
    }

    @Test func originUnderACone() throws {
        // Where the origin does no harm it is still odd.
        let harmless = "{holds: ['y[0] >= 0']}"
        #expect(
            try warnings("{cone: {of: {box: [-1, 1]}, scale: positive}}", harmless, network: "free.onnx") == ["W009"])
        #expect(try warnings("{cone: {of: {box: [1, 2]}, scale: positive}}", harmless, network: "free.onnx") == [])
        let slice = "{box: [0, 1], halfspaces: ['sum(x[0..1]) >= 1']}"
        #expect(try warnings("{cone: {of: \(slice), scale: positive}}", harmless, network: "free.onnx") == [])
    }

    @Test func float32() throws {
        #expect(try warnings("{box: [0, 1]}", network: "{path: pair.onnx, semantics: float32}") == ["W010"])
        #expect(try warnings("{box: [0, 1]}", network: "{path: pair.onnx, semantics: real}") == [])
    }

    @Test func checksWithoutCases() throws {
        let ball = "{ball: {center: $img, radius: 1/255}}"
        #expect(
            try warnings(
                ball, network: "picture.onnx", before: data, bindings: "{data: test, rows: 0..3, where: correct}")
                == ["W011"])
        #expect(
            try warnings(ball, network: "picture.onnx", before: data, bindings: "{data: test, rows: 4, where: correct}")
                == [])
    }

    @Test func unitsOfTheModel() throws {
        #expect(try warnings("{box: [0, 1]}", network: "units.nnet") == ["W012"])
        #expect(try warnings("{box: [0, 1]}", network: "{path: units.nnet, units: {mean: 1, range: 2}}") == [])
    }
}
