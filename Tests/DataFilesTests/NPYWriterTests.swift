import Contexts
import Testing

@testable import DataFiles

@Suite struct NPYWriterTests {
    /// The bytes that numpy 2 writes for `np.array([[1, 2, 0.1]], dtype="<f4")`, apart from the length of its padding.
    @Test func singles() throws {
        let file = NPYWriter.file([1, 2, 0.1] as [Float], shape: [1, 3])
        let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }"
        let padding = String(repeating: " ", count: 128 - 10 - text.count - 1)
        let header = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array((text + padding + "\n").utf8)
        #expect(file == header + [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 0xcd, 0xcc, 0xcc, 0x3d])
    }

    @Test(arguments: [[], [1], [5], [2, 3], [1, 1, 4, 1], [0], [3, 0]]) func roundTrip(_ shape: [Int]) throws {
        let count = shape.reduce(1, *)
        let values = (0..<count).map { Double($0) / 7 - 0.3 }
        let doubles = try NPYReader.array(in: NPYWriter.file(values, shape: shape), source: .init(file: "x"))
        #expect(doubles.shape == shape)
        #expect(doubles.type == .float64)
        #expect(doubles.elements == values.map { .real($0) })
        let singles = values.map { Float($0) }
        let read = try NPYReader.array(in: NPYWriter.file(singles, shape: shape), source: .init(file: "x"))
        #expect(read.type == .float32)
        #expect(read.elements == singles.map { .real(Double($0)) })
    }
}
