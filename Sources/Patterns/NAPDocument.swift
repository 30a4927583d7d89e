package import Contexts
import Files
package import Networks
package import SpecReading
import Specifications

/// An activation pattern with the network it belongs to and where it comes from: the content of a NAP file.
package struct NAPDocument: Hashable, Sendable {
    package var pattern: ActivationPattern
    /// The SHA-256 of the model file, or its start; `nil` for a pattern that names no network.
    package var network: String?
    /// The class that the pattern stands for.
    package var target: Int?
    /// What mining, measuring and minimising say about it: names and texts, which nothing depends on.
    package var mined: [NAPFile.Remark] = []
    package var coverage: [NAPFile.Remark] = []
    package var minimized: [NAPFile.Remark] = []

    package init(pattern: ActivationPattern, network: String? = nil, target: Int? = nil) {
        self.pattern = pattern
        self.network = network
        self.target = target
    }
}

// MARK: Reading

extension NAPDocument {
    /// Reads the file at `path` as a pattern of a network whose model file has this SHA-256 digest.
    ///
    /// Throws ``FileError``, ``SpecSyntaxError``, and ``SpecMeaningError`` when the pattern is of another network, names
    /// layers, neurons or a class that the network has not, or wants a neuron both active and inactive.
    package static func read(at path: String, network: Network, digest: String) throws -> NAPDocument {
        try NAPDocument(try NAPFile.read(at: path), at: path, network: network, digest: digest)
    }

    /// The meaning of a file that has been read; `path` is its name in messages.
    package init(_ file: NAPFile, at path: String, network: Network, digest: String) throws(SpecMeaningError) {
        if let given = file.network, !digest.hasPrefix(given.value.lowercased()) {
            let found = String(digest.prefix(max(12, given.value.count)))
            throw SpecMeaningError(
                .wrongPattern(path: path, given: given.value, found: found), at: given.span.place)
        }
        let layers = network.reluLayers
        self.init(
            pattern: try Self.pattern(file, layers: layers), network: file.network?.value.lowercased(),
            target: try file.target.map { text throws(SpecMeaningError) in
                try Self.target(text, classes: network.outputCount)
            })
        (mined, coverage, minimized) = (file.mined, file.coverage, file.minimized)
    }

    /// The pattern of a file over given layers, those of a network or just names.
    static func pattern(
        _ file: NAPFile, layers: [ReLULayer], areOfNetwork: Bool = true
    ) throws(SpecMeaningError) -> ActivationPattern {
        var faults: [SpecMeaningError] = []
        let decisions = PatternLayers(layers, areOfNetwork: areOfNetwork).decisions(file.layers) { fault, span in
            faults.append(SpecMeaningError(fault, at: span.place))
        }
        if let first = faults.first { throw first }
        return ActivationPattern(decisions ?? [], neuronCount: layers.neuronCount)
    }

    private static func target(_ text: Located<String>, classes: Int) throws(SpecMeaningError) -> Int {
        guard let target = Int(text.value), (0..<classes).contains(target) else {
            throw SpecMeaningError(.unknownClass(text: text.value, count: classes, names: []), at: text.span.place)
        }
        return target
    }
}

// MARK: Writing

extension NAPDocument {
    /// The file: one line per layer, one character per neuron. Two equal documents give the same bytes.
    package func text(layers: [ReLULayer]) -> String {
        var lines = ["nap: 1"]
        if let network { lines.append("network: {sha256: \(network)}") }
        if let target { lines.append("class: \(target)") }
        if let line = Self.line("mined", mined) { lines.append(line) }
        if let line = Self.line("minimized", minimized) { lines.append(line) }
        lines.append("phases:                                # A active, I inactive, - any")
        for (number, layer) in layers.enumerated() {
            lines.append("  relu[\(number)]: \"\(pattern.characters(of: layer))\"")
        }
        if let line = Self.line("coverage", coverage) { lines.append(line) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Replaces the file at `path`, in one piece. Throws ``FileError``.
    package func write(to path: String, layers: [ReLULayer]) throws(FileError) {
        try FileWriting.write(text(layers: layers), to: path)
    }

    private static func line(_ key: String, _ remarks: [NAPFile.Remark]) -> String? {
        guard !remarks.isEmpty else { return nil }
        return "\(key): {" + remarks.map { "\($0.name): \(scalar($0.text))" }.joined(separator: ", ") + "}"
    }

    /// A text as YAML reads it inside braces: in quotes unless nothing in it means anything there.
    private static func scalar(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                    || "/._- +".unicodeScalars.contains(scalar)
            } && text.first?.isLetter ?? false || text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
        if isPlain && !text.isEmpty && text.last != " " { return text }
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case let control where control.value < 32 || control.value == 127:
                "\\u" + String(repeating: "0", count: 4 - String(control.value, radix: 16).count)
                    + String(control.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}

extension ActivationPattern {
    /// One character per neuron of a layer: `A` active, `I` inactive, `-` any.
    package func characters(of layer: ReLULayer) -> String {
        String(
            layer.neurons.map { neuron -> Character in
                switch self[neuron] {
                case .active: "A"
                case .inactive: "I"
                case .any: "-"
                }
            })
    }
}
