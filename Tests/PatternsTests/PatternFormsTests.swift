import Contexts
import Exact
import Networks
import Patterns
import Properties
import SpecReading
import TestSupport
import Testing

@Suite struct PatternFormsTests {
    /// Layers of three and two neurons, two outputs.
    private let network = SampleNetworks.chain([
        ([[1], [-1], [2]], [0, 0, 0]), ([[1, 1, 0], [0, 1, 1]], [0, 0]), ([[1, 1], [1, -1]], [0, 0]),
    ])

    private func imported(_ text: String) throws -> [String] {
        let layers = network.reluLayers
        return try PatternImport.patterns(Array(text.utf8), file: "p.json", layers: layers).map { label, pattern in
            (label.map { "\($0) " } ?? "") + layers.map { pattern.characters(of: $0) }.joined(separator: " ")
        }
    }

    private func message(_ text: String) -> String {
        do {
            return try imported(text).joined()
        } catch {
            return (error as? any InputError)?.line ?? "\(error)"
        }
    }

    @Test func indexLists() throws {
        #expect(try imported(#"{"activated": [0, 4], "deactivated": [2]}"#) == ["A-I -A"])
        #expect(
            try imported(#"{"1": {"activated": [3]}, "0": {"deactivated": [0, 1]}}"#) == ["0 II- --", "1 --- A-"])
    }

    @Test func listsPerLayer() throws {
        #expect(try imported(#"{"1": [[1, 0, -1], [null, 1]]}"#) == ["1 AI- -A"])
        #expect(try imported("[[1, 0, -1], [null, 1]]") == ["AI- -A"])
    }

    /// Counts of rows: 0 is inactive, the one other value that occurs is all rows. With several nobody knows the limit that
    /// the script had, and guessing 2000 or 2500 as scripts do would be wrong for other data.
    @Test func stableIndices() throws {
        #expect(try imported(#"{"0": {"stable_idx": [0, 2, 3], "val": [5923, 0, 5923]}}"#) == ["0 A-I A-"])
        #expect(
            message(#"{"0": {"stable_idx": [0, 2], "val": [5923, 5900]}}"#).hasPrefix(
                "p.json: error: the values count active rows"))
        #expect(message(#"{"0": {"stable_idx": [0, 2], "val": [1]}}"#).contains("1 values are given for 2 neurons"))
    }

    @Test func badForms() {
        #expect(message("{").contains("neither a NAP file nor JSON"))
        #expect(message("{}").contains("in a form known here"))
        #expect(message(#"{"three": [[1]]}"#).contains("'three' is no class"))
        #expect(message(#"{"0": [[1, 1, 1]]}"#).contains("1 layers and the network 2"))
        #expect(message(#"{"0": [[1, 1], [1, 1]]}"#).contains("layer 0 of the pattern has 2 entries and relu[0] has 3"))
        #expect(message(#"{"0": [[1, 1, 7], [1, 1]]}"#).contains("layer 0 says '7' of neuron 2"))
        #expect(message(#"{"activated": [5]}"#).contains("there is no neuron 5: the network has 5"))
        #expect(message(#"{"activated": [0.5]}"#).contains("there is no neuron 0.5"))
        #expect(
            message(#"{"activated": [1], "deactivated": [1]}"#).contains("neuron 1 is to be both active and inactive"))
    }

    private var document: NAPDocument {
        NAPDocument(
            pattern: ActivationPattern(
                [
                    PhaseDecision(neuron: 0, isActive: true), PhaseDecision(neuron: 2, isActive: false),
                    PhaseDecision(neuron: 4, isActive: true),
                ], neuronCount: 5), target: 1)
    }

    @Test func indexListsAreReadBack() throws {
        let text = PatternExport.indexLists(document, layers: network.reluLayers)
        #expect(text == #"{"1": {"activated": [0, 4], "deactivated": [2]}}"# + "\n")
        #expect(try imported(text) == ["1 A-I -A"])
        #expect(PatternImport.isForeign(Array(text.utf8)))
        #expect(!PatternImport.isForeign(Array(#"{"relu[0]": {"active": [1]}}"#.utf8)))
    }

    @Test func queryOverHiddenNodes() throws {
        let domain = Rational.zero...Rational.one
        let text = try #require(PatternExport.query(document, of: network, domain: domain, decision: .argmax))
        #expect(
            text == """
                (vnnlib-version <2.0>)
                (declare-network f
                  (declare-input X real [1])
                  (declare-hidden H0 real [3] "v1")
                  (declare-hidden H1 real [2] "v3")
                  (declare-output Y real [2]))
                (assert (>= X[0] 0.0))
                (assert (<= X[0] 1.0))
                (assert (>= H0[0] 0.0))
                (assert (<= H0[2] 0.0))
                (assert (>= H1[1] 0.0))
                (assert (or (>= Y[0] Y[1])))

                """)
        let third = Rational(1) / Rational(3)
        #expect(PatternExport.query(document, of: network, domain: .zero...third, decision: .argmax) == nil)
    }

    /// Without the network, layers of two files are matched by name.
    @Test func commonLayers() throws {
        let files = try ["relu[0]: 'A-I'\nrelu[1]: 'A-'\n", "relu[1]: {inactive: [0]}\nrelu[10]: {active: [1]}\n"].map {
            try NAPFile.read(Array($0.utf8), file: "p.nap")
        }
        let common = try NamedLayer.common(files)
        #expect(common.layers.map(\.name) == ["relu[0]", "relu[1]", "relu[10]"])
        #expect(common.layers.map(\.neurons) == [0..<3, 3..<5, 5..<7])
        #expect(common.patterns[0].neurons == [0, 2, 3] && common.patterns[1].neurons == [3, 6])
        #expect(common.patterns[0].conflicts(with: common.patterns[1]).neurons == [3])
    }
}
