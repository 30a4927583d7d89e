import Contexts
import Exact
import Foundation
import Networks
import Properties
import SpecReading
import Specifications
import TestSupport

/// A scratch folder with stand-in networks and data, in which spec texts are given their meaning.
///
/// `pair.onnx`: 2 inputs, 2 outputs, y = (x0 + 1, x1). `scores.onnx`: 2 inputs, 3 outputs, y = (x0, x1, x0 + x1 - 1), no
/// ReLU. `free.onnx`: 2 inputs, 2 ReLU layers of 3 and 2 neurons, 2 outputs, no biases. `acas.onnx`: 5 inputs, 5 outputs,
/// y = x with a bias of 1/2 on the first. `picture.onnx`: 4 inputs, 2 outputs, y = (x0 + x1, x2 + x3).
final class Workshop {
    let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        // Five pictures of four bytes; the labels are 0, 1, 0, 1, 0.
        try write(
            "images.idx", idx([5, 2, 2], [0, 10, 20, 30, 200, 100, 0, 0, 1, 2, 3, 4, 255, 255, 0, 0, 9, 9, 9, 8]))
        try write("labels.idx", idx([5], [0, 1, 0, 1, 0]))
        try folder.write("jobs.csv", "id,net,eps,label\nfirst,pair.onnx,0.1,0\nsecond,pair.onnx,1/4,1\n")
        try folder.write("pair.csv", "0.5,0.25\n1,2\n")
        try folder.write("pair.vnnlib", Self.vnnlib)
        for name in ["pair.onnx", "scores.onnx", "free.onnx", "acas.onnx", "picture.onnx", "bend.onnx"] {
            try folder.write(name, "the stand-in for \(name)")
        }
    }

    static let vnnlib = """
        (declare-const X_0 Real) (declare-const X_1 Real) (declare-const Y_0 Real) (declare-const Y_1 Real)
        (assert (>= X_0 0)) (assert (<= X_0 1)) (assert (>= X_1 0)) (assert (<= X_1 1)) (assert (>= Y_0 Y_1))
        """

    func write(_ name: String, _ bytes: [UInt8]) throws { _ = try folder.file(name, Data(bytes)) }

    /// The meaning of a spec text; `name` is the file it stands in.
    func specification(_ text: String, name: String = "spec.yaml", limit: Int = 1_000) throws -> Specification {
        let path = try folder.file(name, text)
        return try Specification.read(at: path, networks: Self.load, limit: limit)
    }

    /// ``specification(_:name:limit:)`` of a text about `pair.onnx` with one check of this region and property.
    func check(
        _ region: String, property: String = "{class: 0}", network: String = "pair.onnx", before: String = ""
    ) throws -> Specification {
        try specification(
            """
            spec: 1
            network: \(network)
            \(before)
            checks:
              - id: only
                region: \(region)
                property: \(property)
            """)
    }

    /// The messages in their short form, without the name of the folder.
    func lines(_ specification: Specification) -> [String] {
        text(specification, .concise).split(separator: "\n").map(String.init)
    }

    func text(_ specification: Specification, _ format: MessageFormat) -> String {
        format.text(specification.diagnostics, sources: specification.sources)
            .replacingOccurrences(of: "\(folder.path)/", with: "")
    }

    @Sendable static func load(_ path: String) throws -> Network {
        let name = (path as NSString).lastPathComponent
        switch name {
        case "pair.onnx": return SampleNetworks.chain([([[1, 0], [0, 1]], [1, 0])])
        case "scores.onnx": return SampleNetworks.chain([([[1, 0], [0, 1], [1, 1]], [0, 0, -1])])
        case "free.onnx":
            return SampleNetworks.chain([
                ([[1, 0], [0, 1], [1, -1]], [0, 0, 0]), ([[1, 1, 0], [0, 1, 1]], [0, 0]),
                ([[1, 0], [0, 1]], [0, 0]),
            ])
        case "acas.onnx":
            let unit = (0..<5).map { i in (0..<5).map { $0 == i ? 1.0 : 0 } }
            return SampleNetworks.chain([(unit, [0.5, 0, 0, 0, 0])])
        case "picture.onnx": return SampleNetworks.chain([([[1, 1, 0, 0], [0, 0, 1, 1]], [0, 0])])
        case "single.onnx": return SampleNetworks.chain([([[1, -1]], [0])])
        case "constant.onnx": return SampleNetworks.chain([([[0, 0], [0, 1]], [3, 0])])
        case "bend.onnx":
            var sketch = NetworkSketch(inputs: 2)
            let clip = PiecewiseLinear(
                breakpoints: [0, 6],
                lines: [.init(slope: 0, intercept: 0), .init(slope: 1, intercept: 0), .init(slope: 0, intercept: 6)])
            sketch.activation(0, Activation(clip, count: 2))
            return sketch.network
        case "units.nnet":
            let pair = SampleNetworks.chain([([[1, 0], [0, 1]], [1, 0])])
            return Network(
                name: name, elementType: .float32, values: pair.values, nodes: pair.nodes, input: pair.input,
                output: pair.output, inputUnits: Units(mean: [1, 1], range: [2, 2]))
        case "erf.onnx":
            throw ModelError.unsupportedOperator(
                file: name, node: "act", name: "Erf", opset: 13, supported: ["Gemm", "Relu"])
        case "text.onnx": throw ModelError.notONNX(file: name, reason: "the first bytes are 68 65 6c 6c")
        case "dynamic.onnx": throw ModelError.unknownShape(file: name, tensor: "x")
        case "external.onnx":
            throw ModelError.externalData(
                file: name, tensor: "w", location: "w.bin", reason: "which cannot be read: no such file")
        case "nan.onnx": throw ModelError.nonFiniteWeight(file: name, tensor: "w", index: 3, value: "nan")
        default: throw FileError.unreadable(path: path, reason: "no such file")
        }
    }
}

extension ScratchFolder {
    func write(_ name: String, _ text: String) throws { _ = try file(name, text) }
}

/// An IDX file of bytes.
func idx(_ shape: [Int], _ bytes: [UInt8]) -> [UInt8] {
    [0, 0, 8, UInt8(shape.count)]
        + shape.flatMap { size in stride(from: 24, through: 0, by: -8).map { UInt8(size >> $0 & 0xff) } } + bytes
}

/// `p/q` as an exact number.
func rational(_ text: String) -> Rational {
    let parts = text.split(separator: "/").compactMap { Rational(decimal: $0) }
    return parts.count == 2 ? parts[0] / parts[1] : parts[0]
}

func box(_ lower: [String], _ upper: [String]) -> Region {
    .box(Box(lower: lower.map(rational), upper: upper.map(rational)))
}

extension Specification {
    /// The claim of the only check. Records the messages when there is none.
    func onlyClaim() throws -> Claim {
        guard checks.count == 1, !diagnostics.hasErrors else {
            throw Unexpected(lines: diagnostics.sorted.map(\.content.line) + ["\(checks.count) checks"])
        }
        return try checks[0].claim()
    }
}

struct Unexpected: Error {
    let lines: [String]
}
