import Foundation
import Specifications
import TestSupport
import Testing

@Suite struct ExplanationTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    /// The first sentence about the only check, without the assumption that all make.
    private func sentence(
        _ region: String, _ property: String, network: String = "picture.onnx", bindings: String = ""
    ) throws -> String {
        let specification = try workshop.specification(
            """
            spec: 1
            network: \(network)
            data: {test: {images: images.idx, labels: labels.idx, scale: 1/255}}
            checks:
              - id: only\(bindings.isEmpty ? "" : "\n    for: \(bindings)")
                region: \(region)
                property: \(property)
            """)
        let check = try #require(specification.checks.first, "\(workshop.lines(specification))")
        return Explanation.sentence(of: check).replacingOccurrences(of: "\(workshop.folder.path)/", with: "")
            .replacingOccurrences(of: " Assumes real arithmetic on the stored weights.", with: "")
    }

    @Test func aBallAroundARow() throws {
        #expect(
            try sentence(
                "{ball: {center: $img, radius: $eps}, clip: [0, 1]}", "{class: $img.label}",
                bindings: "{img: {data: test, rows: 4}, eps: [2/255]}")
                    == """
                    For every input x whose every entry differs by at most 2/255 from row 4 of test (clipped to [0, 1]), the \
                    network picture.onnx decides class 0 (strictly largest output).
                    """)
    }

    @Test(arguments: [
        (
            "{box: [0, 1]}", "{never: [0, 1]}",
            """
            For every input x whose every entry lies in [0, 1], the network free.onnx never decides class 0 or 1, not even \
            in a tie.
            """
        ),
        (
            "{cone: {of: {ball: {center: [1, 2], radius: 1/4, norm: 1}}, scale: {from: 1/4, to: 4}}}",
            "{class: 1, margin: 1/10}",
            """
            For every input x that is a times an input whose differences from the point [1, 2] sum to at most 0.25, for \
            some a from 0.25 to 4, the network free.onnx decides class 1 (by at least 0.1).
            """
        ),
        (
            "{cone: {of: {ball: {center: [1, 2], radius: 1/4}}, scale: {from: 1/4}, brightness: [-1/8, 1/8]}}",
            "{class: 1}",
            """
            For every input x that is a times an input whose every entry differs by at most 0.25 from the point [1, 2], \
            moved by s in every entry, for some a >= 0.25 and some s in [-0.125, 0.125], the network free.onnx decides \
            class 1 (strictly largest output).
            """
        ),
        (
            "{nap: {'relu[0]': {active: [0], inactive: [1..2]}}, within: {box: [0, 1]}}", "empty",
            """
            No input x that follows the pattern relu[0]: 0 active, 1..2 inactive and whose every entry lies in [0, 1] exists.
            """
        ),
        (
            "{box: ['0 <= x[0] <= 1', '0 <= x[1] <= 1']}", "{violated_when: ['y[0] >= 1', 'y[1] >= 1']}",
            """
            For every input x with 0 <= x[0] <= 1 and 0 <= x[1] <= 1, the network free.onnx never satisfies y[0] >= 1 and \
            y[1] >= 1 at once.
            """
        ),
        (
            "{hull: {points: [[0, 1], [1, 2]]}, inflate: 1/255}",
            "{any: [{top: {class: 0, within: 1}}, {target: 0, against: 1}]}",
            """
            For every input x at most 1/255 away in every entry from a point that is a weighted mean of the point [0, 1] \
            and the point [1, 2], at least one of these holds: class 0 is among the 1 largest outputs of the network \
            free.onnx; output 0 of the network free.onnx exceeds output 1 by at least 0.
            """
        ),
    ])
    func regionsAndProperties(_ region: String, _ property: String, _ expected: String) throws {
        #expect(try sentence(region, property, network: "free.onnx") == expected)
    }

    @Test func namesUnitsAndExpectations() throws {
        let network = """
            {path: acas.onnx, decision: argmin, inputs: [rho, theta, psi, own, int], outputs: [COC, WL, WR, SL, SR], \
            units: {mean: 0, range: 2}, domain: [[0, 10]]}
            """
        #expect(
            try sentence("{box: [1 <= rho <= 2], within: domain}", "{never: COC}\n    expect: holds", network: network)
                == """
                For every input x with 1 <= rho <= 2 within the domain, the network acas.onnx never decides class COC, not \
                even in a tie. Numbers written against inputs are in the units of the file. Expected to hold.
                """)
    }

    @Test func aSearch() throws {
        #expect(
            try sentence(
                "{ball: {center: [1, 2], radius: $eps}}",
                "{class: 0}\n    search: {maximize: eps, from: 0, to: 1/4, resolution: 1/1024}", network: "pair.onnx")
                    == """
                    Find the largest eps from 0 to 0.25, to within 0.0009765625, such that for every input x whose every \
                    entry differs by at most eps from the point [1, 2], the network pair.onnx decides class 0 (strictly \
                    largest output).
                    """)
    }

    @Test func textAndListing() throws {
        let specification = try workshop.specification(
            """
            spec: 1
            network: pair.onnx
            checks:
              - id: ball/$eps
                for: {eps: [0.1, 1/3]}
                region: {ball: {center: [1, 1], radius: $eps}}
                property: {class: 0}
              - id: file
                vnnlib: pair.vnnlib
            """)
        #expect(Listing.text(of: specification.checks) == "ball/0.1  eps = 0.1\nball/1/3  eps = 1/3\nfile")
        #expect(
            Explanation.text(of: specification).replacingOccurrences(of: "\(workshop.folder.path)/", with: "") == """
                ball/0.1 (and 1 more case)
                  For every input x whose every entry differs by at most 0.1 from the point [1, 1], the network pair.onnx \
                decides class 0 (strictly largest output). Assumes real arithmetic on the stored weights.

                file
                  The network pair.onnx meets no point of the unsafe set in pair.vnnlib. Assumes real arithmetic on the \
                stored weights.
                """)
    }
}
