package import Contexts
import Files
import Foundation
package import Networks

/// Reads model files into networks.
package enum ModelReading {
    /// The network in an `.onnx` or `.nnet` file, plain or packed with gzip.
    ///
    /// The name decides the format; the first bytes do when the name says nothing. `hidden` are tensors inside the model
    /// that ``Network/hidden`` should have. Throws ``FileError`` when the file cannot be had, ``ModelError`` when it is no
    /// model that Orthant understands completely or has no such tensor, and when `limits` say stop.
    package static func network(
        at path: String, hidden: [String] = [], limits: Limits = Limits()
    ) throws -> Network {
        let name = stem(of: path)
        let network: Network
        switch try format(at: path) {
        case .onnx:
            network = try ONNXReader.network(
                FileReading.data(at: path, limits: limits), name: name, file: path, hidden: hidden, limits: limits)
        case .nnet:
            if let tensor = hidden.first { throw ModelError.noTensorNames(file: path, tensor: tensor) }
            network = try NNetReader.network(FileReading.text(at: path, limits: limits), name: name, file: path)
        }
        let mustStop = { limits.stop != nil }
        if let output = network.outputLostInSimplification(points: 8, mustStop: mustStop) {
            throw ModelError.simplificationDiffers(file: path, output: output)
        }
        if let cause = limits.stop { throw ModelError.stopped(file: path, cause) }
        return network
    }

    /// The ONNX operators that some form of is supported, sorted.
    package static var supportedOperators: [String] { OperatorRow.table.map(\.name).sorted() }

    /// The versions of the ONNX operator set whose operators are understood.
    package static let supportedOpsets = 7...21

    private enum Format {
        case onnx, nnet
    }

    private static func format(at path: String) throws -> Format {
        switch (unpackedName(of: path) as NSString).pathExtension.lowercased() {
        case "onnx": return .onnx
        case "nnet": return .nnet
        default: break
        }
        let start = try FileReading.data(at: path).prefix(2)
        // Field 1 of an ONNX model is its IR version, a varint; a .nnet file opens with a comment.
        if start.first == 0x08 { return .onnx }
        if start.elementsEqual("//".utf8) { return .nnet }
        throw ModelError.unknownFormat(file: path)
    }

    /// The last component of the path without `.gz`.
    private static func unpackedName(of path: String) -> String {
        let name = (path as NSString).lastPathComponent
        return name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name
    }

    /// The name of the network: the file's name without its extensions.
    private static func stem(of path: String) -> String {
        (unpackedName(of: path) as NSString).deletingPathExtension
    }
}
