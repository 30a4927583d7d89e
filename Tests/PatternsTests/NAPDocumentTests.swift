import Contexts
import Networks
import Patterns
import Properties
import SpecReading
import TestSupport
import Testing

@Suite struct NAPDocumentTests {
    /// Layers of three and two neurons.
    private let network = SampleNetworks.chain([
        ([[1], [-1], [2]], [0, 0, 0]), ([[1, 1, 0], [0, 1, 1]], [0, 0]), ([[1, 1], [1, -1]], [0, 0]),
    ])
    private let digest = String(repeating: "7c1e4f0a", count: 8)

    private func read(_ text: String) throws -> NAPDocument {
        let file = try NAPFile.read(Array(text.utf8), file: "p.nap")
        return try NAPDocument(file, at: "p.nap", network: network, digest: digest)
    }

    private func message(_ text: String) -> String {
        do {
            _ = try read(text)
            return "no error"
        } catch {
            return (error as? any InputError)?.line ?? "\(error)"
        }
    }

    @Test func writesWhatItReads() throws {
        var document = NAPDocument(
            pattern: ActivationPattern(
                [0, 2, 3].map { PhaseDecision(neuron: $0, isActive: $0 != 2) }, neuronCount: 5),
            network: digest, target: 1)
        document.mined = [.init("data", "mnist/train: \"a\"\\b"), .init("rows", "6131"), .init("threshold", "0.99")]
        document.coverage = [.init("class", "0.842"), .init("others", "0.0003")]
        let text = document.text(layers: network.reluLayers)
        #expect(
            text == """
                nap: 1
                network: {sha256: \(digest)}
                class: 1
                mined: {data: "mnist/train: \\"a\\"\\\\b", rows: 6131, threshold: 0.99}
                phases:                                # A active, I inactive, - any
                  relu[0]: "A-I"
                  relu[1]: "A-"
                coverage: {class: 0.842, others: 0.0003}

                """)
        #expect(try read(text) == document)
        let folder = try ScratchFolder()
        try document.write(to: "\(folder.path)/p.nap", layers: network.reluLayers)
        let again = try NAPDocument.read(at: "\(folder.path)/p.nap", network: network, digest: digest)
        #expect(again == document)
    }

    @Test func layersAlone() throws {
        let document = try read("relu[1]: {active: [1], inactive: [0]}\n")
        #expect(document.pattern.decisions.map(\.neuron) == [3, 4] && document.pattern[4] == .active)
        #expect(document.network == nil && document.target == nil && document.mined.isEmpty)
    }

    @Test func refusesAnotherNetwork() {
        #expect(
            message("nap: 1\nnetwork: {sha256: 0000000000}\nphases:\n  relu[0]: 'A-I'\n").hasPrefix(
                "p.nap:2:19: error[S322]: "))
        #expect(message("nap: 1\nnetwork: {sha256: 7C1E4F0A7c}\nphases:\n  relu[0]: 'A-I'\n") == "no error")
    }

    @Test func badPatterns() {
        #expect(message("relu[0]: {active: [0], inactive: [0]}\n").hasPrefix("p.nap:1:35: error[S320]: "))
        #expect(message("relu[2]: 'A'\n").hasPrefix("p.nap:1:1: error[S204]: "))
        #expect(message("relu[1]: 'AAA'\n").contains("error[S205]: "))
        #expect(message("relu[1]: {active: [2]}\n").contains("error[S205]: neuron 2 of relu[1] does not exist"))
        #expect(message("nap: 1\nclass: 2\nphases:\n  relu[0]: 'A-I'\n").hasPrefix("p.nap:2:8: error[S2"))
    }
}
