import ModelReading
import Networks
import Testing

/// The messages byte by byte, as protobuf has them: field number times 8 plus the wire type, then the value.
@Suite struct TensorWriterTests {
    @Test func float32() {
        let bytes = TensorWriter.bytes(name: "X", shape: TensorShape([1, 2]), .float32, values: [1, -0.5])
        #expect(
            bytes == [
                // dims (1), once for each dimension
                0x08, 1, 0x08, 2,
                // data_type (2): FLOAT
                0x10, 1,
                // name (8)
                0x42, 1, 0x58,
                // raw_data (9): little-endian
                0x4A, 8, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xBF,
            ])
    }

    @Test func float64() {
        let bytes = TensorWriter.bytes(name: "Y", shape: TensorShape([1]), .float64, values: [0.1])
        #expect(
            bytes == [
                0x08, 1, 0x10, 11, 0x42, 1, 0x59, 0x4A, 8, 0x9A, 0x99, 0x99, 0x99, 0x99, 0x99, 0xB9, 0x3F,
            ])
    }
}
