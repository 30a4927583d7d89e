import Contexts
import Files

/// An activation pattern in a file of its own: which phases, and of which network.
package struct NAPFile: Sendable {
    /// The start of the SHA-256 of the model file that the pattern was mined on.
    package var network: Located<String>?
    /// The class that the pattern stands for.
    package var target: Located<String>?
    /// Where the pattern comes from, how much of the data follows it, and how it was made smaller: names and texts, which
    /// nothing depends on.
    package var mined: [Remark] = []
    package var coverage: [Remark] = []
    package var minimized: [Remark] = []
    package var layers: [PatternNode.Layer]

    /// One entry of a mapping that is kept as it is.
    package struct Remark: Hashable, Sendable {
        package let name: String
        package let text: String

        package init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }

    /// Reads a file: YAML with `nap: 1`, `phases:` and what else mining writes (`network`, `class`, `mined`, `coverage`), or
    /// nothing but the layers themselves, as in a spec file. JSON is YAML. Throws ``FileError`` or the first
    /// ``SpecSyntaxError``. Whether layers and neurons exist is not looked at.
    package static func read(at path: String) throws -> NAPFile {
        try read(FileReading.text(at: path), file: path)
    }

    /// Reads the text of a file; `file` is its name in messages.
    package static func read(_ text: [UInt8], file: String) throws -> NAPFile {
        let (root, diagnostics) = SpecReader.tree(text: text, file: file)
        guard let root else { throw diagnostics.firstError }
        var decoder = SpecDecoder()
        guard let made = decoder.napFile(root), !decoder.diagnostics.hasErrors else {
            throw decoder.diagnostics.firstError
        }
        return made
    }
}

extension Diagnostics {
    fileprivate var firstError: any InputError {
        guard let first = sorted.first(where: { $0.severity == .error }) else {
            preconditionFailure("nothing was read and nothing was reported")
        }
        return first.content
    }
}

extension SpecDecoder {
    /// `nil` when the file holds no pattern, which has been reported.
    fileprivate mutating func napFile(_ root: YAMLNode) -> NAPFile? {
        guard case .mapping(let entries) = root.content else {
            diagnostics.report(
                .wrongKind(.file, found: root.kind, expected: [.mapping], example: "nap: 1"), at: root.span)
            return nil
        }
        guard entries.contains(where: { $0.key.text == "nap" || $0.key.text == "phases" }) else {
            return layers(Slot(key: Self.layersKey, name: "phases", keySpan: root.span, node: root))
        }
        let fields = fields(entries, .napFile, span: root.span)
        if let version = fields["nap"].flatMap({ wholeNumber($0) }), version.value != 1 {
            diagnostics.report(
                .word(
                    String(version.value), noun: "version of NAP files", known: ["1"], key: "nap", suggestion: "1"),
                at: version.span)
        }
        let network = fields["network"].flatMap { self.network($0) }
        guard var file = fields["phases"].flatMap({ layers($0) }) else { return nil }
        file.network = network
        file.target = fields["class"].flatMap { text($0) }
        file.mined = remarks(fields["mined"])
        file.coverage = remarks(fields["coverage"])
        file.minimized = remarks(fields["minimized"])
        return file
    }

    /// The texts of a mapping; what is no text in it says nothing here.
    private func remarks(_ slot: Slot?) -> [NAPFile.Remark] {
        guard case .mapping(let entries)? = slot?.node.content else { return [] }
        return entries.compactMap { entry in
            guard case .scalar(let text) = entry.value.content else { return nil }
            return NAPFile.Remark(entry.key.text, text.text)
        }
    }

    private static let layersKey = SpecKey(
        "phases", .named(.nap), isRequired: true, example: "{relu[0]: 'A--I'}", item: "'A--I'", "The phases by layer.")

    private mutating func layers(_ slot: Slot) -> NAPFile? {
        guard case .mapping = slot.node.content else {
            wrongKind(slot, [.mapping])
            return nil
        }
        guard case .layers(let layers) = pattern(slot, mayBeName: false) else { return nil }
        return NAPFile(layers: layers)
    }

    private mutating func network(_ slot: Slot) -> Located<String>? {
        guard case .mapping(let entries) = slot.node.content else {
            wrongKind(slot, [.mapping])
            return nil
        }
        return fields(entries, .napNetwork, span: slot.node.span)["sha256"].flatMap { text($0) }
    }
}

extension SpecMapping {
    fileprivate static let napFile = SpecMapping(
        "a NAP file", "An activation pattern and where it comes from.",
        keys: [
            SpecKey("nap", .integer, isRequired: true, example: "1", "The version of the format."),
            SpecKey("network", .text, example: "{sha256: 7c1e4f0a9d2b}", "The model that the pattern belongs to."),
            SpecKey("class", .class, example: "3", "The class that the pattern was mined for."),
            SpecKey("mined", .text, example: "{data: mnist/train}", "How the pattern was mined."),
            SpecKey(
                "phases", .named(.nap), isRequired: true, example: "{relu[0]: 'A--I'}", item: "'A--I'",
                "The phases by layer."),
            SpecKey("coverage", .text, example: "{class: 0.842}", "How many inputs follow the pattern."),
            SpecKey("minimized", .text, example: "{method: coarsen}", "How neurons were taken out of the pattern."),
        ])

    fileprivate static let napNetwork = SpecMapping(
        "the network of a NAP file", "The model that the pattern belongs to.",
        keys: [
            SpecKey("sha256", .hex, isRequired: true, example: "7c1e4f0a9d2b", "The start of the digest of its file."),
            SpecKey("path", .text, example: "models/digits.onnx", "Where it was."),
        ])
}
