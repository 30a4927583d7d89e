import Foundation
import SpecReading
import Testing

@Suite struct SpecTemplateTests {
    /// The folder of the package.
    private var root: URL {
        (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    }

    @Test(arguments: SpecTemplate.allCases)
    func reads(_ template: SpecTemplate) throws {
        #expect(messages(template.text).isEmpty)
        guard case .formatted(let text) = SpecFormatter.format(text: Array(template.text.utf8), file: "t") else {
            throw UnexpectedTree()
        }
        #expect(text == template.text)
        #expect(template.text.contains("# "))
    }

    /// The files that the templates name are those of this repository, but for ACAS Xu, whose user has an own copy.
    @Test(arguments: [SpecTemplate.ball, .nap, .cone])
    func namesExistingFiles(_ template: SpecTemplate) throws {
        let file = try #require(SpecReader.read(text: template.text, file: "t").file)
        var paths = [file.network?.path?.value].compactMap(\.self)
        for data in file.data {
            guard case .npz(let archive, let images, let labels) = data.value.source else { throw UnexpectedTree() }
            paths.append(archive.value)
            #expect(images.value == "images" && labels?.value == "labels")
        }
        for path in paths {
            #expect(FileManager.default.fileExists(atPath: root.appending(path: path).path), "\(path)")
        }
    }
}
