import Contexts

/// Reads spec files.
package enum SpecReader {
    /// Which keys a file may have.
    package enum Role: Sendable {
        case main
        /// A file named under `include:`, which defines and checks nothing.
        case included
    }

    /// Reads the text of a file; `file` is its name in messages and in every ``Span``.
    ///
    /// All mistakes in the text are reported, each with its place; what names mean is not looked at. The file is `nil`
    /// when the text is no YAML within the rules of spec files, or of a newer version of the language. Otherwise it holds
    /// what could be read, with `invalid` parts where something was reported. Never throws. Cost: linear in the text.
    package static func read(
        text: [UInt8], file: String, role: Role = .main
    ) -> (file: SpecFile?, diagnostics: Diagnostics) {
        let (root, diagnostics) = tree(text: text, file: file)
        guard let root else { return (nil, diagnostics) }
        return read(root, file: file, role: role)
    }

    static func read(_ root: YAMLNode, file: String, role: Role) -> (file: SpecFile?, diagnostics: Diagnostics) {
        var decoder = SpecDecoder()
        let spec = decoder.file(root, path: file, role: role)
        return (spec, decoder.diagnostics)
    }

    /// ``read(text:file:role:)`` for a text at hand.
    package static func read(
        text: String, file: String, role: Role = .main
    ) -> (file: SpecFile?, diagnostics: Diagnostics) {
        read(text: Array(text.utf8), file: file, role: role)
    }

    /// The YAML tree; `nil` when there is none, which has been reported.
    static func tree(text: [UInt8], file: String) -> (node: YAMLNode?, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        switch source(text, file) {
        case .failure(let error):
            let position = error.place?.position ?? SourcePosition(line: 1, column: 1)
            diagnostics.report(error.fault, at: Span(file: file, line: position.line, column: position.column))
            return (nil, diagnostics)
        case .success(let source):
            let (node, found) = YAMLTree.read(source)
            diagnostics.add(found)
            if node == nil || node?.isNothing == true, !diagnostics.hasErrors {
                diagnostics.report(.version(.empty), at: Span(file: file, line: 1, column: 1))
            }
            return (diagnostics.hasErrors ? nil : node, diagnostics)
        }
    }

    private static func source(_ text: [UInt8], _ file: String) -> Result<SourceText, SpecSyntaxError> {
        do {
            return .success(try SourceText(text, file: file))
        } catch {
            return .failure(error)
        }
    }
}

extension YAMLNode {
    /// An empty document.
    fileprivate var isNothing: Bool {
        if case .scalar(let text) = content { return text.isMissing }
        return false
    }
}
