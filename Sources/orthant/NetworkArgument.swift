import ArgumentParser
import Contexts
import Foundation

/// `--network MODEL` or `--network NAME=MODEL`, the form of the VNN-LIB 2.0 command-line standard.
struct NetworkArgument: ExpressibleByArgument {
    let text: String
    /// The name of the network in the property; `nil` in the plain form.
    let name: String?
    let path: String

    static let help = ArgumentHelp("model file (.onnx, .onnx.gz, .nnet), or NAME=file", valueName: "model")

    init?(argument: String) {
        text = argument
        // A file whose name has an equals sign is still a file.
        if !FileManager.default.fileExists(atPath: argument), let equals = argument.firstIndex(of: "="),
            argument[..<equals].allSatisfy(\.isNameCharacter)
        {
            name = String(argument[..<equals])
            path = String(argument[argument.index(after: equals)...])
        } else {
            name = nil
            path = argument
        }
    }
}

extension Character {
    fileprivate var isNameCharacter: Bool {
        isASCII && (isLetter || isNumber || self == "_" || self == "-")
    }
}

extension NetworkArgument {
    /// The plain form.
    init(path: String) {
        text = path
        name = nil
        self.path = path
    }
}
