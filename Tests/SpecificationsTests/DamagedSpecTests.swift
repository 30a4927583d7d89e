import Contexts
import SpecReading
import Specifications
import TestSupport
import Testing

/// Spec files with a few words exchanged are given a meaning or refused with places; nothing else happens.
@Suite struct DamagedSpecTests {
    private static let texts = [
        """
        spec: 1
        network: {path: free.onnx, inputs: [speed, angle], units: {mean: [0, 0], range: [2, -4]}, domain: [[0, 1]]}
        data: {test: {csv: pair.csv}}
        naps: {hand: {'relu[0]': A-I, 'relu[1]': {active: [0..1]}}}
        regions: {unit: {box: [0, 1]}}
        params: {radii: [0.1, 1/4], one: 2}
        checks:
          - id: cone/$img.row
            for: {img: {data: test, rows: all}}
            region: {cone: {of: {ball: {center: $img, radius: [0.1, 1/4]}}, scale: {from: 1/2, to: $one}}, clip: [-9, 9]}
            property: {any: [{class: 1, margin: 1/10}, {never: [0]}, {holds: ['relu[0][2] - pre[1][1] <= speed']}]}
          - id: rows/$eps
            for: {eps: $radii}
            where: [eps <= 1/5]
            region: {intersect: [{nap: hand}, $unit], halfspaces: ['sum(x[0..1]) <= $eps', speed - 2 angle >= 0.1]}
            property: {top: {class: 1, within: 1}}
        """,
        """
        spec: 1
        network: picture.onnx
        data: {test: {images: images.idx, labels: labels.idx, scale: 1/255}}
        checks:
          - id: ball/$img.row/$eps
            for: {img: {data: test, rows: [0, 2..4], where: correct}, eps: {range: {from: 0, to: 0.2, step: 0.1}}}
            region: {ball: {center: $img, radius: $eps, norm: 1}, clip: [0, 1]}
            property: {class: $img.label}
          - id: hull
            region: {hull: {points: {data: test, rows: {sample: 3, seed: 1}}}, inflate: $a, within: {box: [0, 2]}}
            property: {target: 0, against: [1], margin: 1}
            search: {maximize: a, from: 0, to: 1, resolution: 1/8}
          - id: union
            region: {union: [{box: {lower: [0, 0, 0, 0], upper: 1}}, {box: ['0 <= x[0] <= 1', X_1 == 0, '0 <= x[2] <= 1', '1 >= x[3] >= 0']}]}
            property: {violated_when: ['y[0] >= 1', 'Y_1 < 2']}
        """,
        """
        spec: 1
        checks:
          - id: $job.id
            for: {job: {csv: jobs.csv}, n: [1, 2]}
            zip: true
            network: $job.net
            region: {ball: {center: {csv: pair.csv, row: 1}, radius: $job.eps}}
            property: {class: $job.label}
          - id: file/$f.name
            for: {f: {files: '*.vnnlib'}}
            network: pair.onnx
            vnnlib: $f
        """,
    ]

    private static let words = [
        "0", "1", "-1", "7", "99999999999999999999", "1e4000", "1/3", "0..9", "3..1", "x", "y", "x[0]", "x[9]", "y[0]",
        "relu[0]", "relu[0][0]", "relu[7][0]", "pre[0][9]", "$img", "$img.label", "$img.row", "$eps", "$job.eps",
        "$nope",
        "$unit", "domain", "empty", "all", "correct", "positive", "box", "ball", "cone", "of", "nap", "hull", "clip",
        "within",
        "class", "never", "top", "true", "A-I", "AAA", "sum(x[0..9])", "test", "hand", "images.idx", "pair.csv",
        "jobs.csv",
        "pair.onnx", "acas.onnx", "nowhere.onnx", "[0, 1]", "[]", "{}", "[1, 0]", "speed", "==", "<", "", " ", ",", ":",
    ]

    @Test(arguments: texts.indices)
    func words(_ which: Int) throws {
        let workshop = try Workshop()
        let original = Self.pieces(Self.texts[which])
        #expect(try workshop.lines(workshop.specification(Self.texts[which])).allSatisfy { !$0.contains(": error") })
        var random = SeededNumbers(seed: 5 + which)
        var understood = 0
        for round in 0..<100 {
            var pieces = original
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let index = Int.random(in: 0..<pieces.count, using: &random)
                let isWord = pieces[index].first?.isLetter ?? false || pieces[index].first?.isNumber ?? false
                guard isWord else { continue }
                pieces[index] = Self.words[Int.random(in: 0..<Self.words.count, using: &random)]
            }
            let specification = try workshop.specification(pieces.joined(), limit: 100)
            for message in specification.diagnostics.sorted {
                #expect(message.content.code != nil, "round \(round): \(message.content.line)")
                #expect(message.content.place?.position != nil, "round \(round): \(message.content.line)")
                #expect(!message.content.line.contains("\n"), "round \(round)")
            }
            #expect(specification.diagnostics.hasErrors ? specification.checks.isEmpty : true)
            if !specification.checks.isEmpty { understood += 1 }
            for check in specification.checks.prefix(3) {
                #expect(!Explanation.sentence(of: check).isEmpty)
                do {
                    _ = try check.subject()
                } catch let error as SpecMeaningError {
                    #expect(error.place?.position != nil, "round \(round)")
                }
            }
        }
        #expect(understood > 10)
    }

    /// Words, and what stands between them.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        for character in text {
            let isWord = { (c: Character) in c.isLetter || c.isNumber || c == "_" || c == "." }
            if let last = pieces.last?.last, isWord(last), isWord(character) {
                pieces[pieces.count - 1].append(character)
            } else {
                pieces.append(String(character))
            }
        }
        return pieces
    }
}
