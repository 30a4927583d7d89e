import Exact
import Foundation
import Networks
import Patterns
import Reports
import Testing

@Suite struct PatternReportTests {
    private let layer = ReLULayer(
        preActivation: ValueID(1), activation: ValueID(2), preActivationName: "z", activationName: "a", width: 4,
        firstNeuron: 0)
    private let model = MiningReport.Model(path: "m.onnx", sha256: "00", layers: 1, neurons: 4)

    /// Class 0 has neuron 0 active and 1 inactive, class 1 the reverse; one row of class 1 is like class 0.
    private var data: EvaluatedData {
        let rows: [(Int, [Int])] = [(0, [0]), (0, [0, 2]), (1, [1]), (1, [1, 2]), (1, [0, 2])]
        return EvaluatedData(
            name: "d.npz",
            rows: rows.map { EvaluatedRow(active: NeuronSet($1, capacity: 4), decision: nil, label: $0) },
            layers: [layer], classCount: 2, exactRows: 1)
    }

    private func document(_ text: String, of label: Int?) -> NAPDocument {
        var pattern = ActivationPattern(neuronCount: 4)
        for (neuron, character) in text.enumerated() {
            pattern[neuron] = character == "A" ? .active : character == "I" ? .inactive : .any
        }
        return NAPDocument(pattern: pattern, target: label)
    }

    private func mining(_ deltas: [String]) throws -> MiningReport {
        let thresholds = try deltas.map { text in
            let delta = try #require(Rational(text: text))
            return try #require(MiningThreshold(delta: delta))
        }
        let patterns = thresholds.flatMap { threshold in
            [0, 1].map { label in
                let pattern = PhaseCounts(data, of: label, .dataset).pattern(at: threshold)
                let following = Following(of: pattern, label: label, in: data, .dataset)
                return MiningReport.Pattern(threshold, size: pattern.size, mining: following, test: nil, file: nil)
            }
        }
        return MiningReport(
            network: model, data: .init(data, .dataset), test: nil, .dataset, rows: data.rowCounts(.dataset), patterns)
    }

    @Test func miningText() throws {
        #expect(
            try mining(["0.6", "1"]).text == """
                network  m.onnx: 1 ReLU layer, 4 neurons
                data     d.npz: 5 rows, 1 evaluated exactly, classes by label

                delta 0.6, relax 0.4

                class  size   recall  others  rows  active from  inactive up to
                -----  ----  -------  ------  ----  -----------  --------------
                    0     3  100.0 %       1     2            2               0
                    1     4   33.3 %       0     3            2               1

                delta 1, relax 0

                class  size   recall  others  rows  active from  inactive up to
                -----  ----  -------  ------  ----  -----------  --------------
                    0     3  100.0 %       1     2            2               0
                    1     1  100.0 %       2     3            3               0
                """)
    }

    @Test func checkText() {
        let documents = [("a.nap", document("AI--", of: 0)), ("b.nap", document("A---", of: 0))]
        let report = PatternCheckReport(
            network: model, documents.map { (file: $0.0, document: $0.1) }, data, .dataset, distances: nil)
        #expect(
            report.text == """
                network  m.onnx: 1 ReLU layer, 4 neurons
                data     d.npz: 5 rows, 1 evaluated exactly, classes by label

                pattern  class  size  coverage  precision  others
                -------  -----  ----  --------  ---------  ------
                a.nap        0     2   100.0 %     66.7 %       1
                b.nap        0     1   100.0 %     66.7 %       1

                followers by class  0  1
                ------------------  -  -
                a.nap               2  1
                b.nap               2  1
                all rows            2  3

                a.nap is finer than b.nap
                0 of 1 pair conflict on a neuron: in the strict sense no input follows both
                """)
    }

    @Test func patternsThatTurnRowsAwayAndConflict() {
        let documents = [("a.nap", document("A-I-", of: 0)), ("b.nap", document("I---", of: nil))]
        let report = PatternCheckReport(
            network: model, documents.map { (file: $0.0, document: $0.1) }, data, .dataset, distances: nil)
        #expect(report.text.contains("a.nap        0     2    50.0 %    100.0 %       0\n"))
        #expect(report.text.contains("b.nap        -     1         -          -       -\n"))
        #expect(report.text.contains("a.nap    relu[0] 2  inactive            1\n"))
        #expect(
            report.text.hasSuffix(
                "no pattern is coarser than another\n1 of 1 pair conflict on a neuron: in the strict sense no input "
                    + "follows both"))
    }

    @Test func mapShowsWhatWasTakenOut() {
        let map = PatternMap(
            file: "p.nap", document("A--I", of: 3), original: document("AI-I", of: 3).pattern, layers: [layer])
        #expect(
            map.text == """
                file       p.nap
                class      3
                size       2 of 4 neurons, 3 in the original

                relu[0], a: 4 neurons, 1 active, 1 inactive, 2 any, 1 of them in the original
                  0  Ai-I
                """)
        let drawing = map.drawing
        #expect(drawing.contains("relu[0]: 1 active, 1 inactive of 4, 1 taken out"))
        // Three strokes for the neuron that was taken out, three for the two entries of the legend.
        #expect(drawing.components(separatedBy: "<line").count - 1 == 9)
    }

    @Test func difference() {
        let (a, b) = (document("AI-A", of: nil).pattern, document("A-II", of: nil).pattern)
        let report = PatternDifference(("a.nap", a), ("b.nap", b), layers: NamedLayer.of([layer]))
        #expect(!report.isEqual)
        #expect(
            report.text == """
                first   a.nap, size 3
                second  b.nap, size 3
                neither is coarser; in the strict sense no input follows both

                layer    same  only first  only second  conflicts  conflicting neurons
                -------  ----  ----------  -----------  ---------  -------------------
                relu[0]     1           1            1          1  3
                """)
        #expect(PatternDifference(("a.nap", a), ("a.nap", a), layers: NamedLayer.of([layer])).isEqual)
    }

    @Test func drawings() throws {
        let heat = try mining(["0.6"]).drawing
        #expect(heat.hasPrefix("<svg ") && heat.hasSuffix("</svg>\n"))
        #expect(heat.contains("<desc id=\"desc\">class 0: 0: 100.0, 1: 33.3; class 1: 0: ., 1: 33.3</desc>"))
        #expect(heat.contains("fill-opacity=\"0.33\"") && heat.contains("class 0, class 1: 1 of 3 rows"))
        let curve = try mining(["0.6", "1"]).drawing
        #expect(
            curve.contains(
                "delta 0.6: mean recall 0.6667, mean precision 0.8333; delta 1: mean recall 1.0000, mean precision 0.6333"
            ))
        #expect(curve.components(separatedBy: "<polyline").count - 1 == 3)
    }
}
