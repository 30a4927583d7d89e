import Contexts
import Exact
import Foundation
import Properties
import SpecReading
import Specifications
import TestSupport
import Testing

@Suite struct ExpansionTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    private func ids(_ entry: String, limit: Int = 1_000, before: String = "") throws -> [String] {
        let text = """
            spec: 1
            network: picture.onnx
            data: {test: {images: images.idx, labels: labels.idx, scale: 1/255}}
            \(before)
            checks:
              - \(entry.replacingOccurrences(of: "\n", with: "\n    "))
                region: {box: [0, 1]}
                property: {class: 0}
            """
        let specification = try workshop.specification(text, limit: limit)
        let errors = specification.diagnostics.sorted.filter { $0.severity == .error }
        guard errors.isEmpty else { throw Unexpected(lines: errors.map(\.content.line)) }
        return specification.checks.map(\.id)
    }

    @Test func theLastNameVariesFastest() throws {
        #expect(try ids("id: $a/$b\nfor: {a: [1, 2], b: [x, y, z]}") == ["1/x", "1/y", "1/z", "2/x", "2/y", "2/z"])
    }

    @Test func zipPairs() throws {
        #expect(try ids("id: $a/$b\nfor: {a: [1, 2], b: [x, y]}\nzip: true") == ["1/x", "2/y"])
    }

    @Test(
        arguments: [
            ("all", [0, 1, 2, 3, 4]), ("3", [3]), ("1..3", [1, 2, 3]), ("[4, 0..1]", [4, 0, 1]),
            ("{first: 2}", [0, 1]),
            ("all, where: label=1", [1, 3]), ("[3, 2], where: label=0", [2]),
            // Rows 0 and 2 have more in their lower half, 1 and 3 in their upper half, 4 sits at 18 over 17. Class 0 is the
            // upper half.
            ("all, where: correct", [4]),
        ] as [(String, [Int])])
    func rows(_ rows: String, _ expected: [Int]) throws {
        #expect(try ids("id: $img.row\nfor: {img: {data: test, rows: \(rows)}}") == expected.map(String.init))
    }

    @Test func aSampleDependsOnItsSeedAlone() throws {
        let first = try ids("id: $img.row\nfor: {img: {data: test, rows: {sample: 3, seed: 7}}}")
        #expect(first == (try ids("id: $img.row\nfor: {img: {data: test, rows: {sample: 3, seed: 7}}}")))
        #expect(Set(first).count == 3)
        #expect(
            try ids("id: $img.row\nfor: {img: {data: test, rows: {sample: 5, seed: 1}}}") == ["0", "1", "2", "3", "4"])
    }

    @Test func rangesStepExactly() throws {
        #expect(
            try ids("id: $e\nfor: {e: {range: {from: 0, to: 0.3, step: 0.1}}}") == ["0", "0.1", "0.2", "0.3"])
        #expect(try ids("id: $e\nfor: {e: {range: {from: 1/3, to: 1, step: 1/3}}}") == ["1/3", "2/3", "1"])
    }

    @Test func tablesAndFiles() throws {
        #expect(try ids("id: $job.id-$job.row\nfor: {job: {csv: jobs.csv}}") == ["first-0", "second-1"])
        #expect(
            try ids("id: $f.name\nfor: {f: {files: '*.idx'}}") == ["images", "labels"])
    }

    @Test func parametersAreListsOrSingleValues() throws {
        let before = "params: {radii: [1/255, 2/255], tag: v2}"
        #expect(try ids("id: $tag/$eps\nfor: {eps: $radii}", before: before) == ["v2/1/255", "v2/2/255"])
    }

    @Test func conditionsLeaveCasesOut() throws {
        #expect(
            try ids("id: $a-$b\nfor: {a: [1, 2, 3], b: [1, 2, 3]}\nwhere: ['a < b', 'a + b <= 4']") == ["1-2", "1-3"])
    }

    @Test func parametersOfACase() throws {
        let specification = try workshop.specification(
            """
            spec: 1
            network: picture.onnx
            data: {test: {images: images.idx, labels: labels.idx, scale: 1/255}}
            checks:
              - id: robust/$img.row/$eps
                for: {img: {data: test, rows: [3]}, eps: [2/255]}
                region: {ball: {center: $img, radius: $eps}, clip: [0, 1]}
                property: {class: $img.label}
                budget: {time: 1m30s, memory: 2GiB}
                expect: violated
                note: a row of bright pixels
            """)
        let check = try #require(specification.checks.first)
        #expect(check.id == "robust/3/2/255")
        #expect(check.parameters.map(\.name) == ["img", "eps"])
        #expect(check.parameters.map(\.text) == ["test[3]", "2/255"])
        #expect(check.budget.time == 90)
        #expect(check.budget.memory == 2 << 30)
        #expect(check.expectation == .violated)
        #expect(check.note == "a row of bright pixels")
        #expect(check.place.position?.line == 5)
        #expect(try check.referencePoint() == [1, 1, 0, 0])
        // 255/255 plus 2/255 is cut at 1.
        #expect(try check.claim().region == box(["253/255", "253/255", "0", "0"], ["1", "1", "2/255", "2/255"]))
    }

    @Test func aSearchMakesAClaimPerValue() throws {
        let specification = try workshop.check(
            "{ball: {center: [1, 2], radius: $eps}}",
            property: "{class: 0}\n    search: {maximize: eps, from: 0, to: 1/4, resolution: 1/100}")
        let check = try #require(specification.checks.first)
        #expect(check.search == Search(name: "eps", from: 0, to: rational("1/4"), resolution: rational("1/100")))
        #expect(try check.claim(searched: rational("1/8")).region == box(["7/8", "15/8"], ["9/8", "17/8"]))
        #expect(try check.claim().region == box(["3/4", "7/4"], ["5/4", "9/4"]))
    }

    @Test func aVNNLIBFileIsACheck() throws {
        let specification = try workshop.specification(
            """
            spec: 1
            network: pair.onnx
            checks:
              - id: file
                vnnlib: pair.vnnlib
            """)
        let check = try #require(specification.checks.first)
        guard case .property(let read) = try check.subject() else {
            Issue.record("no property")
            return
        }
        #expect(read.property.inputCount == 2)
    }

    @Test func conditionsKeepMistakesOut() throws {
        #expect(
            try ids("id: $a\nfor: {a: [1, 2]}\nwhere: [a >= 2]").count == 1)
        let specification = try workshop.specification(
            """
            spec: 1
            network: pair.onnx
            checks:
              - id: ball/$eps
                for: {eps: [-1, 1]}
                where: [eps > 0]
                region: {ball: {center: [5, 1], radius: $eps}}
                property: {class: 0}
            """)
        #expect(workshop.lines(specification) == [])
        #expect(specification.checks.map(\.id) == ["ball/1"])
    }

    @Test func whatOnlyALaterCaseShowsIsThrownWhenItIsAskedFor() throws {
        try workshop.folder.write("points.csv", "id,file\na,pair.csv\nb,nowhere.csv\n")
        let specification = try workshop.specification(
            """
            spec: 1
            network: pair.onnx
            checks:
              - id: $job.id
                for: {job: {csv: points.csv}}
                region: {ball: {center: {csv: $job.file, row: 0}, radius: 1/4}}
                property: {class: 0}
            """)
        #expect(!specification.diagnostics.hasErrors)
        #expect(try specification.checks[0].claim().region == box(["1/4", "0"], ["3/4", "1/2"]))
        let error = #expect(throws: SpecMeaningError.self) { try specification.checks[1].claim() }
        #expect(error?.code == "D301")
        #expect(error?.place?.position == SourcePosition(line: 6, column: 35))
    }

    @Test func includesDefineAndTheFilesOwnDefaultsWin() throws {
        try FileManager.default.createDirectory(
            atPath: "\(workshop.folder.path)/common", withIntermediateDirectories: false)
        try workshop.folder.write(
            "common/base.yaml",
            """
            spec: 1
            include: [more.yaml]
            network: ../picture.onnx
            defaults: {seed: 3, threads: 2, budget: {time: 10s, nodes: 5}, decision: argmin}
            """)
        try workshop.folder.write(
            "common/more.yaml",
            "spec: 1\ndata: {test: {images: ../images.idx, labels: ../labels.idx, scale: 1/255}}\nregions: {unit: {box: [0, 1]}}\n"
        )
        let specification = try workshop.specification(
            """
            spec: 1
            include: [common/base.yaml, common/more.yaml]
            defaults: {budget: {time: 1m}, seed: 4}
            checks:
              - id: $img.row
                for: {img: {data: test, rows: 4}}
                region: $unit
                property: {class: 1}
                budget: {nodes: 9}
            """)
        #expect(workshop.lines(specification) == [])
        #expect(specification.files.count == 3)
        let check = try #require(specification.checks.first)
        #expect(check.budget == Budget(time: 60, memory: nil, nodes: 9, threads: 2))
        #expect(check.seed == 4)
        #expect(check.network.decision == .argmin)
        #expect(try check.claim().region == box(["0", "0", "0", "0"], ["1", "1", "1", "1"]))
    }
}
