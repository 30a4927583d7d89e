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

// MARK: Lists

extension NetworkArgument {
    /// What the competition gives as model: a path, or for several networks `[('f','a.onnx'),('g','b.onnx')]`. Throws
    /// ``UsageError/networkList(text:)`` for a text that starts as a list and is none.
    static func list(_ text: String) throws(UsageError) -> [NetworkArgument] {
        guard text.hasPrefix("[") else { return [NetworkArgument(path: text)] }
        let pair = #/\s*\(\s*(?<q>['"])(?<name>[A-Za-z0-9_]+)\k<q>\s*,\s*(?<r>['"])(?<path>[^'"]+)\k<r>\s*\)\s*/#
        var rest = text.dropFirst()
        var networks: [NetworkArgument] = []
        while let match = rest.prefixMatch(of: pair) {
            let (name, path) = (String(match.output.name), String(match.output.path))
            networks.append(NetworkArgument(name: name, path: path))
            rest = rest[match.range.upperBound...]
            guard rest.first == "," else { break }
            rest = rest.dropFirst()
        }
        guard !networks.isEmpty, rest == "]" else { throw .networkList(text: text) }
        return networks
    }

    /// What a list of claims gives as network: a path, or for several networks `f=a.onnx g=b.onnx`.
    static func words(_ text: String) -> [NetworkArgument] {
        if !text.contains("=") { return [NetworkArgument(path: text)] }
        return text.split(separator: " ").compactMap { NetworkArgument(argument: String($0)) }
    }

    /// The same model from another folder: `path` says where.
    func relative(to path: (String) -> String) -> NetworkArgument {
        name.map { NetworkArgument(name: $0, path: path(self.path)) } ?? NetworkArgument(path: path(self.path))
    }

    private init(name: String, path: String) {
        text = "\(name)=\(path)"
        self.name = name
        self.path = path
    }
}
