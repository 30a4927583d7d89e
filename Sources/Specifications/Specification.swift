import Contexts
import Files
package import SpecReading

/// A spec file with everything it refers to: its checks, expanded, and what is wrong with it.
package struct Specification: Sendable {
    /// `nil` when the text is no spec file at all.
    package let file: SpecFile?
    /// The files read, the spec file first.
    package let files: [String]
    /// Their texts by their names, for messages that show a line.
    package let sources: [String: String]
    /// Empty when there are errors.
    package let checks: [Check]
    /// All messages: those of the reader, of the includes and of the meaning, errors and warnings.
    package let diagnostics: Diagnostics

    /// The most checks that a spec may expand to, unless another number is given.
    package static let standardLimit = Expansion.standardLimit

    /// Reads a spec file, follows its includes and gives it its meaning.
    ///
    /// Every mistake of the file and its includes is reported once, however many cases a check has. Networks and data sets
    /// are loaded when a check needs them. Throws ``FileError`` when the file itself cannot be had. Cost: the loading, one
    /// evaluation of the network per row for `where: correct`, and a few microseconds per check; regions are made for a few
    /// cases of each check, to warn about what is odd.
    package static func read(
        at path: String, networks: @escaping NetworkLoader, limit: Int = standardLimit
    ) throws -> Specification {
        let text = try FileReading.text(at: path)
        let (tree, diagnostics) = SpecReader.read(text: text, file: path)
        return Specification(
            tree, path: path, text: String(decoding: text, as: UTF8.self), diagnostics, networks: networks,
            limit: limit)
    }

    private init(
        _ tree: SpecFile?, path: String, text: String, _ diagnostics: Diagnostics,
        networks: @escaping NetworkLoader, limit: Int
    ) {
        var all = diagnostics
        file = tree
        guard let tree else {
            (files, sources, checks, self.diagnostics) = ([path], [path: text], [], all)
            return
        }
        let sink = DiagnosticSink()
        let inclusion = Inclusion(root: tree, text: text, sink: sink)
        let library = Library(namespace: inclusion.namespace, networks: networks)
        var elaboration = Elaboration(library: library, sink: sink, limit: limit)
        for node in tree.checks { elaboration.add(node) }
        all.add(inclusion.diagnostics)
        all.add(sink.diagnostics)
        files = inclusion.files
        sources = inclusion.sources
        checks = all.hasErrors ? [] : elaboration.checks
        self.diagnostics = all
    }
}
