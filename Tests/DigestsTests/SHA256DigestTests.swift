import Contexts
import Digests
import TestSupport
import Testing

@Suite struct SHA256DigestTests {
    /// The examples of the standard, FIPS 180-2.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func examplesOfTheStandard(_ text: String, _ digest: String) throws {
        #expect(SHA256Digest.of(text) == digest)
        let folder = try ScratchFolder()
        #expect(try SHA256Digest.ofFile(at: folder.file("text", text)) == digest)
    }

    @Test func missingFile() {
        #expect(throws: FileError.unreadable(path: "nowhere", reason: "no such file")) {
            try SHA256Digest.ofFile(at: "nowhere")
        }
    }
}
