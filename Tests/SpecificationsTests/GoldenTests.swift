import Foundation
import Networks
import SpecReading
import Specifications
import TestSupport
import Testing

/// The broken file of the catalogue gives its thirteen messages.
@Suite struct GoldenTests {
    @Test func thirteenMessages() throws {
        let workshop = try Workshop()
        let folder = "\(Bundle.module.bundlePath)/Fixtures/golden"
        // 10,000 rows of five bytes without labels: they fit the network's inputs.
        try FileManager.default.createDirectory(
            atPath: "\(workshop.folder.path)/mnist", withIntermediateDirectories: false)
        let rows = [UInt8](repeating: 0, count: 50_000)
        try workshop.write("mnist/t10k-images-idx3-ubyte.gz", idx([10_000, 5, 1], rows))
        let text = try String(contentsOfFile: "\(folder)/bad.yaml", encoding: .utf8)
        let path = try workshop.folder.file("bad.yaml", text)
        let specification = try Specification.read(at: path) { path in
            #expect(path.hasSuffix("/acas/ACASXU_run2a_1_1_batch_2000.onnx"))
            return try Workshop.load("acas.onnx")
        }
        let expected = try String(contentsOfFile: "\(folder)/bad.txt", encoding: .utf8)
        // As the catalogue prints it: the first message and the fourth in full, the others in short.
        let short = workshop.lines(specification)
        let full = workshop.text(specification, .full).components(separatedBy: "\n\n")
        try #require(short.count == 13 && full.count == 13, "\(short)")
        let parts = [full[0], short[1...2].joined(separator: "\n"), full[3], short[4...].joined(separator: "\n")]
        #expect(parts.joined(separator: "\n\n") + "\n" == expected)
        #expect(specification.checks.isEmpty)
    }
}
