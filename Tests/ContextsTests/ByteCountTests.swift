import Contexts
import Testing

@Suite struct ByteCountTests {
    @Test(arguments: [
        ("1KiB", 1 << 10), ("512MiB", 512 << 20), ("8GiB", 8 << 30), ("3TiB", 3 << 40), ("1025KiB", 1_025 << 10),
    ])
    func readsAndWrites(_ text: String, _ bytes: Int) {
        #expect(ByteCount.bytes(text) == bytes)
        #expect(ByteCount.text(bytes) == text)
    }

    @Test(arguments: ["", "8", "8GB", "8 GiB", "GiB", "0GiB", "-1GiB", "1.5GiB", "9999999999TiB", "8gib"])
    func refuses(_ text: String) {
        #expect(ByteCount.bytes(text) == nil)
    }

    @Test func theGreatestUnitWithoutAFraction() {
        #expect(ByteCount.text(1_024 << 10) == "1MiB")
        #expect(ByteCount.text((1 << 20) + 5) == "1MiB")
        #expect(ByteCount.text(1_023) == "0KiB")
    }
}
