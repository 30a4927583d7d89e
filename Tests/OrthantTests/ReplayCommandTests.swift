import Foundation
import TestSupport
import Testing

/// A counterexample goes to a file and is judged again.
@Suite struct ReplayCommandTests {
    private static let verify = ["verify", "specs/toy-abs-violated.vnnlib", "--network", "models/toy-abs.onnx"]
    private static let name = "specs-toy-abs-violated.vnnlib.json"

    private let folder: ScratchFolder
    private let path: String

    init() throws {
        folder = try ScratchFolder()
        path = "\(folder.path)/deep/found"
        let result = try Program.run(Self.verify + ["--counterexamples", path])
        #expect(result.code == 1 && result.errors == "")
        let array = Self.name.replacing(".json", with: ".npy")
        #expect(result.output.hasSuffix("written to \(path)/\(Self.name), \(path)/\(array)\n"))
    }

    private var file: String { "\(path)/\(Self.name)" }

    private func damaged(_ from: String, _ to: String) throws -> String {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let other = text.replacing(from, with: to)
        #expect(other != text)
        return try folder.file("damaged.json", other)
    }

    @Test func stillViolates() throws {
        let result = try Program.run(["replay", file])
        #expect(result.code == 1 && result.errors == "")
        #expect(
            result.output.hasPrefix(
                "violated  specs/toy-abs-violated.vnnlib\n\nchecked   exactly: confirmed; in float32: confirmed\n"))
        #expect(result.output.contains("margin    0.25, as claimed\n"))
        #expect(result.output.hasSuffix("-Y_0 <= -0.75  met by 0.25  met by 0.25\n"))
    }

    @Test func json() throws {
        let result = try Program.run(["replay", file, "--json"])
        let document = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(document["verdict"] as? String == "violated")
        #expect(document["margin"] as? Double == 0.25)
        #expect(document["replayed"] as? [String: String] == ["exact": "confirmed", "float32": "confirmed"])
    }

    /// |x| at 0 is no violation.
    @Test func violatesNoLonger() throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let moved = try folder.file(
            "moved.json", text.replacing(#/"exact_input" : \[\n    "-?1"/#, with: "\"exact_input\" : [\n    \"0\""))
        let result = try Program.run(["replay", moved])
        #expect(result.code == 3 && result.errors == "")
        #expect(result.output.hasPrefix("unknown: the counterexample is not one on this network"))
        #expect(result.output.contains("missed by 0.75"))
    }

    @Test func anotherNetwork() throws {
        let result = try Program.run(["replay", file, "--network", "models/toy-xor.onnx"])
        #expect(result.code == 2 && result.output == "")
        #expect(
            result.errors.hasPrefix("models/toy-xor.onnx: error[N408]: the network is another one: its SHA-256 is "))
    }

    /// Without a digest in the file the numbers of inputs still tell.
    @Test func anotherNetworkWithoutADigest() throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let bare = try folder.file("bare.json", text.replacing(#/,\n    "sha256" : "[0-9a-f]+"/#, with: ""))
        #expect(try Program.run(["replay", bare]).code == 1)
        let result = try Program.run(["replay", bare, "--network", "models/toy-xor.onnx"])
        #expect(result.code == 2)
        #expect(result.errors.contains("'exact_input' has 1 numbers and the network has 2"))
    }

    @Test func damage() throws {
        let result = try Program.run(["replay", try damaged("\"unsafe\"", "\"unsave\"")])
        #expect(result.code == 2 && result.output == "")
        #expect(
            result.errors.hasSuffix(
                "damaged.json: error: the field 'unsafe' is missing or is not what it should be; see docs/formats.md, or write the file again with 'orthant verify --counterexamples'\n"
            ))
        #expect(
            try Program.run(["replay", "specs/expected.csv"]).errors.hasPrefix(
                "specs/expected.csv: error: this is not JSON"))
        #expect(try Program.run(["replay", "nowhere.json"]).code == 2)
    }

    @Test func aFolderThatCannotBe() throws {
        let occupied = try folder.file("occupied", "x")
        let result = try Program.run(Self.verify + ["--counterexamples", "\(occupied)/found"])
        #expect(result.code == 2 && result.output == "")
        #expect(
            result.errors.hasSuffix(
                "/occupied/found: error: cannot write the file: the folder cannot be made; choose a folder that exists and that you may write to\n"
            ))
    }

    /// The file says the region: shipped counterexamples of every kind replay.
    @Test(arguments: [
        ("digits", "digits-ball-violated"), ("toy-xor", "toy-xor-violated"),
        ("breast-cancer", "breast-cancer-ball-violated"),
    ])
    func shippedClaims(_ network: String, _ property: String) throws {
        let found = "\(folder.path)/shipped"
        let verified = try Program.run([
            "verify", "specs/\(property).vnnlib", "--network", "models/\(network).onnx", "--counterexamples", found,
            "-q",
        ])
        #expect(verified.code == 1)
        let result = try Program.run(["replay", "\(found)/specs-\(property).vnnlib.json"])
        #expect(result.code == 1, "\(result.output)\(result.errors)")
        let picture = "\(found)/specs-\(property).vnnlib.png"
        #expect(FileManager.default.fileExists(atPath: picture) == (network == "digits"), "only digits are images")
        #expect(result.output.contains("region    the point is inside") && result.output.contains("as claimed"))
    }
}
